import type { IpSet, WebAcl, WebAclRecord, WebAclRule } from '../fleet/service-records'

/**
 * Whether a load balancer lets in only the addresses of a list.
 *
 * 1. WAF looks at a web ACL's rules in order; the first that allows or blocks decides, and what none decides goes by the default action.
 *    A rule that counts decides nothing.
 * 2. A list is enforced where every way in goes by it: the default action blocks, and whatever allows goes by an IP set; or a rule blocks
 *    whoever is not on the list before anything else allows.
 * 3. A rule that we do not understand (geography, a managed group) is passed over where it blocks, and makes the list doubtful where it allows.
 */
export type Guard =
  /** No web ACL, or one that holds no list of whom to let in: it filters attacks. Nobody promised a list that we know of. */
  | { readonly kind: 'none' }
  | { readonly kind: 'no-list'; readonly acl: WebAcl }
  | { readonly kind: 'unread' }
  | { readonly kind: 'refused'; readonly why: 'denied' | 'notFound' }
  /** AWS did not say what becomes of the rest. */
  | { readonly kind: 'untold' }
  /** Everybody is let in, whatever the list says: what no rule decides is allowed. */
  | { readonly kind: 'open'; readonly acl: WebAcl }
  /** The lists are empty: nobody is let in. */
  | { readonly kind: 'shut'; readonly acl: WebAcl; readonly lists: readonly IpSet[] }
  /** Only who is on the lists; `unlisted`: lists that could not be read; `besides`: rules that let in others by something else. */
  | { readonly kind: 'enforced'; readonly acl: WebAcl; readonly lists: readonly IpSet[]; readonly besides: readonly string[] }

export function guardOf(record: WebAclRecord | undefined): Guard {
  if (record === undefined) return { kind: 'unread' }
  if (record.refused !== undefined) return { kind: 'refused', why: record.refused }
  const { acl, ipSets } = record
  if (acl === undefined) return { kind: 'none' }
  if (!acl.rules.some(isOfList)) return { kind: 'no-list', acl }
  const deciding = acl.rules.filter(({ action }) => action === 'allow' || action === 'block')
  const wall = deciding.findIndex(({ action, matches }) => action === 'block' && matches === 'not-ip-set')
  // Behind a rule that blocks whoever is not on the list, only those on it are left.
  const before = wall < 0 ? deciding : deciding.slice(0, wall)
  const gates = [...before.filter(isGate), ...(wall < 0 ? [] : [deciding[wall]!])]
  const besides = before.filter(({ action, matches }) => action === 'allow' && matches !== 'ip-set').map(({ name }) => name)
  if (wall < 0 && acl.otherwise === undefined) return { kind: 'untold' }
  if (wall < 0 && acl.otherwise === 'allow') return { kind: 'open', acl }
  const named = new Set(gates.flatMap((rule) => rule.ipSets))
  const lists = ipSets.filter(({ arn }) => named.has(arn))
  const isShut = besides.length === 0 && lists.every(({ addresses }) => addresses?.length === 0)
  return isShut ? { kind: 'shut', acl, lists } : { kind: 'enforced', acl, lists, besides }
}

/** A rule that would let in by a list, or keep out who is not on it; one that only counts is one that was meant to. */
const isOfList = ({ action, matches }: WebAclRule): boolean => (matches === 'ip-set' && (action === 'allow' || action === 'count')) || (matches === 'not-ip-set' && (action === 'block' || action === 'count'))

const isGate = ({ action, matches }: WebAclRule): boolean => action === 'allow' && matches === 'ip-set'

/** Wider than this an entry is no bank's office: 2^16 addresses of IPv4, a provider's allocation of IPv6. */
const widest = { v4: 16, v6: 32 } as const

/** Entries such as `10.0.0.0/8` that let in far more than one client could own. */
export function wideEntries(lists: readonly IpSet[]): readonly string[] {
  return lists.flatMap(({ addresses }) => addresses ?? []).filter(isWide)
}

export function isWide(entry: string): boolean {
  const length = Number(entry.split('/')[1] ?? Number.NaN)
  return Number.isInteger(length) && length < (entry.includes(':') ? widest.v6 : widest.v4)
}
