import { minuteMs, secondMs } from '#shared/kernel/time'
import type { SignInBench } from './bench'
import { overBench, requestsOf, seconds, type DrillCase } from './cases'
import { expectThat } from './expect'
import type { Screen } from './screen'

type Timers = 'stoodStill' | 'overdue'

const accounts = 40
const timersWords: Record<Timers, string> = { stoodStill: 'timers stood still', overdue: 'timers all overdue' }
const requestsAt = ({ fleet }: SignInBench): number => fleet.billing().requests
const tenantsOf = (screen: Screen): number => screen.watch.tenants().length

/** As the app's powerMonitor does. */
function wake(bench: SignInBench, screen: Screen): void {
  bench.program().signIn.resumed()
  screen.watch.resume()
  screen.look()
}

async function awake(bench: SignInBench): Promise<Screen> {
  const screen = bench.program().openScreen()
  await bench.advanceUntil(screen, 2 * minuteMs, () => screen.accounts().get('ok') === accounts)
  await bench.advance(3 * minuteMs)
  expectThat(tenantsOf(screen) === accounts && (screen.tenants().get('unknown') ?? 0) === 0, 'every tenant is judged before')
  return screen
}

function expectEverythingStale(screen: Screen): void {
  expectThat(screen.tenants().get('unknown') === tenantsOf(screen), 'everything is stale until it was polled again')
  const words = screen.watch.tenants().flatMap(({ findings }) => findings.map(({ summary }) => summary)).join(' ')
  expectThat(words.includes('asleep'), 'and it says why')
}

/** Asleep over the end of the access token: it is renewed at the wake-up, nobody signs in. */
const overToken = (timers: Timers): DrillCase =>
  overBench(`asleep for two hours, ${timersWords[timers]}, connections dead`, { accounts }, async (bench) => {
    const screen = await awake(bench)
    try {
      await bench.sleep(2 * 60 * minuteMs, timers)
      const [tokens, keys, requests] = [requestsOf(bench, 'CreateToken'), requestsOf(bench, 'GetRoleCredentials'), requestsAt(bench)]
      screen.forget()
      wake(bench, screen)
      expectEverythingStale(screen)
      const readS = seconds(await bench.advanceUntil(screen, 2 * minuteMs, () => (screen.tenants().get('unknown') ?? 0) === 0))
      const outcomes = [...screen.shown.outcomes].sort()
      expectThat(outcomes.join() === 'ok', `no storm of errors: no account is shown with one (${outcomes.join(', ')})`)
      const states = [...screen.shown.states].sort()
      expectThat(states.every((state) => state === 'active' || state === 'refreshing'), `nobody is signed out (${states.join(', ')})`)
      const spent = { tokenRequests: requestsOf(bench, 'CreateToken') - tokens, keyRequests: requestsOf(bench, 'GetRoleCredentials') - keys, awsRequests: requestsAt(bench) - requests }
      expectThat(spent.tokenRequests === 1 && spent.keyRequests === accounts, `one renewal, keys once an account (${spent.tokenRequests}, ${spent.keyRequests})`)
      // One round of every list and its pages: what a start costs, too.
      expectThat(spent.awsRequests <= 14 * accounts, `no storm of requests (${spent.awsRequests})`)
      return { accounts, ...spent, secondsUntilRead: readS }
    } finally {
      await screen.stop()
    }
  })

/** Asleep over the end of the sign-in itself: said once, and one reconnect resumes every poller. */
const overSession = overBench('asleep for a night: the sign-in has ended', { accounts }, async (bench) => {
  const screen = await awake(bench)
  try {
    await bench.sleep(15 * 60 * minuteMs, 'stoodStill')
    screen.forget()
    const tokens = requestsOf(bench, 'CreateToken')
    wake(bench, screen)
    expectEverythingStale(screen)
    await bench.advanceUntil(screen, minuteMs, () => screen.accounts().get('expired') === accounts)
    expectThat(bench.program().view().state.kind === 'expired', 'the session says that it has ended')
    await bench.advance(10 * minuteMs)
    const tried = requestsOf(bench, 'CreateToken') - tokens
    expectThat(tried <= 2, `it is not tried again and again (${tried} token requests)`)
    const requests = requestsAt(bench)
    await bench.advance(10 * minuteMs)
    expectThat(requestsAt(bench) === requests, 'AWS is not asked without keys')
    await bench.program().signInNow()
    const backS = seconds(await bench.advanceUntil(screen, minuteMs, () => screen.accounts().get('ok') === accounts && (screen.tenants().get('unknown') ?? 0) === 0))
    return { accounts, tokenRequests: tried, secondsUntilRead: backS }
  } finally {
    await screen.stop()
  }
})

/** A nap: nothing has ended, and still nothing is believed. */
const nap = overBench('asleep for 20 seconds in the middle of a poll', { accounts }, async (bench) => {
  const screen = await awake(bench)
  try {
    screen.watch.refresh({})
    await bench.sleep(20 * secondMs, 'stoodStill')
    screen.forget()
    wake(bench, screen)
    expectEverythingStale(screen)
    const readS = seconds(await bench.advanceUntil(screen, 2 * minuteMs, () => (screen.tenants().get('unknown') ?? 0) === 0))
    expectThat([...screen.shown.outcomes].join() === 'ok', `no account is shown with an error (${[...screen.shown.outcomes].join(', ')})`)
    expectThat([...screen.shown.states].join() === 'active', 'and nobody is signed out')
    return { accounts, secondsUntilRead: readS }
  } finally {
    await screen.stop()
  }
})

export const asleepCases: readonly DrillCase[] = [overToken('stoodStill'), overToken('overdue'), overSession, nap]
