import { describe, expect, it } from 'vitest'
import { appError } from '#shared/kernel/app-error'
import { err, ok } from '#shared/kernel/result'
import { minuteMs } from '#shared/kernel/time'
import type { WindowView } from '#shared/maintenance/window-view'
import { createVirtualTime } from '#electron/adapters/system/virtual-time'
import { createWatchdog } from '#electron/maintenance/office/watchdog'
import type { AwsOperators } from '#electron/ports/aws-operator'

const windowOf = (id: string, stage: WindowView['stage'], over: object = {}): WindowView => ({ id, stage, tenants: ['acme'], ...over }) as unknown as WindowView // what the watchdog looks at

async function open() {
  const time = createVirtualTime(0)
  let rules: readonly string[] | undefined = []
  const operators = (() => ({ alarms: { muteRules: async () => (rules === undefined ? err({ why: 'unknown', error: appError('timeout', 'no answer') }) : ok({ value: rules, dateMs: 0 })) } })) as unknown as AwsOperators // only what a scan asks
  const watchdog = createWatchdog({ operators, sight: { tenant: async () => ok(undefined) }, tenant: () => undefined, places: [{ account: '111122223333', region: 'eu-west-1' }], clock: time.clock, signal: new AbortController().signal })
  return { time, watchdog, sets: (names: readonly string[] | undefined) => (rules = names) }
}

describe('The watchdog', () => {
  it('tells of mute rules whose run is over, dated by their first sight, and not of those of a live run', async () => {
    const { time, watchdog, sets } = await open()
    sets(['wf-upgrade-1-acme-1', 'wf-upgrade-2-acme-1', 'somebody-elses'])
    const windows = [windowOf('upgrade-1', 'ended', { run: { endedAtMs: 0 } }), windowOf('upgrade-2', 'running')]
    await time.advanceTo(minuteMs)
    await watchdog.scan(windows)
    expect(watchdog.found()).toEqual([{ tenant: 'acme', kind: 'alarms', run: 'upgrade-1', account: '111122223333', region: 'eu-west-1', sinceMs: minuteMs }])
    await time.advanceTo(20 * minuteMs)
    sets(undefined)
    await watchdog.scan(windows)
    expect(watchdog.found()).toMatchObject([{ sinceMs: minuteMs }])
    sets([])
    await watchdog.scan(windows)
    expect(watchdog.found()).toEqual([])
  })

  it('takes the longer of two names for the window that a rule is of', async () => {
    const { watchdog, sets } = await open()
    sets(['wf-upgrade-1-2-acme-1'])
    await watchdog.scan([windowOf('upgrade-1', 'ended', { run: { endedAtMs: 0 } }), windowOf('upgrade-1-2', 'running')])
    expect(watchdog.found()).toEqual([])
  })

  it('tells of a run that nobody carries, once it had time to be taken up again', async () => {
    const { time, watchdog } = await open()
    const alone = [windowOf('upgrade-1', 'running', { run: { carriedBy: { kind: 'nobody' } } })]
    watchdog.runs(alone)
    expect(watchdog.found()).toEqual([])
    await time.advanceTo(3 * minuteMs)
    watchdog.runs(alone)
    expect(watchdog.found()).toMatchObject([{ tenant: 'acme', kind: 'run', run: 'upgrade-1' }])
    watchdog.runs([windowOf('upgrade-1', 'running', { run: { carriedBy: { kind: 'here' } } })])
    expect(watchdog.found()).toEqual([])
  })

  it('tells of a run that nobody answered for two minutes', async () => {
    const { time, watchdog } = await open()
    const asks = [windowOf('upgrade-1', 'running', { questions: 1, run: { carriedBy: { kind: 'here' } } })]
    watchdog.runs(asks)
    await time.advanceTo(3 * minuteMs)
    watchdog.runs(asks)
    expect(watchdog.found()).toMatchObject([{ tenant: 'acme', kind: 'question', run: 'upgrade-1' }])
    watchdog.runs([windowOf('upgrade-1', 'running', { questions: 0, run: { carriedBy: { kind: 'here' } } })])
    expect(watchdog.found()).toEqual([])
  })
})
