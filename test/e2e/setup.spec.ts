import { expect, test } from '@playwright/test'
import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { missingForSecretService, startSecretService, type SecretService } from '#test/contract/secret-service'
import type { SetupPlan } from '#shared/ipc/setup-contract'
import { invoke } from './bridge'
import { freshFolder, launch, type RunningApp } from './launch'
import { approve, inBrowser, keepPages, lastPage, openedPages, outcomes, sessions } from './operator'
import { serveSignInFleet, type SignInFleet } from './sign-in-desk'

const missing = missingForSecretService()
test.skip(missing.length > 0, `a Secret Service needs ${missing.join(', ')}`)
test.describe.configure({ mode: 'serial' })

const session = 'new-desk'
let service: SecretService
let folder: string
let served: SignInFleet
let running: RunningApp
let plan: SetupPlan

test.beforeAll(async () => {
  service = await startSecretService()
  folder = await freshFolder()
  served = await serveSignInFleet(folder)
  plan = {
    access: { kind: 'sso', session },
    choices: served.fleet.accounts.map(({ id, name, regions }) => ({ account: id, name, role: 'WatchfloorOperator', regions })),
    tags: { tenant: 'tenant', environment: 'environment' },
  }
  running = await launch({ userDataDir: path.join(folder, 'data') })
  await running.page.waitForLoadState('load')
  await keepPages(running.app)
})
test.afterAll(async () => {
  await running.close()
  await served.fleet.stop()
  await service.stop()
  await rm(folder, { recursive: true, force: true })
})

const saveAs = (file: string | undefined): Promise<void> =>
  running.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: filePath === '', filePath })
  }, file ?? '')

test('AWS and a training Identity Center are not mixed', async () => {
  const { startUrl, region } = served.fleet.practice
  const request = { name: session, region, method: 'browser' as const }
  expect(await invoke(running.page, 'setup.signIn', { ...request, startUrl })).toMatchObject({ ok: false, error: { kind: 'invalidInput' } })
  expect(await invoke(running.page, 'setup.signIn', { ...request, startUrl: 'https://desk.awsapps.com/start', endpoint: served.fleet.endpoint })).toMatchObject({ ok: false, error: { kind: 'invalidInput' } })
  expect(await invoke(running.page, 'setup.signIn', { ...request, startUrl: 'http://desk.awsapps.com/start' })).toMatchObject({ ok: false, error: { kind: 'invalidInput' } })
  expect(await invoke(running.page, 'setup.discover', plan)).toMatchObject({ ok: false, error: { kind: 'notFound' } })
})

test('a session that no fleet file names signs in, while training goes on', async () => {
  const { startUrl, region } = served.fleet.practice
  expect(await invoke(running.page, 'setup.signIn', { name: session, startUrl, region, method: 'browser', endpoint: served.fleet.endpoint })).toMatchObject({ ok: true, value: { session } })
  await inBrowser(await lastPage(running.app), approve)
  await expect.poll(async () => (await sessions(running.page)).setup?.state.kind).toBe('active')
  expect((await sessions(running.page)).signIn).toBe('training')
})

test('accounts and roles can be chosen from', async () => {
  const accounts = await invoke(running.page, 'session.accounts', { session })
  expect(accounts).toMatchObject({ ok: true, value: served.fleet.accounts.map(({ id }) => ({ id })) })
  const roles = await invoke(running.page, 'session.roles', { session, accounts: ['111122223333', '999999999999'] })
  expect(roles).toMatchObject({
    ok: true,
    value: [
      { account: '111122223333', roles: expect.arrayContaining(['WatchfloorOperator']) as unknown },
      { account: '999999999999', roles: [], error: { kind: 'denied' } },
    ],
  })
})

test('tenants are found by their tags, with progress, and an account that refuses is named', async () => {
  await running.page.evaluate(() => {
    const heard: unknown[] = []
    Object.assign(window, { heard })
    window.watchfloor!.subscribe('setup.progress', (event) => void heard.push(event)) // the preload set it
  })
  const found = await invoke(running.page, 'setup.discover', { ...plan, choices: [...plan.choices, { account: '999999999999', name: 'nobody', role: 'WatchfloorOperator', regions: ['eu-west-1'] }] })
  if (!found.ok) throw new Error(found.error.message)
  expect(found.value.tenants).toHaveLength(7)
  expect(found.value.tenants[0]).toMatchObject({ environments: ['frontend'], databases: 1 })
  expect(found.value.places).toMatchObject([{ account: '111122223333', databases: 6, shared: 1 }, { account: '444455556666', databases: 1 }, { account: '999999999999', error: { kind: 'denied' } }])
  expect(await running.page.evaluate(() => (window as unknown as { heard: unknown[] }).heard)).toEqual([0, 1, 2, 3].map((done) => ({ done, total: 3 })))
})

test('the fleet file is written where the operator says, and not when they cancel', async () => {
  await saveAs(undefined)
  const desk = { ...plan, desk: 'New desk', tenants: ['tenant-x'] }
  expect(await invoke(running.page, 'setup.write', desk)).toEqual({ ok: true, value: null })
  const file = path.join(folder, 'written.yaml')
  await saveAs(file)
  expect(await invoke(running.page, 'setup.write', desk)).toMatchObject({ ok: true, value: { path: file, accounts: 2, tenants: 1, issues: [], notYet: [] } })
  expect(await readFile(file, 'utf8')).toContain(`startUrl: ${served.fleet.practice.startUrl}`)
})

test('the new fleet is watched without another sign-in', async () => {
  const pages = (await openedPages(running.app)).length
  const used = await invoke(running.page, 'source.use', { kind: 'file', path: path.join(folder, 'written.yaml') })
  expect(used).toMatchObject({ ok: true, value: { desk: 'New desk' } })
  await invoke(running.page, 'setup.leave', null)
  await expect.poll(() => outcomes(running.page)).toEqual(['ok'])
  expect(await sessions(running.page)).toMatchObject({ signIn: 'sso', sessions: [{ name: session, state: { kind: 'active' } }] })
  expect((await sessions(running.page)).setup).toBeUndefined()
  expect(await openedPages(running.app)).toHaveLength(pages)
})

test('a wizard that is left leaves no sign-in behind', async () => {
  const { startUrl, region } = served.fleet.practice
  await keepPages(running.app)
  await invoke(running.page, 'setup.signIn', { name: 'other', startUrl, region, method: 'browser', endpoint: served.fleet.endpoint })
  await inBrowser(await lastPage(running.app), approve)
  await expect.poll(async () => (await sessions(running.page)).setup?.state.kind).toBe('active')
  expect(service.lookUp('Watchfloor training', 'tokens/other')).toBeDefined()
  await invoke(running.page, 'setup.leave', null)
  expect(service.lookUp('Watchfloor training', 'tokens/other')).toBeUndefined()
  expect((await sessions(running.page)).setup).toBeUndefined()
  expect(served.fleet.practice.server.truth().sessions.map(({ state }) => state)).toEqual(['active', 'signed out'])
})
