import { act, fireEvent, screen, within, type BoundFunctions, type queries } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { appError } from '#shared/kernel/app-error'
import { hourMs, minuteMs } from '#shared/kernel/time'
import type { SessionState } from '#shared/session/session-state'
import { fakeNowMs } from '../fake-fleet'
import { fakeSession, fakeSessions, type FakeAccess } from '../fake-sessions'
import { renderApp, type RenderedApp } from '../render-app'
import { wallStartMs } from '../still-clock'

const active: SessionState = { kind: 'active', sinceMs: fakeNowMs, expiresAtMs: fakeNowMs + hourMs, renewable: false }
const expired: SessionState = { kind: 'expired', endedAtMs: fakeNowMs, message: 'It was ended at Identity Center.' }
const attempt = { attemptId: 'attempt-1', startedAtMs: wallStartMs, expiresAtMs: wallStartMs + 5 * minuteMs, returnTo: expired } as const
const code = { userCode: 'BXQR-KLMW', verificationUri: 'https://device.example/' }
const mia = { account: '111122223333', operator: 'mia', role: 'Operator' }

const signedIn = (state: SessionState, more: FakeAccess = {}): FakeAccess => ({ signIn: 'sso', sessions: [fakeSession({ state })], operators: [mia], capabilities: ['read', 'operate'], ...more })
const tell = (app: RenderedApp, state: SessionState, more: FakeAccess = {}): void => act(() => app.bridge.emit('session.changed', { ...fakeSessions, ...signedIn(state, more) }))
const bar = (): BoundFunctions<typeof queries> => within(screen.getByRole('contentinfo', { name: 'Watch' }))
const asked = ({ bridge }: RenderedApp, name: string): unknown[] => bridge.calls.filter((call) => call.name === name).map(({ input }) => input)

/** happy-dom knows no popovers: this is what the browser tells when its button is pressed. */
function openSignInPopover(): void {
  const panel = screen.getByRole('dialog', { name: 'Sign-in' })
  Object.assign(panel, { hidePopover: () => undefined })
  fireEvent(panel, Object.assign(new Event('toggle'), { newState: 'open' }))
}

async function reconnecting(): Promise<RenderedApp> {
  const app = await renderApp({ access: signedIn(expired) })
  await app.user.click(bar().getByRole('button', { name: 'Reconnect' }))
  await screen.findByRole('dialog', { name: 'Sign in' })
  return app
}

describe('The session area', () => {
  it.each([
    [active, /^signed in until \d\d:\d\d$/],
    [{ ...active, renewable: true }, /^signed in, renewed before \d\d:\d\d$/],
    [{ ...active, kind: 'offline', offlineSinceMs: fakeNowMs, nextTryAtMs: fakeNowMs, message: 'No network.' }, /^offline, keys good until \d\d:\d\d$/],
    [expired, /^sign-in ended$/],
  ] satisfies [SessionState, RegExp][])('says where a session stands: %#', async (state, words) => {
    await renderApp({ access: signedIn(state) })
    expect(bar().getByText(words)).toBeDefined()
  })

  it('says when a sign-in is kept in memory only, and why', async () => {
    await renderApp({ access: { ...signedIn(active), sessions: [fakeSession({ state: active, keeping: { kind: 'memory', why: 'noService', message: 'No Secret Service answers.' } })] } })
    expect(bar().getByText(/kept in memory only: no keychain here/)).toBeDefined()
  })

  it('tells who one is and what one may do', async () => {
    await renderApp({ access: signedIn(active) })
    openSignInPopover()
    expect(within(screen.getByRole('region', { name: 'Who you are' })).getByText('mia, operator')).toBeDefined()
  })

  it('has one Reconnect for what has ended, and none while all is well', async () => {
    const app = await renderApp({ access: signedIn(active) })
    expect(bar().queryByRole('button', { name: 'Reconnect' })).toBeNull()
    tell(app, expired, { sessions: [fakeSession({ state: expired }), fakeSession({ name: 'kauri', state: expired })] })
    expect(bar().getAllByRole('button', { name: 'Reconnect' }).length).toBe(1)
  })
})

