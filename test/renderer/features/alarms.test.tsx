import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { AlarmDesk } from '#shared/ipc/alarms-contract'
import type { CommandResult } from '#shared/ipc/contract'
import { appError } from '#shared/kernel/app-error'
import { err, ok } from '#shared/kernel/result'
import { fakeAlarm, fakeDesk } from '../fake-alarms'
import { fakeNowMs } from '../fake-fleet'
import { renderApp, type RenderedApp } from '../render-app'

const grey = fakeAlarm('grey', { trouble: 'noData', state: 'INSUFFICIENT_DATA', severity: 'watch', why: 'its metric sends nothing' })
const service = fakeAlarm('service', {
  type: 'composite',
  turns: [{ atMs: fakeNowMs - 60_000, to: 'ALARM' }],
  rule: { text: 'ALARM("cpu") OR ALARM("gone")', children: [{ name: 'cpu', state: 'ALARM', sinceMs: fakeNowMs, children: [] }, { name: 'gone', children: [] }] },
})

async function openDesk(desk: AlarmDesk, { readOnly = false } = {}): Promise<RenderedApp & { readonly show: (next: AlarmDesk) => void }> {
  let shown = desk
  const app = await renderApp({ access: { capabilities: readOnly ? ['read'] : ['read', 'operate'] } }, (bridge) => {
    bridge.answer('alarms.list', () => ok(shown))
    bridge.answer('alarms.mark', ({ kind, note }) => {
      const coverage = kind === 'acknowledged' ? { state: 'partly' as const, acknowledged: [{ by: 'ana', atMs: fakeNowMs, ...(note === undefined ? {} : { note }) }], informed: ['ana'], missing: 1 } : { state: 'partly' as const, acknowledged: [], informed: ['ana'], missing: 1 }
      return ok((shown = { ...shown, alarms: shown.alarms.map((alarm, at) => (at === 0 ? { ...alarm, coverage } : alarm)) }))
    })
  })
  await app.pass(1_100)
  await app.user.keyboard('ga')
  await screen.findByRole('heading', { name: 'Alarms' })
  return { ...app, show: (next) => (shown = next) }
}
const rows = (): readonly HTMLElement[] => within(screen.getByRole('grid', { name: 'Alarms' })).getAllByRole('row').slice(1)
const panel = (): HTMLElement => screen.getByRole('complementary', { name: /^Alarm / })
const badge = (): string | null | undefined => screen.getByRole('navigation', { name: 'Screens' }).querySelector('.rail-badge')?.textContent

