import { expect, test } from '@playwright/test'
import { rm } from 'node:fs/promises'
import { parse } from 'yaml'
import { minuteMs } from '#shared/kernel/time'
import type { GrantView } from '#shared/support/support-view'
import { missingForSecretService, startSecretService, type SecretService } from '#test/contract/secret-service'
import { invoke } from './bridge'
import { freshFolder, launch, type RunningApp } from './launch'
import { approve, inBrowser, keepPages, lastPage, openedPages, outcomes, sessions, stateOf, watchStatus } from './operator'
import { reachSiloThroughPool, serveSignInFleet, type SignInFleet } from './sign-in-desk'

const missing = missingForSecretService()
test.skip(missing.length > 0, `a Secret Service needs ${missing.join(', ')}`)
test.describe.configure({ mode: 'serial' })

const session = 'training'
const keychain = 'Watchfloor training'

let service: SecretService
let folder: string
let served: SignInFleet
let running: RunningApp

async function start(): Promise<void> {
  running = await launch({ userDataDir: folder, fleetFile: served.fleetFile })
  await running.page.waitForLoadState('load')
  await keepPages(running.app)
  await expect.poll(async () => (await sessions(running.page)).signIn, { message: 'the fleet file is open' }).toBe('sso')
}

test.beforeAll(async () => {
  service = await startSecretService()
  folder = await freshFolder()
  served = await serveSignInFleet(folder)
  await reachSiloThroughPool(served)
})
test.afterAll(async () => {
  await running?.close()
  await served.fleet.stop()
  await service.stop()
  await rm(folder, { recursive: true, force: true })
})

/** Of a tenant whose access whoever asks may have: open, as AWS was read. */
async function openGrant(): Promise<GrantView> {
  const tenants = (parse(served.fleet.signInFleetFileText()) as { tenants: { id: string; support?: { selfService?: boolean; doors: { environment: string }[] } }[] }).tenants // the training fleet wrote it
  const found = tenants.find(({ support }) => support?.selfService === true)
  const status = await watchStatus(running.page)
  const asked = await invoke(running.page, 'support.ask', { wish: { tenant: found!.id, environment: found!.support!.doors[0]!.environment, what: ['application'], reference: 'REQ-1', askedBy: 'J. Doe', reason: 'A file is missing', untilMs: status.awsNowMs! + 30 * minuteMs } })
  if (!asked.ok) throw new Error(asked.error.message)
  await expect.poll(async () => (await grantNow(asked.value.id))?.stage, { timeout: 30_000 }).toBe('open')
  return asked.value
}
async function grantNow(id: string): Promise<GrantView | undefined> {
  const found = await invoke(running.page, 'support.grant', { id })
  return found.ok ? found.value : undefined
}

test('without a sign-in every account says so, and AWS is not asked', async () => {
  await start()
  expect(await stateOf(running.page, session)).toBe('signedOut')
  await expect.poll(() => outcomes(running.page)).toEqual(['expired'])
  expect(served.fleet.billing().requests).toBe(0)
  expect(service.list(keychain)).not.toContain('tokens/')
})

test('the operator signs in in their browser, and every account is read', async () => {
  expect(await invoke(running.page, 'session.signIn', { session, method: 'browser' })).toMatchObject({ ok: true })
  expect(await stateOf(running.page, session)).toBe('awaitingBrowser')
  await inBrowser(await lastPage(running.app), async (page) => {
    await expect(page.getByText('watchfloor-training')).not.toHaveCount(0)
    await approve(page)
    await expect(page.getByRole('heading', { name: 'Signed in' })).toBeVisible()
  })
  await expect.poll(() => stateOf(running.page, session)).toBe('active')
  await expect.poll(() => outcomes(running.page)).toEqual(['ok'])
  await expect.poll(async () => (await sessions(running.page)).operators).toMatchObject([{ operator: 'training-operator', role: 'WatchfloorOperator' }])
  expect((await sessions(running.page)).capabilities).toEqual(['read', 'operate'])
  const status = await watchStatus(running.page)
  expect(status.source.kind).toBe('training')
  for (const { credentialsUntilMs = 0 } of status.accounts) expect(credentialsUntilMs).toBeGreaterThan(status.awsNowMs ?? Infinity)
  // Assigned keys of the one account alone; the other's role was assumed with them.
  expect(served.fleet.practice.server.truth().requests['GetRoleCredentials']).toBe(1)
})

test('the keychain holds the sign-in, as another program sees it', async () => {
  const kept = service.lookUp(keychain, `tokens/${session}`) ?? ''
  expect(kept).toContain('wf1=')
  expect(JSON.parse(kept.slice('wf1='.length))).toMatchObject({ kind: 'tokens', version: 1, startUrl: served.fleet.practice.startUrl, method: 'browser' })
  expect(service.lookUp(keychain, `registration/${session}/browser`) ?? '').toContain('clientSecret')
})

