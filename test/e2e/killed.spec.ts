import { expect, test } from '@playwright/test'
import { spawn } from 'node:child_process'
import { readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { realClock, realTimers } from '#electron/adapters/system/real-time'
import { startSignInServer, type SignInServer } from '#electron/training/sign-in/index'
import { missingForSecretService, startSecretService, type SecretService } from '#test/contract/secret-service'
import { invoke } from './bridge'
import { freshFolder, launch, type RunningApp } from './launch'
import { approve, inBrowser, keepPages, lastPage, openedPages, outcomes, sessions, stateOf } from './operator'
import { serveSignInFleet, type SignInFleet } from './sign-in-desk'

const missing = missingForSecretService()
test.skip(missing.length > 0, `a Secret Service needs ${missing.join(', ')}`)
test.describe.configure({ mode: 'serial' })
test.setTimeout(120_000)

const session = 'training'
let service: SecretService
let folder: string
let served: SignInFleet
let center: SignInServer
let running: RunningApp

test.beforeAll(async () => {
  service = await startSecretService()
  folder = await freshFolder()
  served = await serveSignInFleet(folder)
  const accounts = served.fleet.accounts.map(({ id, name }) => ({ id, name, roles: ['WatchfloorOperator'] }))
  center = await startSignInServer({ accounts, clock: realClock, timers: realTimers, policy: { accessTokenSeconds: 12 } })
  const text = await readFile(served.fleetFile, 'utf8')
  await writeFile(served.fleetFile, text.replace(served.fleet.practice.startUrl, center.startUrl))
  await start()
  await signIn()
})
test.afterAll(async () => {
  await running.close()
  await center.stop()
  await served.fleet.stop()
  await service.stop()
  await rm(folder, { recursive: true, force: true })
})

async function start(): Promise<void> {
  running = await launch({ userDataDir: folder, fleetFile: served.fleetFile })
  await keepPages(running.app)
  await expect.poll(async () => (await sessions(running.page)).signIn).toBe('sso')
}
async function signIn(): Promise<void> {
  await invoke(running.page, 'session.signIn', { session, method: 'browser' })
  await inBrowser(await lastPage(running.app), approve)
  await expect.poll(() => stateOf(running.page, session)).toBe('active')
  await expect.poll(() => outcomes(running.page)).toEqual(['ok'])
}
const tokenCalls = (): number => center.truth().requests.CreateToken ?? 0
const renewalBegins = async (): Promise<void> => {
  const before = tokenCalls()
  await expect.poll(tokenCalls, { timeout: 40_000 }).toBeGreaterThan(before)
}
/** Nothing is closed, told or saved. */
async function kill(): Promise<void> {
  const child = running.app.process()
  const ended = new Promise((resolve) => child.once('exit', resolve))
  process.kill(child.pid!, 'SIGKILL')
  await ended
  // The display and the page's processes go with it.
  await running.app.close().catch(() => undefined)
}
const keptTokens = (): unknown => JSON.parse((service.lookUp('Watchfloor training', `tokens/${session}`) ?? 'wf1=null').slice('wf1='.length))

test('a second start of the app ends by itself and touches no token', async () => {
  const child = running.app.process()
  const before = tokenCalls()
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const second = spawn(child.spawnfile, [path.resolve(import.meta.dirname, '../..'), `--user-data-dir=${folder}`, '--fleet', served.fleetFile, ...asRoot], { stdio: ['ignore', 'ignore', 'pipe'] })
  let words = ''
  second.stderr.on('data', (data: Buffer) => (words += data.toString()))
  expect(await new Promise((resolve) => second.once('exit', resolve))).toBe(0)
  expect(words).toContain('open already')
  expect(child.exitCode).toBeNull()
  // Its own renewals, at most: twelve-second tokens are renewed every ten.
  expect(tokenCalls() - before).toBeLessThanOrEqual(2)
  expect(center.truth().refusals['InvalidGrantException'] ?? 0).toBe(0)
  expect(await stateOf(running.page, session)).toMatch(/active|refreshing/)
})

test('killed with -9 while Identity Center has a renewal in hand: the next start is signed in, and nothing is registered again', async () => {
  center.setFaults([{ operation: 'CreateToken', fault: 'delay', ms: 30_000 }])
  await renewalBegins()
  await kill()
  center.setFaults([])
  expect(keptTokens()).toMatchObject({ kind: 'tokens', version: 1 })
  await start()
  await expect.poll(() => stateOf(running.page, session)).toBe('active')
  await expect.poll(() => outcomes(running.page)).toEqual(['ok'])
  // It lives on: renewed with what the keychain had.
  await renewalBegins()
  await expect.poll(() => stateOf(running.page, session)).toBe('active')
  expect(await openedPages(running.app)).toEqual([])
  expect(center.truth().registrations).toHaveLength(1)
  expect(center.truth().sessions).toHaveLength(1)
})

test('killed with -9 after the refresh token was used up and before its successor came: said at the next start, one sign-in cures it', async () => {
  // The renewal is carried out, its reply is lost.
  center.setFaults([{ operation: 'CreateToken', fault: 'truncate' }])
  await renewalBegins()
  await kill()
  center.setFaults([])
  expect(keptTokens()).toMatchObject({ kind: 'tokens', version: 1 })
  await start()
  await expect.poll(() => stateOf(running.page, session), { timeout: 40_000 }).toBe('expired')
  expect((await sessions(running.page)).sessions[0]?.state).toMatchObject({ kind: 'expired', message: expect.stringMatching(/sign in/i) })
  await expect(running.page.getByRole('button', { name: 'Reconnect' })).toBeVisible()
  await signIn()
  expect(center.truth().registrations).toHaveLength(1)
})
