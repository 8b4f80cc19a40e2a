import { isFlapping } from '#shared/fleet/alarm-turns'
import { coverAlarms } from '#shared/alarms/covered-alarms'
import type { AlarmMark } from '#shared/alarms/acknowledgement'
import { isCalling, type DeskAlarm, type DeskAlarms } from '#shared/alarms/desk-alarm'
import type { MarkEntry } from '#shared/history/entry'
import type { AlarmCommands, AlarmDesk } from '#shared/ipc/alarms-contract'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import type { Ids } from '#electron/ports/clock'
import type { FleetHistory } from '#electron/ports/fleet-history'
import type { FleetSession } from '#electron/ports/fleet-session'
import type { Sessions } from '#electron/ports/sessions'
import type { Handler } from './handler'

export interface AlarmDeps {
  readonly session: Pick<FleetSession, 'alarms' | 'alarmHistory'>
  readonly history: Pick<FleetHistory, 'marks' | 'add'>
  readonly sessions: Pick<Sessions, 'list'>
  readonly ids: Pick<Ids, 'next'>
  /** A mark was kept. */
  readonly marked: () => void
}

/** The alarm desk: what fires, and who looks after it. */
export function alarmHandlers({ session, history, sessions, ids, marked }: AlarmDeps): { readonly [N in keyof AlarmCommands]: Handler<N> } {
  const desk = async (alarms: DeskAlarms): Promise<AlarmDesk> => {
    const me = sessions.list().operators[0]?.operator
    const marks = await history.marks((store) => store.of(alarms.alarms.filter(isCalling).map(({ key }) => key)))
    return { ...coverAlarms(alarms, marks.ok ? marks.value : []), ...(me === undefined ? {} : { me }), ...(marks.ok ? {} : { marksTrouble: marks.error.message }) }
  }
  return {
    'alarms.list': async () => {
      const alarms = await session.alarms()
      return alarms.ok ? ok(await desk(alarms.value)) : alarms
    },
    'alarms.history': ({ alarm }) => session.alarmHistory(alarm),
    'alarms.mark': async (mark) => {
      const by = sessions.list().operators[0]?.operator
      if (by === undefined) return err(appError('forbidden', 'AWS has not said yet who is signed in, so nobody can take care of an alarm. Try again in a moment, or sign in.', { at: 'alarms.mark' }))
      const alarms = await session.alarms()
      if (!alarms.ok) return alarms
      const { atMs } = alarms.value
      const refusal = refusalOf(alarms.value.alarms.find(({ key }) => key === mark.alarm), mark, atMs)
      if (refusal !== undefined) return refusal
      const id = ids.next()
      const kept = await history.marks((store) => store.add({ id, by, atMs, ...mark }))
      if (!kept.ok) return kept
      const alarm = alarms.value.alarms.find(({ key }) => key === mark.alarm)
      if (alarm !== undefined) history.add([{ kind: 'entry', entry: markEntry(id, alarm, { ...mark, by, atMs }) }])
      marked()
      return ok(await desk(alarms.value))
    },
  }
}

function markEntry(id: string, { name, tenants }: DeskAlarm, { kind, by, atMs, note }: Omit<AlarmMark, 'id' | 'alarm'>): MarkEntry {
  const [only] = tenants.length === 1 ? tenants : []
  return { kind: 'mark', id: `mark/${id}`, atMs, alarm: name, mark: kind, by, tenants: tenants.map((tenant) => tenant.name), ...(only === undefined ? {} : { tenant: only.id }), ...(note === undefined ? {} : { note }) }
}

function refusalOf(alarm: DeskAlarm | undefined, { stateUpdatedAtMs }: AlarmCommands['alarms.mark']['input'], nowMs: number): Result<never, AppError> | undefined {
  if (alarm === undefined || !isCalling(alarm)) return err(appError('notFound', 'The alarm does not fire any more: there is nothing to take care of.', { at: 'alarms.mark' }))
  // While it goes on and off a mark holds for all of it.
  if (alarm.stateUpdatedAtMs !== stateUpdatedAtMs && !isFlapping(alarm.turns, nowMs)) return err(appError('conflict', 'The alarm has fired anew since: look at it, then take care of it.', { at: 'alarms.mark' }))
  return undefined
}
