import { minuteMs, secondMs } from '#shared/kernel/time'
import { openBench, shownAs, type BenchOptions, type SignInBench } from './bench'
import { expectThat } from './expect'

/** What happened, in figures: printed with the case. */
export type Facts = Readonly<Record<string, number | string>>

/** One fault, and what has to hold under it. Throws a DrillFailure when it does not. */
export interface DrillCase {
  readonly name: string
  readonly run: () => Promise<Facts>
}

export const overBench = (name: string, options: BenchOptions, play: (bench: SignInBench) => Promise<Facts>): DrillCase => ({
  name,
  run: async () => {
    const bench = await openBench(options)
    try {
      await bench.program().signInNow()
      return await play(bench)
    } finally {
      await bench.stop()
    }
  },
})

export const requestsOf = ({ fleet }: SignInBench, operation: 'CreateToken' | 'RegisterClient' | 'GetRoleCredentials' | 'ListAccounts'): number => fleet.practice.server.truth().requests[operation] ?? 0
const registrationsOf = ({ fleet }: SignInBench): number => fleet.practice.server.truth().registrations.length

const revokedEarly = overBench('token revoked before expiresAt', { accounts: 12 }, async (bench) => {
  const { accounts, fleet } = bench
  const program = bench.program()
  await bench.playOut(Promise.all(accounts.map((account) => program.callWith(account))))
  expectThat(fleet.inject({ kind: 'session.revoked' }).ok, 'the sign-in is revoked')
  for (const account of accounts) program.credentials.drop(account)
  const ended = await bench.playOut(Promise.all(accounts.map((account) => program.callWith(account))))
  expectThat(ended.every((result) => shownAs(result) === 'expired'), 'every account says that the sign-in has ended')
  const { state } = program.view()
  expectThat(state.kind === 'expired' && state.message !== '', 'the session says so too')
  const tried = requestsOf(bench, 'CreateToken')
  expectThat(tried <= 3, `it is tried to renew once, not by every account (${tried} token requests)`)
  await program.signInNow()
  const again = await bench.playOut(Promise.all(accounts.map((account) => program.callWith(account))))
  expectThat(again.every((result) => result.ok), 'one reconnect brings every account back')
  expectThat(registrationsOf(bench) === 1, 'the program is registered once')
  return { accounts: accounts.length, tokenRequests: tried }
})

const refusedOnce = overBench('access token refused once', { accounts: 3 }, async (bench) => {
  const program = bench.program()
  // The renewal takes a second: by then the portal accepts again.
  bench.fleet.setFaults([{ fault: 'expire', service: 'sso', operation: 'GetRoleCredentials' }, { fault: 'delay', ms: 1_000, service: 'sso-oidc', operation: 'CreateToken' }])
  const asking = program.callWith(bench.accounts[0]!)
  const before = requestsOf(bench, 'CreateToken')
  for (let turn = 0; turn < 50 && requestsOf(bench, 'CreateToken') === before; turn++) await bench.advance(50)
  bench.fleet.setFaults([])
  const result = await bench.playOut(asking)
  expectThat(result.ok, 'the call succeeds with another token')
  expectThat(program.view().state.kind === 'active', 'the session lives on')
  expectThat(requestsOf(bench, 'CreateToken') - before === 1, 'one renewal')
  return { tokenRequests: requestsOf(bench, 'CreateToken') }
})

const reused = overBench('refresh token reused', { accounts: 3 }, async (bench) => {
  const stolen = new Map(bench.keychain.entries)
  const program = bench.program()
  // The program renews; somebody else then uses the refresh token from before, and Identity Center ends the whole sign-in.
  await bench.advance(55 * minuteMs)
  expectThat(program.view().state.kind === 'active', 'it was renewed')
  const other = bench.fleet.practice.server.truth().sessions.length
  const thief = await useRefreshToken(bench, stolen)
  expectThat(thief === 400, 'Identity Center refuses the used token')
  const truth = bench.fleet.practice.server.truth()
  expectThat(truth.sessions[other - 1]?.state === 'refresh token reused', 'and ends the sign-in')
  const result = await bench.playOut(program.callWith(bench.accounts[0]!))
  expectThat(shownAs(result) === 'expired' && program.view().state.kind === 'expired', 'the program says that the sign-in has ended')
  expectThat(bench.keychain.entries.get('tokens/training') === undefined, 'nothing useless stays in the keychain')
  await program.signInNow()
  expectThat((await bench.playOut(program.callWith(bench.accounts[0]!))).ok, 'one reconnect is enough')
  expectThat(registrationsOf(bench) === 1, 'the program is registered once')
  return { sessions: bench.fleet.practice.server.truth().sessions.length }
})