describe('Signing in', () => {
  it('begins in the browser, waits with a countdown, and closes when it is done', async () => {
    const app = await reconnecting()
    expect(asked(app, 'session.signIn')).toEqual([{ session: 'acme', method: 'browser' }])
    tell(app, { kind: 'awaitingBrowser', ...attempt })
    expect(screen.getByText('Waiting for the browser.')).toBeDefined()
    expect(screen.getByRole('timer').textContent).toBe('5 m left')
    await app.pass(10_000)
    expect(screen.getByRole('timer').textContent).toBe('4 m 50 s left')
    await app.user.click(screen.getByRole('button', { name: 'Open the page again' }))
    expect(asked(app, 'session.openPage')).toEqual([{ session: 'acme' }])
    tell(app, active)
    expect(screen.queryByRole('dialog', { name: 'Sign in' })).toBeNull()
  })

  it('counts down by its own length, whatever time the training fleet has', async () => {
    const app = await reconnecting()
    tell(app, { kind: 'awaitingBrowser', ...attempt, startedAtMs: fakeNowMs, expiresAtMs: fakeNowMs + 5 * minuteMs })
    await app.pass(10_000)
    tell(app, { kind: 'awaitingBrowser', ...attempt, startedAtMs: fakeNowMs, expiresAtMs: fakeNowMs + 5 * minuteMs })
    expect(screen.getByRole('timer').textContent).toBe('4 m 50 s left')
    await app.pass(5 * minuteMs)
    expect(screen.getByRole('timer').textContent).toBe('ran out: start again')
  })

  it('goes on with the next session that needs it', async () => {
    const app = await reconnecting()
    tell(app, active, { sessions: [fakeSession({ state: active }), fakeSession({ name: 'kauri', state: expired })] })
    expect(screen.getByRole('dialog', { name: 'Sign in: kauri' })).toBeDefined()
  })

  it('shows a code to type elsewhere, copies it and opens its page', async () => {
    const app = await reconnecting()
    tell(app, { kind: 'awaitingBrowser', ...attempt })
    await app.user.click(screen.getByRole('button', { name: 'Use a code instead' }))
    expect(asked(app, 'session.signIn').at(-1)).toEqual({ session: 'acme', method: 'deviceCode' })
    tell(app, { kind: 'awaitingCode', ...attempt })
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Open the page' }).disabled).toBe(true)
    tell(app, { kind: 'awaitingCode', ...attempt, code })
    expect(screen.getByLabelText('Code').textContent).toBe('BXQR-KLMW')
    await app.user.click(screen.getByRole('button', { name: 'Copy the code' }))
    expect(asked(app, 'clipboard.write')).toEqual([{ text: 'BXQR-KLMW' }])
    await app.user.click(screen.getByRole('button', { name: 'Open the page' }))
    expect(asked(app, 'session.openPage')).toEqual([{ session: 'acme' }])
  })

  it('can be cancelled and started again', async () => {
    const app = await reconnecting()
    tell(app, { kind: 'awaitingBrowser', ...attempt })
    await app.user.click(screen.getByRole('button', { name: 'Cancel' }))
    expect(asked(app, 'session.cancel')).toEqual([{ session: 'acme' }])
    tell(app, expired)
    await app.user.click(screen.getByRole('button', { name: 'Sign in with the browser' }))
    expect(asked(app, 'session.signIn').length).toBe(2)
  })

  it('says why an attempt came to nothing', async () => {
    const app = await reconnecting()
    tell(app, { ...expired, lastAttempt: { outcome: 'timedOut', atMs: wallStartMs, message: 'The sign-in was not confirmed in time. Start it again.' } })
    expect(screen.getByRole('alert').textContent).toMatch(/not confirmed in time/)
  })

  it.each([
    ['expired', /Sign in again/],
    ['denied', /Signing in again does not help/],
    ['throttled', /You are still signed in/],
  ] as const)('has another cure for %s', async (kind, cure) => {
    const app = await reconnecting()
    app.bridge.fail('session.signIn', appError(kind, 'Identity Center refused.'))
    await app.user.click(screen.getByRole('button', { name: 'Sign in with the browser' }))
    expect((await screen.findByRole('alert')).textContent).toMatch(cure)
  })
})

describe('Signing out', () => {
  async function asking(): Promise<RenderedApp> {
    const app = await renderApp({ access: signedIn(active) })
    openSignInPopover()
    await app.user.click(screen.getByRole('button', { name: 'Sign out …' }))
    await screen.findByRole('dialog', { name: 'Sign out of acme?' })
    return app
  }

  it('asks first, and does nothing when one stays', async () => {
    const app = await asking()
    await app.user.click(screen.getByRole('button', { name: 'Stay signed in' }))
    expect(asked(app, 'session.signOut')).toEqual([])
  })

  it('says of every step whether it was done', async () => {
    const app = await asking()
    await app.user.click(screen.getByRole('button', { name: 'Sign out' }))
    const report = await screen.findByRole('status', { name: 'What signing out of acme did' })
    expect(report.textContent).toMatch(/Not everything could be done/)
    expect(within(report).getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/^Identity Center, not done\. Identity Center could not be told/),
      expect.stringMatching(/^Keychain\. Nothing of this sign-in is left/),
      expect.stringMatching(/^Memory\. 4 sets of role credentials forgotten/),
    ])
  })
})

describe('What one’s role may not do', () => {
  it('is offered nowhere', async () => {
    const { user } = await renderApp({ access: signedIn(active, { capabilities: [] }) })
    expect(bar().queryByRole('button', { name: 'Poll now' })).toBeNull()
    expect(screen.queryByRole('button', { name: 'Connect your AWS' })).toBeNull()
    await user.keyboard('{Control>}k{/Control}')
    await screen.findByRole('listbox', { name: 'Matches' })
    expect(screen.queryByRole('option', { name: /Poll every account/ })).toBeNull()
    expect(screen.queryByRole('option', { name: /Sign out/ })).toBeNull()
  })

  it('is not done by its key either', async () => {
    const app = await renderApp({ access: signedIn(active, { capabilities: [] }) })
    await app.user.keyboard('gp')
    expect(asked(app, 'watch.refresh')).toEqual([])
  })
})
