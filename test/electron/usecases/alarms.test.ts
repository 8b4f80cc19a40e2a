import { describe, expect, it } from 'vitest'
import { openLocalDatabase } from '#electron/adapters/sqlite/local-database'
import type { FleetHistory } from '#electron/ports/fleet-history'
import { alarmHandlers } from '#electron/usecases/alarms'
import { deskAlarms } from '#shared/fleet/desk-alarms'
import type { AlarmRecord } from '#shared/fleet/records'
import type { HistoryItem } from '#shared/history/batch'
import type { SessionsView } from '#shared/ipc/session-contract'
import { appError } from '#shared/kernel/app-error'
import { err, ok } from '#shared/kernel/result'
import { minuteMs } from '#shared/kernel/time'
import { aDatabase, anAlarm, everything, monday } from '#test/builders/fleet'
import { afterAll } from '#test/builders/views'

/** The handlers over a real database in memory; `who` sits at the desk, `alarms` are those of the fleet. */
function start() {
  const opened = openLocalDatabase({ file: ':memory:', nowMs: monday, timeMayBeginAnew: false })
  if (!opened.ok) throw new Error(opened.error.message)
  const desk = { who: 'ana' as string | undefined, alarms: [firing()] as readonly AlarmRecord[], nowMs: monday, broken: false }
  let ids = 0
  const kept: HistoryItem[] = []
  const handlers = alarmHandlers({
    marked: () => undefined,
    session: { alarms: async () => ok(deskAlarms(afterAll(everything([aDatabase(), ...desk.alarms])), desk.nowMs)), alarmHistory: async () => ok({ readAtMs: monday, changes: [], more: false }) },
    history: { add: (items) => void kept.push(...items), marks: ((question) => (desk.broken ? Promise.resolve(err(appError('storageFailed', 'The disk is full.'))) : question(opened.value.marks))) satisfies FleetHistory['marks'] },
    sessions: { list: () => ({ operators: desk.who === undefined ? [] : [{ account: '1', operator: desk.who }] }) as unknown as SessionsView }, // nothing else is looked at
    ids: { next: () => `id-${++ids}` },
  })
  const mark = (kind: 'acknowledged' | 'seen' | 'withdrawn', over: { note?: string; stateUpdatedAtMs?: number } = {}) => handlers['alarms.mark']({ alarm: firing().key, stateUpdatedAtMs: monday, kind, ...over })
  const list = async () => {
    const listed = await handlers['alarms.list'](null)
    if (!listed.ok) throw new Error(listed.error.message)
    return listed.value
  }
  return { desk, mark, list, kept }
}
const firing = (over: Partial<AlarmRecord> = {}): AlarmRecord => anAlarm('cpu', { state: 'ALARM', stateUpdatedAtMs: monday, ...over })

describe('Taking care of an alarm', () => {
  it('goes into the history too, with the alarm’s tenant and the note; what was refused does not', async () => {
    const { mark, kept } = start()
    await mark('acknowledged', { note: 'looking' })
    await mark('seen', { stateUpdatedAtMs: monday - 1 })
    expect(kept).toEqual([{ kind: 'entry', entry: { kind: 'mark', id: 'mark/id-1', atMs: monday, alarm: 'cpu', mark: 'acknowledged', by: 'ana', note: 'looking', tenant: 'acme-bank', tenants: [expect.any(String) as string] } }])
  })

  it('is kept in one’s own name, and needs two people to cover', async () => {
    const { desk, mark, list } = start()
    expect((await list()).alarms[0]?.coverage).toMatchObject({ state: 'uncovered', missing: 2 })
    expect(await mark('acknowledged', { note: 'restarting it' })).toMatchObject({ ok: true, value: { me: 'ana', alarms: [{ coverage: { state: 'partly', acknowledged: [{ by: 'ana', note: 'restarting it' }] } }] } })
    desk.who = 'ben'
    await mark('seen')
    expect((await list()).alarms[0]?.coverage).toMatchObject({ state: 'covered', informed: ['ana', 'ben'] })
  })

  it('can be taken back', async () => {
    const { mark, list } = start()
    await mark('acknowledged')
    await mark('withdrawn')
    expect((await list()).alarms[0]?.coverage?.state).toBe('uncovered')
  })

  it('ends when it fires anew, and what was meant for the firing before is refused', async () => {
    const { desk, mark, list } = start()
    await mark('acknowledged')
    desk.alarms = [firing({ stateUpdatedAtMs: monday + 5 * minuteMs })]
    desk.nowMs = monday + 6 * minuteMs
    expect((await list()).alarms[0]?.coverage?.state).toBe('uncovered')
    expect(await mark('acknowledged')).toMatchObject({ ok: false, error: { kind: 'conflict' } })
  })

  it('is refused when it does not fire, or nobody knows who sits here', async () => {
    const { desk, mark } = start()
    desk.alarms = [anAlarm('cpu')]
    expect(await mark('acknowledged')).toMatchObject({ ok: false, error: { kind: 'notFound' } })
    desk.who = undefined
    expect(await mark('acknowledged')).toMatchObject({ ok: false, error: { kind: 'forbidden' } })
  })

  it('says that it could not be kept; the alarms are shown all the same', async () => {
    const { desk, mark, list } = start()
    desk.broken = true
    expect(await mark('acknowledged')).toMatchObject({ ok: false, error: { kind: 'storageFailed' } })
    expect(await list()).toMatchObject({ marksTrouble: 'The disk is full.', alarms: [{ name: 'cpu' }] })
  })
})
