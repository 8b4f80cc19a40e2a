import { hourMs, minuteMs, secondMs } from '#shared/kernel/time'
import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import type { GrantWish } from '#shared/support/grant'
import type { GrantView } from '#shared/support/support-view'
import type { RunningSupport } from '#electron/support/support-office'
import type { TrainingEvent } from '#electron/training/index'
import { tenant } from './entered-support'
import { startAtMs, type SupportWorld } from './support-world'

/** What is wrong with a case, in words; empty: nothing. */
export type SupportCase = (world: SupportWorld) => Promise<readonly string[]>

export const wish = (over: Partial<GrantWish> = {}): GrantWish => ({ tenant, environment: 'frontend', what: ['application', 'ssh'], reference: 'REQ-1', askedBy: 'J. Doe', reason: 'Login fails', untilMs: startAtMs + hourMs, ...over })

export const valueOf = <T>(result: Result<T, AppError>): T => {
  if (!result.ok) throw new Error(`${result.error.kind}: ${result.error.message}`)
  return result.value
}

export const rounds = (world: SupportWorld, office: RunningSupport): RunningSupport => {
  office.makeRounds((matters) => world.heed(matters))
  return office
}

/** Asked for by ana at a console whose rounds run, approved by ben at another. */
async function granted(world: SupportWorld, over: Partial<GrantWish> = {}, ana: RunningSupport = rounds(world, world.console('ana'))): Promise<{ readonly ana: RunningSupport; readonly ben: RunningSupport; readonly grant: GrantView }> {
  const ben = world.console('ben')
  const asked = valueOf(await ana.ask(wish(over)))
  const grant = valueOf(await ben.approve(asked.id, asked.hash))
  await world.pass(30 * secondMs)
  return { ana, ben, grant }
}

const inject = (world: SupportWorld, event: TrainingEvent): void => {
  const done = world.fleet.inject(event)
  if (!done.ok) throw new Error(done.error.message)
}

/** Sentences that do not hold. */
const unless = (claims: Readonly<Record<string, boolean>>): readonly string[] => Object.entries(claims).flatMap(([claim, holds]) => (holds ? [] : [claim]))

const isShut = async (world: SupportWorld): Promise<boolean> => {
  const { document, ssh, schedules } = await world.sight.now()
  return document.length === 0 && ssh.length === 0 && schedules.length === 0
}

const asleep: SupportCase = async (world) => {
  const ana = world.console('ana')
  const ben = world.console('ben')
  const asked = valueOf(await ana.ask(wish()))
  valueOf(await ben.approve(asked.id, asked.hash))
  const opening = ana.reconcile()
  await world.settled()
  valueOf(await opening)
  const open = valueOf(await ana.grant(asked.id))
  // Nobody's console is on from here.
  await world.pass(hourMs + 2 * minuteMs)
  const shut = await world.sight.now()
  const before = valueOf(await ana.grant(asked.id))
  rounds(world, ana)
  await world.pass(20 * secondMs)
  const after = valueOf(await ana.grant(asked.id))
  return unless({
    'it was open': open.stage === 'open',
    'the schedules closed it': shut.document.length === 0 && shut.ssh.length === 0,
    'nothing was claimed before AWS was read': before.stage === 'revoking',
    'the console shows the proof when it wakes': after.stage === 'closed' && after.proof !== undefined,
    'nothing is left behind': await isShut(world),
  })
}

const twoApprovals: SupportCase = async (world) => {
  const ana = rounds(world, world.console('ana'))
  const asked = valueOf(await ana.ask(wish()))
  const answers = await Promise.all([world.console('ben').approve(asked.id, asked.hash), world.console('cleo').approve(asked.id, asked.hash)])
  await world.pass(30 * secondMs)
  const seen = valueOf(await ana.grant(asked.id))
  const { document } = await world.sight.now()
  return unless({ 'at least one of them was taken': answers.some(({ ok }) => ok), 'it is one grant': document.length === 1, 'it is open': seen.stage === 'open', 'its end is as it was asked for': seen.untilMs === asked.untilMs })
}

const overlapping: SupportCase = async (world) => {
  const { ana, ben, grant } = await granted(world, { untilMs: startAtMs + 20 * minuteMs })
  const second = valueOf(await ana.ask(wish({ reference: 'REQ-2', untilMs: startAtMs + 40 * minuteMs })))
  valueOf(await ben.approve(second.id, second.hash))
  await world.pass(25 * minuteMs)
  const between = await world.sight.now()
  const first = valueOf(await ana.grant(grant.id))
  await world.pass(20 * minuteMs)
  return unless({
    'the first is proven closed': first.stage === 'closed',
    'the second keeps both doors open': between.document.join() === second.id && between.ssh.join() === second.id,
    'the last one closes': await isShut(world),
  })
}