/** As a program that got hold of the entry would: with the same registration, over the wire. */
async function useRefreshToken({ fleet }: SignInBench, entries: ReadonlyMap<string, string>): Promise<number> {
  const read = (key: string): Record<string, string> => JSON.parse((entries.get(key) ?? '').replace('wf1=', '')) as Record<string, string>
  const [tokens, registration] = [read('tokens/training'), read('registration/training/browser')]
  const body = JSON.stringify({ clientId: registration['clientId'], clientSecret: registration['clientSecret'], grantType: 'refresh_token', refreshToken: tokens['refreshToken'] })
  return (await fetch(`${fleet.practice.endpoint}/token`, { method: 'POST', body, headers: { 'content-type': 'application/json' } })).status
}

export const seconds = (ms: number): number => Math.round(ms / 100) / 10

const storm = overBench('429 storm over 300 accounts', { accounts: 300 }, async (bench) => {
  const program = bench.program()
  const accounts = bench.accounts.length
  bench.fleet.setFaults([{ fault: 'throttle', service: 'sso', operation: 'GetRoleCredentials' }])
  const screen = program.openScreen()
  try {
    await bench.advance(45 * secondMs)
    screen.look()
    const refused = bench.fleet.practice.server.truth().refusals['TooManyRequestsException'] ?? 0
    expectThat(refused > 0 && screen.accounts().get('pending') === accounts, 'there is a storm: no account can be read')
    bench.fleet.setFaults([])
    const readyS = seconds(await bench.advanceUntil(screen, 2 * minuteMs, () => screen.accounts().get('ok') === accounts))
    expectThat(readyS <= 60, `all are ready within 60 s of quota after the storm (${readyS} s)`)
    await bench.advance(2 * minuteMs)
    screen.look()
    const outcomes = [...screen.shown.outcomes].sort()
    expectThat(outcomes.every((outcome) => outcome === 'pending' || outcome === 'ok'), `no account is ever shown as signed out, denied or failed (${outcomes.join(', ')})`)
    expectThat([...screen.shown.states].join() === 'active', `the session is active all the time (${[...screen.shown.states].join(', ')})`)
    expectThat(registrationsOf(bench) === 1 && requestsOf(bench, 'RegisterClient') === 1, 'the program registers once')
    expectThat(requestsOf(bench, 'GetRoleCredentials') - refused === accounts, 'every account is granted once')
    return { accounts, refused, secondsAfterStorm: readyS, outcomesShown: outcomes.join(', '), repeatedRegistrations: registrationsOf(bench) - 1 }
  } finally {
    await screen.stop()
  }
})

const denied = overBench('one denied account', { accounts: 8 }, async (bench) => {
  const program = bench.program()
  const [unlucky] = bench.accounts
  bench.fleet.setFaults([{ fault: 'deny', service: 'sso', operation: 'GetRoleCredentials', account: unlucky! }])
  const ask = () => bench.playOut(Promise.all(bench.accounts.map(async (account) => [account, await program.callWith(account)] as const)))
  const results = new Map(await ask())
  const refusal = results.get(unlucky!)!
  expectThat(!refusal.ok && refusal.error.kind === 'denied' && refusal.error.message.includes('assign'), 'the one account says that an assignment is missing')
  expectThat([...results].every(([account, result]) => account === unlucky || result.ok), 'the others are read')
  expectThat(program.view().state.kind === 'active', 'the session is fine')
  const before = requestsOf(bench, 'GetRoleCredentials')
  for (let minute = 0; minute < 4; minute++) {
    await ask()
    await bench.advance(minuteMs)
  }
  const asked = requestsOf(bench, 'GetRoleCredentials') - before
  expectThat(asked === 0, `a refusal is remembered (${asked} more requests in 4 minutes)`)
  return { accounts: bench.accounts.length, repeated: asked }
})

