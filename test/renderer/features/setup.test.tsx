import { act, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { SetupPreview } from '#shared/ipc/setup-contract'
import { appError } from '#shared/kernel/app-error'
import { hourMs } from '#shared/kernel/time'
import { err, ok, type Result } from '#shared/kernel/result'
import type { AppError } from '#shared/kernel/app-error'
import { fakeNowMs } from '../fake-fleet'
import { fakeSession, fakeSessions } from '../fake-sessions'
import { renderApp, type RenderedApp } from '../render-app'

const asked = ({ bridge }: RenderedApp, name: string): unknown[] => bridge.calls.filter((call) => call.name === name).map(({ input }) => input)

/** Presses a button once it can be pressed: while something is awaited the next step is barred. */
async function press(app: RenderedApp, name: string): Promise<void> {
  const button = await screen.findByRole<HTMLButtonElement>('button', { name })
  await waitFor(() => expect(button.disabled).toBe(false))
  await app.user.click(button)
}

const heading = (name: string): Promise<HTMLElement> => screen.findByRole('heading', { name })

async function open(): Promise<RenderedApp> {
  const app = await renderApp()
  await press(app, 'Connect your AWS')
  await heading('How do you reach AWS?')
  return app
}

async function toSignIn(): Promise<RenderedApp> {
  const app = await open()
  await app.user.click(await screen.findByRole('button', { name: /^corp from ~\/\.aws\/config/ }))
  await press(app, 'Next: sign in')
  await heading('Sign in')
  return app
}

async function toAccounts(prepare: (app: RenderedApp) => void = () => undefined): Promise<RenderedApp> {
  const app = await toSignIn()
  await press(app, 'Sign in with the browser')
  const setup = fakeSession({ name: 'corp', startUrl: 'https://corp.awsapps.com/start', region: 'eu-central-1', state: { kind: 'active', sinceMs: fakeNowMs, expiresAtMs: fakeNowMs + hourMs, renewable: true } })
  act(() => app.bridge.emit('session.changed', { ...fakeSessions, setup }))
  prepare(app)
  await press(app, 'Next: accounts')
  await heading('Which accounts and Regions?')
  await app.pass(0)
  return app
}

async function toTenants(prepare?: (app: RenderedApp) => void): Promise<RenderedApp> {
  const app = await toAccounts(prepare)
  await app.user.type(screen.getByRole('textbox', { name: 'Regions' }), 'eu-west-1')
  await app.user.click(screen.getByRole('checkbox', { name: /pooled-eu/ }))
  await app.user.click(screen.getByRole('checkbox', { name: /kauri-bank/ }))
  await screen.findByRole('combobox', { name: 'Role in kauri-bank' })
  await app.user.selectOptions(await screen.findByRole('combobox', { name: 'Role for all chosen accounts' }), 'WatchfloorOperator')
  await app.user.type(screen.getByRole('textbox', { name: 'Regions of kauri-bank, if others' }), 'eu-west-1, eu-central-1')
  await press(app, 'Next: tenants')
  await heading('Whose resources are there?')
  return app
}

const plan = {
  access: { kind: 'sso', session: 'corp' },
  choices: [
    { account: '111122223333', name: 'pooled-eu', role: 'WatchfloorOperator', regions: ['eu-west-1'] },
    { account: '222233334444', name: 'kauri-bank', role: 'WatchfloorOperator', regions: ['eu-west-1', 'eu-central-1'] },
  ],
  tags: { tenant: 'tenant', environment: 'environment' },
}

describe('Connecting an AWS', () => {
  it('goes from a sign-in to a written and watched fleet file', async () => {
    const app = await toTenants()
    expect(asked(app, 'setup.signIn')).toEqual([{ name: 'corp', startUrl: 'https://corp.awsapps.com/start', region: 'eu-central-1', method: 'browser' }])
    await press(app, 'Look for tenants')
    expect(asked(app, 'setup.discover')).toEqual([plan])
    const found = within(await screen.findByRole('region', { name: 'Tenants found' }))
    expect(found.getAllByRole('rowheader').map(({ textContent }) => textContent)).toEqual(['acme-bank', 'kauri'])
    await press(app, 'Next: write the file')
    await app.user.clear(screen.getByRole('textbox', { name: 'Name of the desk' }))
    await app.user.type(screen.getByRole('textbox', { name: 'Name of the desk' }), 'Day desk')
    await press(app, 'Write and switch to it …')
    expect(asked(app, 'setup.write')).toEqual([{ ...plan, desk: 'Day desk', tenants: ['acme-bank', 'kauri'] }])
    expect(await screen.findByRole('grid', { name: 'Tenants' })).toBeDefined()
    expect(asked(app, 'source.use')).toEqual([{ kind: 'file', path: '/home/desk/fleet.yaml' }])
    expect(asked(app, 'setup.leave')).toEqual([null])
    expect(screen.queryByRole('note', { name: 'Training' })).toBeNull()
  })

  it('is found in the palette, and goes on where it was left', async () => {
    const app = await toSignIn()
    await app.user.keyboard('gf')
    expect(screen.getByRole('grid', { name: 'Tenants' })).toBeDefined()
    await app.user.keyboard('{Control>}k{/Control}')
    await app.user.type(await screen.findByRole('combobox', { name: /Go to a tenant/ }), 'connect your')
    await app.user.keyboard('{Enter}')
    expect(await heading('Sign in')).toBeDefined()
    expect(asked(app, 'setup.leave')).toEqual([])
  })

  it('forgets everything when it is left', async () => {
    const app = await toSignIn()
    await press(app, 'Leave without writing')
    expect(asked(app, 'setup.leave')).toEqual([null])
    expect(app.services.setup.getState()).toMatchObject({ step: 'way', startUrl: '' })
  })
})

describe('The way in', () => {
  it('says by field what is missing, and puts the cursor there', async () => {
    const app = await open()
    await app.user.type(screen.getByRole('textbox', { name: 'Start URL' }), 'http://corp.example{Enter}')
    expect(screen.getByText(/begins with https/)).toBeDefined()
    expect(screen.getByText(/Enter a Region such as eu-west-1/)).toBeDefined()
    expect(screen.getByRole('textbox', { name: 'Start URL' }).getAttribute('aria-invalid')).toBe('true')
    expect(screen.getByRole('heading', { name: 'How do you reach AWS?' })).toBeDefined()
  })

  it('may be a profile, whose account is then asked for', async () => {
    const app = await open()
    await app.user.click(screen.getByRole('radio', { name: /A profile of the AWS command line/ }))
    await screen.findByRole('option', { name: 'desk (eu-west-1)' })
    await app.user.selectOptions(screen.getByRole('combobox', { name: 'Profile' }), 'desk (eu-west-1)')
    await press(app, 'Next: sign in')
    await press(app, 'Ask AWS who this is')
    expect(asked(app, 'setup.profile')).toEqual([{ profile: 'desk' }])
    expect(await screen.findByText('night-operator')).toBeDefined()
    await press(app, 'Next: accounts')
    await app.user.type(screen.getByRole('textbox', { name: 'Regions' }), 'eu-west-1')
    await app.user.type(screen.getByRole('textbox', { name: 'Number of another account' }), '999900001111{Enter}')
    await app.user.type(screen.getByRole('textbox', { name: 'Role to assume in 999900001111' }), 'Reader')
    await press(app, 'Next: tenants')
    await press(app, 'Look for tenants')
    expect(asked(app, 'setup.discover')).toMatchObject([{ access: { kind: 'profile', profile: 'desk' }, choices: [{ account: '111122223333' }, { account: '999900001111', role: 'Reader' }] }])
  })
})

describe('The sign-in of a setup', () => {
  it('cannot be passed without being signed in', async () => {
    const app = await toSignIn()
    await press(app, 'Next: accounts')
    expect(screen.getByRole('alert').textContent).toMatch(/Sign in first/)
  })

  it('can be gone back from', async () => {
    const app = await toSignIn()
    await press(app, 'Back')
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Start URL' }).value).toBe('https://corp.awsapps.com/start')
  })
})

describe('Choosing accounts', () => {
  it('says what is missing: a role nobody has, and Regions', async () => {
    const app = await toAccounts()
    await press(app, 'Next: tenants')
    expect(screen.getByText('Choose at least one account.')).toBeDefined()
    await app.user.click(screen.getByRole('checkbox', { name: 'All accounts' }))
    expect(await screen.findByText('no role is assigned to you')).toBeDefined()
    await press(app, 'Next: tenants')
    expect(screen.getByText(/^No role is assigned to you here/)).toBeDefined()
    expect(screen.getByText(/Enter at least one Region/)).toBeDefined()
  })

  it('chooses no role that the operator did not', async () => {
    const app = await toAccounts()
    await app.user.click(screen.getByRole('checkbox', { name: /pooled-eu/ }))
    expect((await screen.findByRole<HTMLSelectElement>('combobox', { name: 'Role in pooled-eu' })).value).toBe('')
    await app.user.selectOptions(screen.getByRole('combobox', { name: 'Role in pooled-eu' }), 'WatchfloorReadOnly')
    await app.user.click(screen.getByRole('checkbox', { name: /kauri-bank/ }))
    expect((await screen.findByRole<HTMLSelectElement>('combobox', { name: 'Role in kauri-bank' })).value).toBe('WatchfloorReadOnly')
  })

  it('chooses only what the filter shows', async () => {
    const app = await toAccounts()
    await app.user.type(screen.getByRole('searchbox', { name: 'Filter accounts' }), 'kauri')
    await app.user.click(screen.getByRole('checkbox', { name: 'All 1 shown' }))
    expect(await screen.findByText('1 of 3 accounts chosen')).toBeDefined()
    expect(asked(app, 'session.roles')).toEqual([{ session: 'corp', accounts: ['222233334444'] }])
  })

  it.each([
    ['throttled', /You are still signed in/],
    ['denied', /ask who administers Identity Center/],
    ['expired', /Sign in again/],
  ] as const)('says what helps when the list is %s, and tries again', async (kind, cure) => {
    const app = await toAccounts(({ bridge }) => bridge.fail('session.accounts', appError(kind, 'Identity Center refused.')))
    expect(screen.getByRole('alert').textContent).toMatch(cure)
    app.bridge.fail('session.accounts', undefined)
    await press(app, 'Try again')
    expect(await screen.findByRole('checkbox', { name: /pooled-eu/ })).toBeDefined()
  })
})

describe('Looking for tenants', () => {
  it('shows how far it is, and can be cancelled', async () => {
    let finish = (_result: Result<SetupPreview, AppError>): void => undefined
    const reply = new Promise<Result<SetupPreview, AppError>>((resolve) => (finish = resolve))
    const app = await toTenants(({ bridge }) => bridge.answer('setup.discover', () => reply))
    await press(app, 'Look for tenants')
    act(() => app.bridge.emit('setup.progress', { done: 1, total: 3 }))
    expect(screen.getByText('1 of 3 places read')).toBeDefined()
    await press(app, 'Cancel')
    expect(asked(app, 'setup.cancel')).toEqual([null])
    finish(err(appError('cancelled', 'Looking for tenants was cancelled.')))
    expect((await screen.findByRole('alert')).textContent).toMatch(/Nothing was changed/)
    expect(screen.getByRole('button', { name: 'Look for tenants' })).toBeDefined()
  })

  it('names the place that could not be read, and what belongs to nobody', async () => {
    const app = await toTenants()
    await press(app, 'Look for tenants')
    expect(await screen.findByText(/3 resources without the tenant tag/)).toBeDefined()
    expect(screen.getByText(/kauri-bank \(222233334444\), eu-central-1/)).toBeDefined()
    expect(screen.getByText(/may not call rds:DescribeDBInstances in 222233334444/)).toBeDefined()
  })

  it('says so when nothing carries the tag', async () => {
    const app = await toTenants(({ bridge }) => bridge.answer('setup.discover', () => ok({ tenants: [], places: [], unassigned: 0 })))
    await press(app, 'Look for tenants')
    expect(await screen.findByText(/Nothing here carries this tag/)).toBeDefined()
  })
})

describe('Writing the file', () => {
  async function toWrite(prepare?: (app: RenderedApp) => void): Promise<RenderedApp> {
    const app = await toTenants(prepare)
    await press(app, 'Look for tenants')
    await app.user.click(await screen.findByRole('button', { name: 'Next: write the file' }))
    return app
  }

  it('changes nothing when the operator chooses no place', async () => {
    const app = await toWrite(({ bridge }) => bridge.answer('setup.write', () => ok(null)))
    await press(app, 'Write and switch to it …')
    await waitFor(() => expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Write and switch to it …' }).disabled).toBe(false))
    expect(asked(app, 'source.use')).toEqual([])
  })

  it('keeps the written file at hand when it cannot be watched yet', async () => {
    const app = await toWrite(({ bridge }) => bridge.fail('source.use', appError('denied', 'No role lets you read.')))
    await press(app, 'Write and switch to it …')
    expect((await screen.findByRole('alert')).textContent).toMatch(/No role lets you read/)
    app.bridge.fail('source.use', undefined)
    await press(app, 'Use this file')
    expect(await screen.findByRole('grid', { name: 'Tenants' })).toBeDefined()
  })
})
