import { describe, expect, it } from 'vitest'
import { appError } from '#shared/kernel/app-error'
import { err, ok } from '#shared/kernel/result'
import { hourMs, minuteMs } from '#shared/kernel/time'
import type { WindowView } from '#shared/maintenance/window-view'
import { createVirtualTime } from '#electron/adapters/system/virtual-time'
import { createWatchdog } from '#electron/maintenance/office/watchdog'
import type { AlarmName } from '#electron/maintenance/effects/run-context'
import type { AwsOperators } from '#electron/ports/aws-operator'
import { aTenant } from '#test/builders/fleet'

const windowOf = (id: string, stage: WindowView['stage'], over: object = {}): WindowView => ({ id, stage, tenants: ['acme'], ...over }) as unknown as WindowView // what the watchdog looks at

async function open() {
  const time = createVirtualTime(0)
  let rules: readonly string[] | undefined = []
  const off = new Set<string>()
  const muted: AlarmName[] = []
  const actions = async (_: unknown, names: readonly string[]) => ok({ value: Object.fromEntries(names.map((name) => [name, !off.has(name)])), dateMs: 0 })
  const operators = (() => ({ alarms: { actions, muteRules: async () => (rules === undefined ? err({ why: 'unknown', error: appError('timeout', 'no answer') }) : ok({ value: rules, dateMs: 0 })) } })) as unknown as AwsOperators // only what a scan asks
  const watchdog = createWatchdog({ operators, mutedBy: async () => muted, sight: { tenant: async () => ok(undefined) }, tenant: () => undefined, places: [{ account: '111122223333', region: 'eu-west-1' }], clock: time.clock, signal: new AbortController().signal })
  return { time, watchdog, off, muted, sets: (names: readonly string[] | undefined) => (rules = names) }
}

/** A fleet in which each tenant has a load balancer of its own; `shut` says whose door has which run's rule. */
function openDoors() {
  const time = createVirtualTime(100 * 24 * hourMs)
  const asked: string[] = []
  const shut = new Map<string, string>()
  const place = { account: '111122223333', region: 'eu-west-1' }
  const done = <T>(value: T) => ok({ value, dateMs: 0 })
  const operators = (() => ({
    alarms: { muteRules: async () => done([]) },
    access: {
      listeners: async (_call: unknown, tenant: string) => {
        asked.push(tenant)
        return done([{ arn: tenant }])
      },
      rules: async (_call: unknown, tenant: string) => done(shut.has(tenant) ? [{ arn: tenant, priority: 1, hosts: [], status: 503 }] : []),
      ruleTags: async (_call: unknown, [tenant = '']: readonly string[]) => done({ [tenant]: { 'watchfloor-tenant': tenant, 'watchfloor-run': shut.get(tenant)! } }),
    },
  })) as unknown as AwsOperators // only what a scan asks
  const sight = { tenant: async (id: string) => ok({ view: { services: { doors: [{ tagged: { key: id }, place }] } } }) } as unknown as Parameters<typeof createWatchdog>[0]['sight'] // what a door is known by
  const watchdog = createWatchdog({ operators, mutedBy: async () => undefined, sight, tenant: (id) => aTenant(id, { hosts: [`${id}.example`] }), places: [place], clock: time.clock, signal: new AbortController().signal })
  const scan = async (windows: readonly WindowView[]): Promise<readonly string[]> => {
    asked.length = 0
    await watchdog.scan(windows)
    return [...asked]
  }
  return { time, shut, watchdog, scan }
}

describe('The watchdog', () => {
  it('looks at the doors of all tenants of the desk, twenty at a scan in turns, each once an hour', async () => {
    const { time, scan } = openDoors()
    const tenants = Array.from({ length: 50 }, (_, at) => `t-${at}`)
    const windows = [windowOf('long-ago', 'ended', { tenants, run: { endedAtMs: 0 } })]
    const scans: (readonly string[])[] = []
    for (let at = 0; at < 4; at += 1) {
      scans.push(await scan(windows))
      await time.advanceTo(time.clock.nowMs() + 10 * minuteMs)
    }
    expect(scans.map(({ length }) => length)).toEqual([20, 20, 10, 0])
    expect(new Set(scans.flat())).toEqual(new Set(tenants))
    await time.advanceTo(time.clock.nowMs() + 20 * minuteMs)
    expect(await scan(windows)).toEqual(scans[0])
  })

  it('looks at those of windows that ended today at every scan', async () => {
    const { time, scan } = openDoors()
    const windows = [windowOf('today', 'ended', { run: { endedAtMs: time.clock.nowMs() } })]
    expect([await scan(windows), await scan(windows)]).toEqual([['acme'], ['acme']])
  })

  it('tells of a door that a run shut which ended long ago, or which this desk does not know', async () => {
    const { shut, watchdog, scan } = openDoors()
    const windows = [windowOf('long-ago', 'ended', { run: { endedAtMs: 0 } }), windowOf('next', 'planned', { tenants: ['zenith'] }), windowOf('now', 'running', { tenants: ['kauri'] })]
    shut.set('acme', 'long-ago').set('zenith', 'somebody-elses').set('kauri', 'now')
    await scan(windows)
    expect(watchdog.found()).toMatchObject([{ tenant: 'acme', kind: 'access', run: 'long-ago' }, { tenant: 'zenith', kind: 'access', run: 'somebody-elses' }])
    shut.delete('acme')
    expect(await scan(windows)).toEqual(['acme', 'zenith'])
    expect(watchdog.found()).toMatchObject([{ tenant: 'zenith' }])
  })

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

  it('tells of alarms that a run muted and whose actions are off although it is over, until they are on', async () => {
    const { watchdog, off, muted } = await open()
    muted.push({ account: '111122223333', region: 'eu-south-2', name: 'cpu' }, { account: '111122223333', region: 'eu-south-2', name: 'disk' })
    const ended = [windowOf('upgrade-1', 'ended', { run: { endedAtMs: 0 } })]
    off.add('disk')
    await watchdog.scan(ended)
    expect(watchdog.found()).toMatchObject([{ tenant: 'acme', kind: 'alarms', run: 'upgrade-1', region: 'eu-south-2' }])
    off.clear()
    await watchdog.scan(ended)
    expect(watchdog.found()).toEqual([])
    off.add('disk')
    await watchdog.scan([windowOf('upgrade-1', 'running')])
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