const clockOff = (aheadMs: number): DrillCase =>
  overBench(`clock 10 minutes ${aheadMs > 0 ? 'ahead' : 'behind'}`, { accounts: 3, clockAheadMs: aheadMs }, async (bench) => {
    const program = bench.program()
    expectThat((await bench.playOut(program.callWith(bench.accounts[0]!))).ok, 'AWS is read all the same')
    const remark = program.view().remarks[0] ?? ''
    expectThat(remark.includes(`10 minutes ${aheadMs > 0 ? 'ahead of' : 'behind'} AWS`), `the wrong clock is said (${remark})`)
    const { state } = program.view()
    expectThat(state.kind === 'active' && Math.abs(state.expiresAtMs - bench.time.clock.nowMs() - 60 * minuteMs) < 2 * secondMs, 'the end of the sign-in is told in AWS time')
    // A whole shift: every renewal comes before the token ends in AWS time.
    await bench.advance(7 * 60 * minuteMs)
    expectThat(program.view().state.kind === 'active', 'it is renewed by AWS time')
    expectThat((bench.fleet.practice.server.truth().refusals['UnauthorizedException'] ?? 0) === 0, 'no ended token is ever used')
    return { remark, tokenRequests: requestsOf(bench, 'CreateToken') }
  })

const keychainLocked = overBench('keychain locked in mid-session', { accounts: 3 }, async (bench) => {
  const program = bench.program()
  expectThat(program.view().keeping.kind === 'keychain', 'the sign-in is in the keychain')
  const before = bench.keychain.entries.get('tokens/training')
  bench.keychain.locked = true
  await bench.advance(55 * minuteMs)
  const { state, keeping, remarks } = program.view()
  expectThat(state.kind === 'active', 'the session goes on')
  expectThat(keeping.kind === 'memory' && keeping.why === 'locked', 'it is said that the keychain is locked')
  expectThat(remarks.some((remark) => remark.includes('memory only')), 'and what that means')
  expectThat((await bench.playOut(program.callWith(bench.accounts[0]!))).ok, 'accounts are read')
  expectThat(bench.keychain.entries.get('tokens/training') === before, 'nothing is written anywhere else')
  bench.keychain.locked = false
  await bench.advance(55 * minuteMs)
  expectThat(program.view().keeping.kind === 'keychain', 'with the next renewal it is kept again')
  const after = await bench.restart()
  expectThat(after.view().state.kind === 'active', 'a start of the program goes on with it')
  expectThat(bench.fleet.practice.server.truth().sessions.length === 1, 'without a new sign-in')
  return { sessions: 1 }
})

const offline = overBench('two hours without a network', { accounts: 40 }, async (bench) => {
  const program = bench.program()
  const before = requestsOf(bench, 'CreateToken')
  // As on a train: the access token ends meanwhile, the sign-in does not.
  bench.fleet.setFaults([{ fault: 'reset', service: 'sso-oidc' }, { fault: 'reset', service: 'sso' }])
  await bench.advance(2 * 60 * minuteMs)
  const storm = requestsOf(bench, 'CreateToken') - before
  expectThat(storm <= 40, `no storm while there is no network (${storm} token requests in two hours)`)
  expectThat(program.view().state.kind === 'offline', 'without a network it is offline, not signed out')
  bench.fleet.setFaults([])
  program.signIn.resumed()
  const results = await bench.playOut(Promise.all(bench.accounts.map((account) => program.callWith(account))))
  expectThat(results.every((result) => result.ok), 'when the network is back every account is read')
  expectThat(program.view().state.kind === 'active', 'and the session is active')
  return { tokenRequestsWhileOffline: storm }
})

export const virtualCases: readonly DrillCase[] = [revokedEarly, refusedOnce, reused, storm, denied, clockOff(10 * minuteMs), clockOff(-10 * minuteMs), keychainLocked, offline]
