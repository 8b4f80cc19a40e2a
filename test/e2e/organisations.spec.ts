import { expect, test } from '@playwright/test'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { parse, stringify } from 'yaml'
import { realClock, realTimers } from '#electron/adapters/system/real-time'
import { startSignInServer, type SignInServer } from '#electron/training/sign-in/index'
import { missingForSecretService, startSecretService, type SecretService } from '#test/contract/secret-service'
import { invoke } from './bridge'
import { freshFolder, launch, type RunningApp } from './launch'
import { approve, inBrowser, keepPages, lastPage, openedPages, sessions, stateOf, watchStatus } from './operator'
import { serveSignInFleet, type SignInFleet } from './sign-in-desk'

const missing = missingForSecretService()
test.skip(missing.length > 0, `a Secret Service needs ${missing.join(', ')}`)
test.describe.configure({ mode: 'serial' })

const [pooled, silo] = ['111122223333', '444455556666']
let service: SecretService
let folder: string
let served: SignInFleet
let other: SignInServer
let running: RunningApp

/** Two AWS organisations: each has an Identity Center of its own, and an account of the fleet. */
test.beforeAll(async () => {
  service = await startSecretService()
  folder = await freshFolder()
  served = await serveSignInFleet(folder)
  other = await startSignInServer({ accounts: [{ id: silo, name: 'silo', roles: ['WatchfloorApprover'] }], clock: realClock, timers: realTimers, seed: 99 })
  const file = parse(await readFile(served.fleetFile, 'utf8')) as { signIn: { sessions: object[] }; accounts: { id: string }[] } // written by serveSignInFleet
  const accounts = file.accounts.map((account) => (account.id === silo ? { ...account, role: 'WatchfloorApprover', session: 'partner' } : { ...account, session: 'training' }))
  const signIn = { ...file.signIn, sessions: [...file.signIn.sessions, { name: 'partner', startUrl: other.startUrl, region: 'eu-central-1' }] }
  await writeFile(served.fleetFile, stringify({ ...file, signIn, accounts }))
  await start()
})
test.afterAll(async () => {
  await running.close()
  await other.stop()
  await served.fleet.stop()
  await service.stop()
  await rm(folder, { recursive: true, force: true })
})

async function start(): Promise<void> {
  running = await launch({ userDataDir: folder, fleetFile: served.fleetFile })
  await keepPages(running.app)
  await expect.poll(async () => (await sessions(running.page)).signIn).toBe('sso')
}
const byAccount = async (): Promise<Record<string, string>> => Object.fromEntries((await watchStatus(running.page)).accounts.map(({ id, outcome }) => [id, outcome]))
const expectAccounts = (expected: Record<string, string>): Promise<void> => expect.poll(byAccount).toEqual(expected)

test('one sign-in reads its own organisation’s accounts, the others say that theirs is missing', async () => {
  await invoke(running.page, 'session.signIn', { session: 'training', method: 'browser' })
  await inBrowser(await lastPage(running.app), approve)
  await expect.poll(() => stateOf(running.page, 'training')).toBe('active')
  await expectAccounts({ [pooled]: 'ok', [silo]: 'expired' })
  expect(other.truth().requests).toEqual({})
  await expect.poll(async () => (await sessions(running.page)).capabilities).toEqual(['read', 'operate'])
})

test('both at once, each its own way, give what each role allows', async () => {
  await invoke(running.page, 'session.signIn', { session: 'partner', method: 'deviceCode' })
  await expect.poll(async () => (await sessions(running.page)).sessions[1]?.state).toMatchObject({ kind: 'awaitingCode', code: {} })
  // An attempt in one organisation disturbs nobody in the other.
  expect(await stateOf(running.page, 'training')).toBe('active')
  const { state } = (await sessions(running.page)).sessions[1]!
  expect(other.approve(state.kind === 'awaitingCode' ? state.code!.userCode : '')).toBe(true)
  await expectAccounts({ [pooled]: 'ok', [silo]: 'ok' })
  await expect.poll(async () => (await sessions(running.page)).operators.map(({ role }) => role)).toEqual(['WatchfloorOperator', 'WatchfloorApprover'])
  expect((await sessions(running.page)).capabilities).toEqual(['read', 'operate', 'approve'])
  expect(other.truth().requests).toMatchObject({ RegisterClient: 1, GetRoleCredentials: 1 })
  for (const name of ['training', 'partner']) expect(service.lookUp('Watchfloor training', `tokens/${name}`)).toBeDefined()
  await expect(running.page.getByText(/partner: /)).toBeVisible()
})

test('a start of the app takes both up', async () => {
  await running.app.close()
  await start()
  await expectAccounts({ [pooled]: 'ok', [silo]: 'ok' })
  expect(await openedPages(running.app)).toEqual([])
})

test('a revoked sign-in of one organisation leaves the other alone', async () => {
  expect(other.revokeSessions()).toBe(1)
  served.fleet.setFaults([{ fault: 'expire', account: silo }])
  await invoke(running.page, 'watch.refresh', {})
  await expect.poll(() => stateOf(running.page, 'partner')).toBe('expired')
  await expectAccounts({ [pooled]: 'ok', [silo]: 'expired' })
  expect(await stateOf(running.page, 'training')).toBe('active')
  expect((await sessions(running.page)).capabilities).toEqual(['read', 'operate'])
  served.fleet.setFaults([])
})

test('signing out of one says so, and the other is read on', async () => {
  expect(await invoke(running.page, 'session.signOut', { session: 'training' })).toMatchObject({ ok: true, value: { complete: true } })
  await invoke(running.page, 'session.signIn', { session: 'partner', method: 'browser' })
  await inBrowser(await lastPage(running.app), approve)
  await expectAccounts({ [pooled]: 'expired', [silo]: 'ok' })
  expect(service.lookUp('Watchfloor training', 'tokens/training')).toBeUndefined()
  expect(service.lookUp('Watchfloor training', 'tokens/partner')).toBeDefined()
})
