import { appError, type AppError } from '#shared/kernel/app-error'
import { assertNever } from '#shared/kernel/assert-never'
import { err, ok, type Result } from '#shared/kernel/result'
import { closedDocument, endsIn, fittingText, readDocument } from '#shared/support/document'
import type { Drift } from '#shared/support/drift'
import { parameterKey } from '#shared/support/grant-event'
import { isLive, openedDoors } from '#shared/support/grant-state'
import { doorsFor, latestEnd } from '#shared/support/doors'
import type { AwsOperator } from '#electron/ports/aws-operator'
import type { OperatorCall, Outcome } from '#electron/ports/operator/outcome'
import type { TendingOptions } from './tend-door'
import { openBehind } from './behind-schedule'
import { lookAtDocument } from './door-sight'
import type { SupportLease } from './support-lease'

/** Does what the drift's button says, to a drift that was found again a moment ago. What follows of it is for the next round. */
export async function repairDrift(options: TendingOptions, drift: Drift, by: string, lease: SupportLease): Promise<Result<null, AppError>> {
  const { operators, signal } = options
  const aws = operators(drift.account, drift.region)
  const call: OperatorCall = { signal, onRequest: () => Promise.resolve() }
  switch (drift.kind) {
    case 'rule-without-grant':
      return gone(await aws.network.revoke(call, drift.securityGroup ?? '', drift.rule ?? ''))
    case 'schedule-without-grant':
      return withoutSchedule(options, aws, call, drift.target)
    case 'document-without-grant':
    case 'document-unreadable': {
      const written = await withoutStrangers(options, aws, call, drift)
      return written.ok && drift.kind === 'document-unreadable' ? mend(options, drift, by, lease) : written
    }
    case 'grant-without-document':
    case 'grant-without-rule':
    case 'grant-without-schedule':
      return mend(options, drift, by, lease)
    default:
      return assertNever(drift.kind)
  }
}

const gone = (outcome: Outcome<unknown>): Result<null, AppError> => (outcome.ok || outcome.error.why === 'gone' ? ok(null) : err(outcome.error.error))

/** A schedule that nobody knows may be all that closes what it closes. */
async function withoutSchedule({ config, clock }: TendingOptions, aws: AwsOperator, call: OperatorCall, name: string): Promise<Result<null, AppError>> {
  const ref = { group: config.support.scheduleGroup, name }
  const there = await aws.schedules.get(call, ref)
  if (!there.ok) return gone(there)
  const open = await openBehind(aws, call, there.value.value, clock.nowMs())
  if (!open.ok) return open
  return open.value === undefined ? gone(await aws.schedules.delete(call, ref)) : err(appError('conflict', `The schedule closes ${open.value}, which is open: it stays until that is closed. Remove that first.`))
}

/** The document with only those of its grants that the desk gave; what clients ended stays. */
async function withoutStrangers({ clock }: TendingOptions, aws: AwsOperator, call: OperatorCall, { target, tenant = '', environment = '', grants = [] }: Drift): Promise<Result<null, AppError>> {
  const seen = await lookAtDocument(aws, call, target)
  if (!seen.ok) return err(seen.error.error)
  const { text } = seen.value.value
  if (text === undefined) return ok(null)
  const there = readDocument(text)
  const kept = (there?.grants ?? []).filter(({ id }) => !grants.includes(id))
  const wished = kept.length === 0 || there === undefined ? closedDocument({ tenant, environment }, clock.nowMs(), endsIn(text)) : { ...there, grants: kept, untilMs: latestEnd(kept), writtenAtMs: clock.nowMs() }
  const fitting = fittingText(wished)
  if (!fitting.ok) return err(appError('invalidInput', 'The document has no room for what is granted here (4,096 bytes). End some of it.'))
  const written = await aws.parameters.put(call, { name: target, value: fitting.value, how: 'replace' })
  return written.ok ? ok(null) : err(written.error.error)
}

/** Somebody wants what vanished to be there again: from now on it may be put back. */
async function mend({ book, clock, places, isSelfService }: TendingOptions, drift: Drift, by: string, lease: SupportLease): Promise<Result<null, AppError>> {
  const reading = await book.all()
  if (!reading.ok) return reading
  const key = parameterKey(drift.account, drift.region, drift.target)
  for (const facts of reading.value.grants) {
    const { asked } = facts
    if (!isLive(facts, clock.nowMs(), isSelfService) || asked.tenant !== drift.tenant || asked.environment !== drift.environment) continue
    if (drift.grant !== undefined && asked.id !== drift.grant) continue
    const wantedKind = drift.kind === 'grant-without-rule' ? 'ssh' : drift.kind === 'grant-without-schedule' ? undefined : 'application'
    const doors = doorsFor(facts, places).filter((door) => (wantedKind === undefined || door.kind === wantedKind) && openedDoors(facts).has(door.key) && (drift.kind !== 'document-unreadable' || door.key === key))
    for (const door of doors) {
      const written = await book.note(asked.id, { kind: 'mended', atMs: clock.nowMs(), by, door: door.key }, lease.fence)
      if (!written.ok) return written
    }
  }
  return ok(null)
}