const revokeFails: SupportCase = async (world) => {
  const { ana, grant } = await granted(world)
  inject(world, { kind: 'support.revoke-fails', tenant, count: 3 })
  valueOf(await ana.end(grant.id, 'Done'))
  await world.pass(12 * secondMs)
  const during = valueOf(await ana.grant(grant.id))
  const told = world.told()
  await world.pass(2 * minuteMs)
  const after = valueOf(await ana.grant(grant.id))
  return unless({
    'it is revoking, unverified': during.stage === 'revoking' && during.words.includes('unverified'),
    'the failure is shown with its tries': (during.trouble?.tries ?? 0) >= 2,
    'the watch is told': told.some(({ kind }) => kind === 'trouble'),
    'it is closed in the end': after.stage === 'closed' && after.trouble === undefined,
    'nothing is told any more': world.told().length === 0,
    'nothing is left behind': await isShut(world),
  })
}

const skewed: SupportCase = async (world) => {
  world.skewMs = 90 * secondMs
  const ana = world.console('ana')
  const refused = await ana.ask(wish())
  const { grants } = valueOf(await ana.desk())
  return unless({ 'it is refused, with the seconds': !refused.ok && refused.error.message.includes('90 s'), 'nothing was written': grants.length === 0 })
}

const addressChanges: SupportCase = async (world) => {
  const { ana, grant } = await granted(world)
  world.address = '203.0.113.77'
  await world.pass(6 * minuteMs)
  const seen = valueOf(await ana.grant(grant.id))
  const { ssh } = await world.sight.now()
  return unless({ 'the grant says so': seen.words.includes('203.0.113.77'), 'nothing is opened for another address': seen.cidr === grant.cidr && ssh.length === 1 })
}

const scheduleDeleted: SupportCase = async (world) => {
  const { ana, grant } = await granted(world)
  inject(world, { kind: 'support.schedule-deleted', tenant })
  await world.time.advanceTo(world.time.clock.nowMs() + 70 * secondMs, () => world.settled())
  const { schedules } = await world.sight.now()
  const seen = valueOf(await ana.grant(grant.id))
  return unless({ 'both are made again within a minute': schedules.length === 2, 'the grant stays open': seen.stage === 'open' })
}

const clientEnds: SupportCase = async (world) => {
  const { ana, grant } = await granted(world)
  inject(world, { kind: 'support.client-ends', tenant })
  await world.pass(90 * secondMs)
  const seen = valueOf(await ana.grant(grant.id))
  return unless({ 'it is closed by the client': seen.stage === 'closed' && seen.ended?.how === 'client', 'SSH is closed too, and nothing is left behind': await isShut(world) })
}

const twoConsoles: SupportCase = async (world) => {
  const ben = rounds(world, world.console('ben'))
  const { ana, grant } = await granted(world)
  await world.pass(30 * secondMs)
  const here = valueOf(await ana.grant(grant.id))
  const there = valueOf(await ben.grant(grant.id))
  valueOf(await ben.end(grant.id, 'Done'))
  await world.pass(minuteMs)
  return unless({ 'both show it open': here.stage === 'open' && there.stage === 'open', 'who did not ask ends it too': valueOf(await ana.grant(grant.id)).stage === 'closed', 'nothing is left behind': await isShut(world) })
}

const documentDeleted: SupportCase = async (world) => {
  const { ana, grant } = await granted(world)
  inject(world, { kind: 'support.document-deleted', tenant })
  await world.pass(11 * minuteMs)
  const { document } = await world.sight.now()
  const [drift] = valueOf(await ana.desk()).drifts
  const repaired = drift === undefined ? undefined : await ana.repair(drift.id)
  const after = await world.sight.now()
  return unless({ 'it is not put back by itself': document.length === 0, 'it is found': drift?.kind === 'grant-without-document' && drift.grant === grant.id, 'a press puts it back': repaired?.ok === true && after.document.length === 1 })
}

const strayRule: SupportCase = async (world) => {
  inject(world, { kind: 'support.stray-rule', tenant })
  const ana = rounds(world, world.console('ana'))
  await world.settled()
  await world.time.advanceTo(world.time.clock.nowMs() + minuteMs, () => world.settled())
  const [drift] = valueOf(await ana.desk()).drifts
  const repaired = drift === undefined ? undefined : await ana.repair(drift.id)
  return unless({ 'it is found': drift?.kind === 'rule-without-grant', 'a press removes it': repaired?.ok === true && repaired.value.drifts.length === 0 })
}

const closerMissing: SupportCase = async (world) => {
  inject(world, { kind: 'support.closer-missing', tenant })
  const { ana, grant } = await granted(world)
  const { document, ssh } = await world.sight.now()
  const seen = valueOf(await ana.grant(grant.id))
  return unless({ 'nothing is opened that no schedule would close': document.length === 0 && ssh.length === 0, 'it is said why': seen.stage === 'opening' && seen.trouble !== undefined })
}

export const cases: Readonly<Record<string, SupportCase>> = {
  'asleep past the end': asleep,
  'two approvals at once': twoApprovals,
  'overlapping grants': overlapping,
  'revoke fails three times': revokeFails,
  'clock 90 s off': skewed,
  'the operator’s address changes': addressChanges,
  'schedule deleted by somebody': scheduleDeleted,
  'the client ends it': clientEnds,
  'two consoles': twoConsoles,
  'document deleted by somebody': documentDeleted,
  'a rule that nobody granted': strayRule,
  'no role for schedules': closerMissing,
}