describe('The alarm desk', () => {
  it('shows what fires first, and folds what has no data', async () => {
    const { user } = await openDesk(fakeDesk([fakeAlarm('cpu'), service, grey]))
    expect(rows().map(({ textContent }) => textContent)).toMatchObject([expect.stringContaining('cpu'), expect.stringContaining('service'), expect.stringContaining('1 alarm without data')])
    await user.click(rows()[2]!)
    expect(rows()[3]?.textContent).toContain('its metric sends nothing')
  })

  it('counts in the rail what nobody takes care of', async () => {
    await openDesk(fakeDesk([fakeAlarm('cpu'), service, grey]))
    expect(badge()).toBe('2 uncovered')
  })

  it('takes care of the alarm that is looked at by one key, with the note, and says so', async () => {
    const { user, bridge, pass, services } = await openDesk(fakeDesk([fakeAlarm('cpu'), service]))
    await user.type(screen.getByRole('textbox', { name: 'Note' }), 'restarting it')
    rows()[0]!.focus()
    await user.keyboard('a')
    await pass(100)
    expect(bridge.calls.filter(({ name }) => name === 'alarms.mark')).toMatchObject([{ input: { alarm: 'arn:cpu', kind: 'acknowledged', note: 'restarting it' } }])
    expect(rows()[0]!.textContent).toContain('ana; 1 more to know')
    expect(panel().textContent).toContain('restarting it')
    expect(badge()).toBe('1 uncovered')
    expect(services.ui.getState().announcement).toBe('You take care of cpu')
  })

  it('marks nothing when the key belongs to going somewhere', async () => {
    const { user, bridge, services } = await openDesk(fakeDesk([fakeAlarm('cpu')]))
    rows()[0]!.focus()
    await user.keyboard('gs')
    expect(services.ui.getState().route).toBe('settings')
    expect(bridge.calls.some(({ name }) => name === 'alarms.mark')).toBe(false)
  })

  it('never marks another alarm that took the place of the one that is looked at', async () => {
    const { user, bridge, pass, show } = await openDesk(fakeDesk([fakeAlarm('cpu'), service]))
    const marked = (): unknown => bridge.calls.flatMap(({ name, input }) => (name === 'alarms.mark' ? [(input as { alarm: string }).alarm] : []))
    expect(panel().textContent).toContain('cpu')
    // A newer one comes in front: what is looked at stays.
    show(fakeDesk([fakeAlarm('newer'), fakeAlarm('cpu'), service]))
    await pass(61_000)
    expect(rows()[0]!.textContent).toContain('newer')
    expect(within(panel()).getByRole('heading', { name: 'cpu' })).toBeDefined()
    // It is over: the first of the others is not taken for it.
    show(fakeDesk([fakeAlarm('newer'), service]))
    await pass(61_000)
    expect(panel().textContent).toContain('The alarm cpu that you looked at is over')
    rows()[0]!.focus()
    await user.keyboard('a')
    expect(marked()).toEqual([])
    await user.keyboard('j')
    await user.keyboard('k')
    await user.keyboard('a')
    await pass(100)
    expect(marked()).toEqual(['arn:newer'])
  })

  it('asks at the pace of the answers when thousands of alarms change each second', async () => {
    const waiting: (() => void)[] = []
    const app = await renderApp({}, (bridge) => bridge.answer('alarms.list', () => new Promise((resolve) => waiting.push(() => resolve(ok(fakeDesk([fakeAlarm('cpu')])))))))
    const changes = async (seconds: number): Promise<void> => {
      for (let n = 0; n < seconds; n += 1) {
        app.services.fleet.setState({ ...app.services.fleet.getState() }, true)
        await app.pass(1_000)
      }
    }
    await changes(3)
    expect(waiting).toHaveLength(1)
    waiting[0]!()
    // It took two seconds: the page has the next ten for itself.
    await changes(5)
    expect(waiting).toHaveLength(1)
    await changes(6)
    expect(waiting).toHaveLength(2)
  })

  it('offers no mark to a role that may only look, and says why', async () => {
    const { user, bridge } = await openDesk(fakeDesk([fakeAlarm('cpu')]), { readOnly: true })
    expect(within(panel()).queryByRole('button', { name: /Acknowledge/ })).toBeNull()
    expect(panel().textContent).toContain('Your role may only look')
    rows()[0]!.focus()
    await user.keyboard('a')
    expect(bridge.calls.some(({ name }) => name === 'alarms.mark')).toBe(false)
  })

  it('shows the rule with the red child and the one that is not there', async () => {
    const { user } = await openDesk(fakeDesk([fakeAlarm('cpu'), service]))
    rows()[0]!.focus()
    await user.keyboard('j')
    const rule = within(panel()).getByRole('region', { name: 'Rule' })
    expect(within(rule).getAllByRole('listitem').map(({ textContent }) => textContent)).toMatchObject([expect.stringMatching(/cpu.*in alarm/), expect.stringMatching(/gone.*there is no such alarm/)])
    expect(within(panel()).getByRole('img', { name: /^1 change within half an hour/ })).toBeDefined()
  })

  it('filters by tenant or by who takes care, and says when nothing matches', async () => {
    const { user } = await openDesk(fakeDesk([fakeAlarm('cpu'), fakeAlarm('memory', { tenants: [{ id: 'kauri', name: 'Kauri Bank' }] })]))
    await user.type(screen.getByRole('searchbox', { name: 'Filter alarms' }), 'kauri nobody')
    expect(rows()).toHaveLength(1)
    await user.type(screen.getByRole('searchbox', { name: 'Filter alarms' }), 'xyz')
    expect(screen.getByText('No alarm matches')).toBeDefined()
  })

  it('calls nothing quiet that was not read', async () => {
    await openDesk(fakeDesk([], { unread: [{ account: '111122223333', region: 'eu-west-1' }] }))
    expect(screen.getByText(/Firing alarms are not known now in 111122223333 eu-west-1/)).toBeDefined()
    expect(screen.queryByText('No alarm is firing')).toBeNull()
  })

  it('says that no alarm is firing when all were read', async () => {
    await openDesk(fakeDesk([]))
    expect(screen.getByText('No alarm is firing')).toBeDefined()
    expect(badge()).toBeUndefined()
  })

  it('keeps what it shows when the next question fails, and says so', async () => {
    const { bridge, pass } = await openDesk(fakeDesk([fakeAlarm('cpu')]))
    bridge.answer('alarms.list', () => err(appError('internal', 'The watch is started again.')))
    await pass(61_000)
    expect(screen.getByText(/What is shown may be old: The watch is started again/)).toBeDefined()
    expect(rows()).toHaveLength(1)
  })
})