test('starting again needs no new sign-in', async () => {
  await running.app.close()
  await start()
  await expect.poll(() => stateOf(running.page, session)).toBe('active')
  await expect.poll(() => outcomes(running.page)).toEqual(['ok'])
  expect(await openedPages(running.app)).toEqual([])
  expect(served.fleet.practice.server.truth().sessions).toHaveLength(1)
})

test('a sign-in that is revoked at AWS ends here, and one reconnect brings every account back and the proof of what was closed meanwhile', async () => {
  const grant = await openGrant()
  expect(served.fleet.inject({ kind: 'session.revoked' }).ok).toBe(true)
  expect(served.fleet.inject({ kind: 'support.client-ends', tenant: grant.tenant, environment: grant.environment }).ok).toBe(true)
  // Keys that were handed out live on at AWS for their hour; a new set has to be asked for.
  served.fleet.setFaults([{ fault: 'expire', service: 'rds' }])
  await invoke(running.page, 'watch.refresh', {})
  await expect.poll(() => stateOf(running.page, session)).toBe('expired')
  await expect.poll(() => outcomes(running.page)).toEqual(['expired'])
  served.fleet.setFaults([])
  await invoke(running.page, 'session.signIn', { session, method: 'browser' })
  // A second click is the same attempt.
  await invoke(running.page, 'session.signIn', { session, method: 'browser' })
  await inBrowser(await lastPage(running.app), approve)
  await expect.poll(() => stateOf(running.page, session)).toBe('active')
  await expect.poll(() => outcomes(running.page)).toEqual(['ok'])
  // Support access comes first after a sign-in: by itself it is looked at once a minute.
  await expect.poll(() => grantNow(grant.id), { timeout: 45_000 }).toMatchObject({ stage: 'closed', ended: { how: 'client' } })
})

test('signing out says what it did, clears the keychain, and nothing is read any more', async () => {
  const report = await invoke(running.page, 'session.signOut', { session })
  expect(report).toMatchObject({ ok: true, value: { session, complete: true, steps: [{ what: 'portal', done: true }, { what: 'keychain', done: true }, { what: 'memory', done: true }] } })
  expect(service.lookUp(keychain, `tokens/${session}`)).toBeUndefined()
  await expect.poll(() => outcomes(running.page)).toEqual(['expired'])
  const before = served.fleet.billing().requests
  await invoke(running.page, 'watch.refresh', {})
  await expect.poll(async () => (await watchStatus(running.page)).accounts.every(({ outcome }) => outcome === 'expired')).toBe(true)
  expect(served.fleet.billing().requests).toBe(before)
})

test('a device code signs in from a browser anywhere', async () => {
  await invoke(running.page, 'session.signIn', { session, method: 'deviceCode' })
  await expect.poll(async () => (await sessions(running.page)).sessions[0]?.state).toMatchObject({ kind: 'awaitingCode', code: { userCode: expect.stringMatching(/^[A-Z]{4}-[A-Z]{4}$/) as unknown } })
  const { state } = (await sessions(running.page)).sessions[0]!
  expect(Object.keys(state)).not.toContain('deviceCode')
  const code = state.kind === 'awaitingCode' ? state.code : undefined
  await inBrowser(code?.verificationUri ?? '', async (page) => {
    await page.getByRole('textbox').fill(code?.userCode ?? '')
    await page.getByRole('button', { name: 'Next' }).click()
    await approve(page)
    await expect(page.getByText('You are signed in')).toBeVisible()
  })
  await expect.poll(() => stateOf(running.page, session)).toBe('active')
  await expect.poll(() => outcomes(running.page)).toEqual(['ok'])
})

test('a locked window refuses everything but the way out, and signing in is the way out', async () => {
  expect(await invoke(running.page, 'lock.now', null)).toMatchObject({ ok: true, value: { locked: true, why: 'operator', ways: ['signIn'] } })
  expect(await invoke(running.page, 'watch.status', null)).toMatchObject({ ok: false, error: { kind: 'forbidden' } })
  expect(await invoke(running.page, 'session.signOut', { session })).toMatchObject({ ok: false, error: { kind: 'forbidden' } })
  expect(await invoke(running.page, 'lock.unlock', { way: 'confirm' })).toMatchObject({ ok: false, error: { kind: 'forbidden' } })
  // Starting again is no way out.
  await running.app.close()
  await start()
  expect((await sessions(running.page)).lock).toMatchObject({ locked: true })
  await invoke(running.page, 'lock.unlock', { way: 'signIn', session, method: 'browser' })
  await inBrowser(await lastPage(running.app), approve)
  await expect.poll(async () => (await sessions(running.page)).lock.locked).toBe(false)
  expect(await invoke(running.page, 'watch.status', null)).toMatchObject({ ok: true })
})
