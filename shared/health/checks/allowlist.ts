import type { DoorView, ServiceView } from '../../fleet/service-views'
import { guardOf, wideEntries, type Guard } from '../../services/allowlist'
import { assertNever } from '../../kernel/assert-never'
import { about, basisOf, evidence, type Check, type Verdict, type Words } from '../check'
import { listText, momentText } from '../wording'

/**
 * Whether the list of addresses that a tenant's door goes by is really enforced. A load balancer without a web ACL, or with one that
 * holds no list, is not applicable: nobody promised a list that we know of.
 */
export const allowlist: Check = {
  id: 'allowlist',
  clause: 'clientAccess',
  title: 'Who is let in',
  feeds: ['tagging.resources', 'wafv2.web-acls'],
  judge: ({ services }) => [...(services?.doors ?? []).flatMap(judgeDoor), ...(services?.strayAcls ?? []).map(judgeStray)],
}

function judgeDoor(door: DoorView): readonly Verdict[] {
  const guard = guardOf(door.record)
  const say = (words: Words): readonly Verdict[] => [aboutDoor(door, { evidence: factsOf(door, guard), ...words })]
  const { id } = door.tagged
  switch (guard.kind) {
    case 'none':
    case 'no-list':
    case 'unread':
      return []
    case 'refused':
      // A load balancer that is gone takes its door with it; the tags will say so.
      return guard.why === 'notFound' ? [] : say({ severity: 'info', summary: `Who is let in by ${id} cannot be told: AWS refused wafv2:GetWebACLForResource for it. Allow it in the watching role.` })
    case 'untold':
      return say({ severity: 'unknown', summary: `Whether only the list is let in by ${id} cannot be told: the server did not return DefaultAction of its web ACL.` })
    case 'open':
      return say({ severity: 'degraded', summary: `Everybody is let in by ${id}: the web ACL ${guard.acl.name} holds a list of addresses, but allows whoever no rule decides on. Set its default action to Block.` })
    case 'shut':
      return say({ severity: 'degraded', summary: `Nobody is let in by ${id}: the list of the web ACL ${guard.acl.name} is empty. Put the client's addresses back into its IP set.` })
    case 'enforced':
      return judgeEnforced(id, guard, say)
    default:
      return assertNever(guard)
  }
}

function judgeEnforced(id: string, { acl, lists, besides }: Extract<Guard, { kind: 'enforced' }>, say: (words: Words) => readonly Verdict[]): readonly Verdict[] {
  const unread = lists.filter(({ addresses }) => addresses === undefined)
  if (unread.length > 0) return say({ severity: 'info', summary: `Which addresses are let in by ${id} cannot be told: AWS refused wafv2:GetIPSet for ${listText(unread.map(({ name }) => name))}. Allow it in the watching role.` })
  const wide = wideEntries(lists)
  if (wide.length > 0) return say({ severity: 'watch', summary: `The list of ${id} lets in far more addresses than one client has: ${listText(wide)}. Narrow it to the client's own.` })
  if (besides.length > 0) return say({ severity: 'info', summary: `The web ACL ${acl.name} of ${id} lets in others too, by its ${besides.length === 1 ? 'rule' : 'rules'} ${listText(besides)}.` })
  return []
}

function judgeStray(view: ServiceView): Verdict {
  const { id, key } = view.tagged
  const { place, environment } = view
  return about({ kind: 'web-acl', id, account: place.account, region: place.region, ...(environment === undefined ? {} : { environment }) }, basisOf(place, 'wafv2.web-acls'), {
    severity: 'degraded',
    summary: `The web ACL ${id} guards none of its tenant's load balancers: whoever knows their address gets in. Associate it again, or remove its tenant tag if it is not meant to.`,
    evidence: [evidence('Web ACL', key)],
  })
}

function aboutDoor({ tagged, environment, place }: ServiceView, words: Words): Verdict {
  return about({ kind: 'load-balancer', id: tagged.id, account: place.account, region: place.region, ...(environment === undefined ? {} : { environment }) }, basisOf(place, 'wafv2.web-acls'), words)
}

function factsOf({ record }: DoorView, guard: Guard) {
  if (record === undefined || !('acl' in guard)) return record === undefined ? [] : [evidence('Read', momentText(record.readAtMs))]
  const addresses = record.ipSets.flatMap((set) => set.addresses ?? [])
  return [
    evidence('Web ACL', guard.acl.name),
    evidence('Default action', guard.acl.otherwise ?? 'not told'),
    ...guard.acl.rules.map(({ name, action, matches }) => evidence(`Rule ${name}`, `${action}${matches === 'ip-set' ? ' who is on the list' : matches === 'not-ip-set' ? ' who is not on the list' : ''}`)),
    evidence('List', addresses.length === 0 ? 'empty' : listText(addresses, 8)),
    evidence('Read', momentText(record.readAtMs)),
  ]
}