describe('The history of an alarm', () => {
  const told = (app: RenderedApp): number => app.bridge.calls.filter(({ name }) => name === 'alarms.history').length
  const openHistory = async (answer: CommandResult<'alarms.history'>): Promise<RenderedApp> => {
    const app = await renderApp({}, (bridge) => {
      bridge.answer('alarms.list', () => ok(fakeDesk([fakeAlarm('cpu'), fakeAlarm('disk')])))
      bridge.answer('alarms.history', () => answer)
    })
    await app.pass(1_100)
    await app.user.keyboard('ga')
    await screen.findByRole('heading', { name: 'Alarms' })
    await app.pass(500)
    return app
  }
  const section = (): HTMLElement => within(panel()).getByRole('region', { name: 'History' })

  it('is asked for the one that is looked at, with times, lengths and reasons', async () => {
    const changes = [
      { atMs: fakeNowMs - 60_000, to: 'ALARM' as const, from: 'OK' as const, reason: 'Threshold Crossed: 3 datapoints' },
      { atMs: fakeNowMs - 300_000, to: 'OK' as const, from: 'ALARM' as const },
    ]
    const app = await openHistory(ok({ readAtMs: fakeNowMs, changes, more: true }))
    expect(app.bridge.calls.filter(({ name }) => name === 'alarms.history')).toEqual([{ name: 'alarms.history', input: { alarm: 'arn:cpu' } }])
    expect(within(section()).getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([expect.stringMatching(/OK → in alarm.*Threshold Crossed/), expect.stringMatching(/in alarm → OK for 4 m/)])
    expect(section().textContent).toContain('Older changes are in CloudWatch')
  })

  it('is not asked for alarms that are only passed by', async () => {
    const app = await openHistory(ok({ readAtMs: fakeNowMs, changes: [], more: false }))
    expect(section().textContent).toContain('remembers no change')
    await app.user.click(rows()[0]!)
    await app.user.keyboard('jkj')
    await app.pass(500)
    expect(told(app)).toBe(2)
  })

  it('says what is missing when the role may not read it, and asks again', async () => {
    const app = await openHistory(err(appError('denied', 'Account 1 does not allow it.')))
    expect(within(section()).getByRole('alert').textContent).toMatch(/does not allow it.*cloudwatch:DescribeAlarmHistory/)
    app.bridge.answer('alarms.history', () => ok({ readAtMs: fakeNowMs, changes: [], more: false }))
    await app.user.click(within(section()).getByRole('button', { name: 'Ask again' }))
    await app.pass(500)
    expect(section().textContent).toContain('remembers no change')
  })
})
