import { minuteMs } from '#shared/kernel/time'
import type { Outcome } from '#shared/maintenance/decide'
import type { Plan } from '#shared/maintenance/plan'
import type { RunEvent } from '#shared/maintenance/run-event'
import { createDeskJournal } from '#electron/maintenance/desk-journal'
import { runTag } from '#electron/maintenance/effects/run-context'
import type { Ids } from '#electron/ports/clock'
import { tenant, type CrashWorld } from './entered-world'

/** How one run went, with consoles dying on the way. */
export interface CaseFacts {
  /** Undefined: it did not end in time. */
  readonly outcome: Outcome | undefined
  /** What AWS took, by what and to what. */
  readonly deeds: ReadonlyMap<string, number>
  /** On its way when a console was killed: AWS may have taken it, and nobody counted it. */
  readonly unanswered: ReadonlySet<string>
  /** In words: what is left closed, muted, untold; what nobody should have been asked. */
  readonly leftovers: readonly string[]
  /** Addresses of which the run itself says that it does not know. */
  readonly unproven: number
  /** How many consoles died: fewer than were meant to where the run was over before. */
  readonly died: number
  /** Edges of the last console, which lived. */
  readonly edges: readonly string[]
  readonly events: readonly RunEvent[]
  /** Operations that were asked of AWS, by effect; notices have calls of their own. */
  readonly requests: ReadonlyMap<string, ReadonlySet<string>>
  readonly plan: Plan
}

/** What a run stirs up by itself, an alarm for instance, is over by then. */
const calmMs = 30 * minuteMs

/** What the last console knows of how it went. */
export interface LastWords extends Pick<CaseFacts, 'outcome' | 'died' | 'edges' | 'unanswered'> {
  /** Questions that were asked, of all consoles. */
  readonly asked: ReadonlySet<string>
}

export async function factsOf(world: CrashWorld, ids: Ids, { outcome, died, asked, edges, unanswered }: LastWords): Promise<CaseFacts> {
  const lines = await createDeskJournal({ store: world.store, ids, run: world.plan.id }).read(0)
  if (!lines.ok) throw new Error(lines.error.message)
  const unproven = lines.value.flatMap((event) => (event.kind === 'done' ? event.evidence : [])).filter(({ label, value }) => label === 'Mail' && value.split(', ').includes('sending')).length
  await world.time.advanceTo(world.time.clock.nowMs() + calmMs, world.settled)
  const strange = [...asked].filter((question) => world.plan.steps[0]?.kind !== 'manual' || question !== 'unclear:change:0:plan')
  return { outcome, deeds: world.deeds.counts(), unanswered, leftovers: [...(await leftoversOf(world)), ...strange.map((question) => `asked ${question}`)], unproven, died, edges, events: lines.value, requests: world.requests, plan: world.plan }
}

/** What AWS itself shows after the end. */
async function leftoversOf({ operators, region, doors, alarms, bucket, conditions, plan, leaves }: CrashWorld): Promise<readonly string[]> {
  const call = { signal: new AbortController().signal, onRequest: () => Promise.resolve() }
  const aws = operators(doors[0]!.account, region)
  const left: string[] = []
  for (const { loadBalancerArn } of doors) {
    const listeners = await aws.access.listeners(call, loadBalancerArn)
    for (const { arn } of listeners.ok ? listeners.value.value : []) {
      const rules = await aws.access.rules(call, arn)
      left.push(...(rules.ok ? rules.value.value : []).filter(({ priority }) => priority !== 'default').map((rule) => `closed by ${rule.arn}`))
    }
  }
  const muted = await aws.alarms.muteRules(call)
  left.push(...(muted.ok ? muted.value.value : []).map((name) => `muted by ${name}`))
  const actions = await aws.alarms.actions(call, alarms)
  left.push(...Object.entries(actions.ok ? actions.value.value : {}).filter(([, isOn]) => !isOn).map(([name]) => `muted: ${name}`))
  if (actions.ok && Object.keys(actions.value.value).length < alarms.length) left.push('alarms are missing')
  const notice = await aws.objects.get(call, bucket, `${tenant}.json`)
  const text = notice.ok ? notice.value.value.body : ''
  if (!/"state":"completed","access":"open"/.test(text)) left.push(`the login screen says ${text}`)
  const aside = await aws.databases.database(call, `wf-${plan.id}-${plan.databases[0]!.id}`)
  if (aside.ok && aside.value.value.tags['tenant'] !== undefined) left.push('the database that was set aside is still the tenant’s')
  if (aside.ok && aside.value.value.tags[runTag] !== undefined) left.push('tags')
  return [...left, ...(await conditions()).filter(({ kind, checks, explainsOnly }) => checks.length > 0 && explainsOnly !== true && !leaves.includes(kind)).map(({ kind, subject }) => `wrong: ${kind} of ${subject}`)]
}
