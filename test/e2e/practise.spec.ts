import { expect, test } from '@playwright/test'
import { readFile, rm } from 'node:fs/promises'
import { missingForSecretService, startSecretService, type SecretService } from '#test/contract/secret-service'
import { invoke } from './bridge'
import { freshFolder, launch, type RunningApp } from './launch'
import { approve, inBrowser, keepPages, lastPage, outcomes, sessions, stateOf, watchStatus } from './operator'

const missing = missingForSecretService()
test.skip(missing.length > 0, `a Secret Service needs ${missing.join(', ')}`)
test.describe.configure({ mode: 'serial' })

const session = 'training'
let service: SecretService
let folder: string
let running: RunningApp

test.beforeAll(async () => {
  service = await startSecretService()
  folder = await freshFolder()
  running = await launch({ userDataDir: folder })
  await keepPages(running.app)
})
test.afterAll(async () => {
  await running.close()
  await service.stop()
  await rm(folder, { recursive: true, force: true })
})

test('the embedded training fleet asks for a sign-in when one wants to practise it', async () => {
  const { page } = running
  await expect(page.getByText('Acme Bank', { exact: true })).toBeVisible()
  expect((await sessions(page)).signIn).toBe('training')
  await page.keyboard.press('g')
  await page.keyboard.press('s')
  await page.getByRole('checkbox', { name: /Practise signing in/ }).check()
  await page.getByRole('button', { name: /the training scenario first-shift/ }).click()
  await expect.poll(async () => (await sessions(page)).signIn).toBe('sso')
  await expect.poll(() => outcomes(page)).toEqual(['expired'])
  expect(await stateOf(page, session)).toBe('signedOut')
})

test('signing in there goes as it does for a real fleet: button, browser, keychain, who one is', async () => {
  const { app, page } = running
  await page.getByRole('button', { name: 'Reconnect' }).click()
  await inBrowser(await lastPage(app), async (browser) => {
    await approve(browser)
    await expect(browser.getByRole('heading', { name: 'Signed in' })).toBeVisible()
  })
  await expect.poll(() => stateOf(page, session)).toBe('active')
  await expect.poll(() => outcomes(page)).toEqual(['ok'])
  expect(await sessions(page)).toMatchObject({ operators: [{ operator: 'training-operator', role: 'WatchfloorOperator' }], capabilities: ['read', 'operate'] })
  expect((await watchStatus(page)).source).toMatchObject({ kind: 'training', scenario: 'first-shift' })
  expect(service.lookUp('Watchfloor training', `tokens/${session}`)).toBeDefined()
  // Nothing of training is where the real sign-ins are.
  expect(service.list('Watchfloor')).not.toContain('tokens/')
})

test('time in training may run faster: tokens end by it and are renewed by it', async () => {
  const training = await running.training()
  await training.setSpeed(60)
  const before = (await sessions(running.page)).sessions[0]?.state
  const endOf = async (): Promise<number> => {
    const state = (await sessions(running.page)).sessions[0]?.state
    return state !== undefined && 'expiresAtMs' in state ? state.expiresAtMs : 0
  }
  const endMs = before !== undefined && 'expiresAtMs' in before ? before.expiresAtMs : Infinity
  // An hour of it is a minute here.
  await expect.poll(endOf, { timeout: 75_000, intervals: [1_000] }).toBeGreaterThan(endMs)
  expect(await stateOf(running.page, session)).toMatch(/active|refreshing/)
  await training.setSpeed(1)
  await expect.poll(() => outcomes(running.page)).toEqual(['ok'])
})

test('a trainee may practise signing out, and goes back to a fleet that does not ask', async () => {
  expect(await invoke(running.page, 'session.signOut', { session })).toMatchObject({ ok: true, value: { complete: true } })
  await expect.poll(() => outcomes(running.page)).toEqual(['expired'])
  await invoke(running.page, 'source.use', { kind: 'training', scenario: 'first-shift' })
  await expect.poll(async () => (await sessions(running.page)).signIn).toBe('training')
  await expect.poll(() => outcomes(running.page)).toEqual(['ok'])
  expect(await readFile(`${folder}/source.json`, 'utf8')).not.toContain('practise')
})
