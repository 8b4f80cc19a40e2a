import type { AppError } from '#shared/kernel/app-error'
import { classifyEvent } from '#shared/fleet/database-events'
import { err, ok, type Result } from '#shared/kernel/result'
import { hourMs, minuteMs, secondMs } from '#shared/kernel/time'
import type { DatabaseEvent, DatabaseState } from '#electron/ports/operator/databases'
import type { Before, EffectHandler, Sighting } from '../effect-handler'
import { untouchedAttempt } from './failures'
import { databaseOf, operatorFor, type RunContext } from './run-context'

const lookAgainInMs = 15 * secondMs
/** The journal's line was written before the request left, on a clock that follows AWS's. */
const looseMs = 5 * secondMs
/** AWS tells of a failover up to minutes late. Until then nobody can say that there was none. */
const latestEventMs = 5 * minuteMs
/** An accepted failover that shows nothing for so long does not come. */
const graceMs = 10 * minuteMs
/** How far back an earlier failover makes a change of zones say nothing. */
const earlierMs = 12 * hourMs

/**
 * Restarts a database with a failover to its standby. AWS takes no name of ours for it, so it is found by what AWS says happened since the
 * journal said that it would be asked for; a lost answer is waited out until AWS must have told of it, and only then asked for again.
 */
export const failoverDrillEffect = (context: RunContext): EffectHandler => ({
  async perform({ subject }) {
    const { id } = databaseOf(context, subject)
    const taken = await operatorFor(context, subject).databases.reboot(context.call, id, { forceFailover: true })
    return taken.ok ? { kind: 'inProgress', lookAgainInMs } : untouchedAttempt(taken.error)
  },
  async observe({ subject }, before) {
    const { id } = databaseOf(context, subject)
    const { databases } = operatorFor(context, subject)
    const found = await databases.database(context.call, id)
    if (!found.ok) return found.error.why === 'gone' ? ok({ kind: 'unclear', message: `${id} is not there any more. Whether it failed over cannot be told.` }) : err(found.error.error)
    const told = await databases.events(context.call, id, before.begunMs - earlierMs)
    if (!told.ok) return err(told.error.error)
    const zone = await zoneBefore(context, subject)
    if (!zone.ok) return zone
    return ok(sightingOf({ state: found.value.value, events: told.value.value, zoneBefore: zone.value, nowMs: told.value.dateMs }, before))
  },
})

async function zoneBefore({ before }: RunContext, arn: string): Promise<Result<string | undefined, AppError>> {
  const kept = await before.read(arn)
  return kept.ok ? ok(kept.value?.az) : kept
}

interface Sight {
  readonly state: DatabaseState
  readonly events: readonly DatabaseEvent[]
  readonly zoneBefore: string | undefined
  readonly nowMs: number
}

function sightingOf({ state, events, zoneBefore: was, nowMs }: Sight, { accepted, sinceMs, begunMs }: Before): Sighting {
  const { id, status, az } = state
  const failovers = events.map((event) => ({ ...event, meaning: classifyEvent(event) }))
  const own = failovers.filter(({ atMs }) => atMs >= begunMs - looseMs)
  const completed = own.find(({ meaning }) => meaning === 'failoverCompleted' || meaning === 'failoverDnsPropagating')
  if (status !== 'available') return { kind: 'inProgress', lookAgainInMs }
  if (completed !== undefined) return { kind: 'done', evidence: [{ label: 'Failed over at', value: new Date(completed.atMs).toISOString() }, { label: 'Zone', value: zones(was, az) }, { label: 'Status', value: status }] }
  if (own.some(({ meaning }) => meaning === 'failoverAbandoned')) return { kind: 'failed', message: `AWS gave up the failover of ${id}, because it had failed over shortly before. Wait some minutes, then try again.`, again: 'never' }
  const hasMovedBefore = failovers.some(({ atMs, meaning }) => meaning === 'failoverCompleted' && atMs < begunMs - looseMs)
  if (was !== undefined && az !== undefined && az !== was && !hasMovedBefore) return { kind: 'done', evidence: [{ label: 'Zone', value: zones(was, az) }, { label: 'Status', value: status }] }
  if (own.some(({ meaning }) => meaning === 'failoverStarted')) return { kind: 'inProgress', lookAgainInMs }
  if (!accepted) return nowMs - begunMs < latestEventMs ? { kind: 'tooEarly', lookAgainInMs } : { kind: 'notThere', untouched: true }
  if (nowMs - sinceMs < graceMs) return { kind: 'inProgress', lookAgainInMs }
  return { kind: 'failed', message: `AWS took the failover of ${id} and shows none after ${graceMs / minuteMs} min. The database’s events in AWS say why.`, again: 'never' }
}

/** AWS may show the old zone for minutes after a failover. */
const zones = (was: string | undefined, is: string | undefined): string => (was === undefined || was === is ? `${is ?? 'unknown'}, as AWS shows it so far` : `${was} → ${is ?? 'unknown'}`)
