import path from 'node:path'
import { minuteMs, secondMs } from '#shared/kernel/time'
import type { GrantEvent } from '#shared/support/grant-event'
import { grantEventSchema } from '#shared/support/grant-event-schema'
import type { GrantView } from '#shared/support/support-view'
import { account, region } from '../entered-support'
import type { SupportWorld } from '../support-world'
import type { WorldNow } from '../world-sight'
import type { FollowedDoors, OpenTimes } from './door-times'
import { readAudit, type AuditFacts } from './audit-facts'

/** How one case went, from everybody's mouth but that of the processes that carried it. */
export interface KillFacts {
  /** Absent: no process died. */
  readonly diedAtMs?: number
  /** The step that did not come about. */
  readonly stuckAt?: string
  /** Edges of the process that lived to the end. */
  readonly passed: readonly string[]
  /** AWS at the end. */
  readonly world: WorldNow
  /** What must never be, in words. */
  readonly broken: readonly string[]
  /** When each grant was let in by the document and by a rule, by its id. */
  readonly open: { readonly documents: ReadonlyMap<string, OpenTimes>; readonly rules: ReadonlyMap<string, OpenTimes> }
  readonly grants: readonly GrantView[]
  /** By the grant's id. */
  readonly journals: ReadonlyMap<string, Journal>
  /** What operators had AWS do, by CloudTrail: how often each operation was done. */
  readonly writes: ReadonlyMap<string, number>
  /** By console. */
  readonly audits: ReadonlyMap<string, AuditFacts>
}

export interface Journal {
  readonly numbers: readonly number[]
  readonly events: readonly GrantEvent[]
}

export const consoles = ['ana', 'ben'] as const

/** Operations on doors and their schedules. */
const operations = ['CreateSchedule', 'UpdateSchedule', 'DeleteSchedule', 'PutParameter', 'AuthorizeSecurityGroupIngress', 'UpdateSecurityGroupRuleDescriptionsIngress', 'RevokeSecurityGroupIngress'] as const
/** CloudTrail has heard of everything by then. */
const trailLateMs = 16 * minuteMs
/** It answers two calls a second. */
const trailPaceMs = secondMs

export async function factsOf(world: SupportWorld, { folder, doors, ...own }: Pick<KillFacts, 'passed' | 'diedAtMs' | 'stuckAt'> & { readonly folder: string; readonly doors: FollowedDoors }): Promise<KillFacts> {
  const desk = await world.console('cleo').desk()
  if (!desk.ok) throw new Error(desk.error.message)
  const { grants } = desk.value
  const now = await world.sight.now()
  const journals = new Map(await Promise.all(grants.map(async ({ id }) => [id, await journalOf(world, id)] as const)))
  await world.time.advanceTo(world.time.clock.nowMs() + trailLateMs, world.settled)
  const writes = new Map<string, number>()
  for (const name of operations) writes.set(name, await timesDone(world, name))
  const audits = new Map(await Promise.all(consoles.map(async (person) => [person, await readAudit(path.join(folder, `${person}.sqlite`), world.time.clock.nowMs())] as const)))
  return { ...own, world: now, broken: world.sight.broken(), open: { documents: doors.documents, rules: doors.rules }, grants, journals, writes, audits }
}

async function journalOf({ storeOf }: SupportWorld, id: string): Promise<Journal> {
  const read = await storeOf('cleo').journal({ journal: `grant:${id}`, after: 0 })
  if (!read.ok) throw new Error(read.error.message)
  const { events } = read.value.value
  return { numbers: events.map(({ seq }) => seq), events: events.map(({ body }) => grantEventSchema.parse(body)) }
}

/** Not by a schedule: AWS does that itself. */
async function timesDone({ operators, time, settled }: SupportWorld, name: string): Promise<number> {
  await time.advanceTo(time.clock.nowMs() + trailPaceMs, settled)
  const call = { signal: new AbortController().signal, onRequest: () => Promise.resolve() }
  const page = await operators(account, region).trail.page(call, { name, fromMs: 0, toMs: time.clock.nowMs() })
  if (!page.ok) throw new Error(page.error.error.message)
  return page.value.value.events.filter(({ sourceAddress, failure }) => failure === undefined && sourceAddress?.endsWith('.amazonaws.com') !== true).length
}
