import { expect, test } from '@playwright/test'
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parse, stringify } from 'yaml'
import { invoke } from './bridge'
import { freshFolder, launch, type RunningApp } from './launch'
import { outcomes, sessions, watchStatus } from './operator'
import { serveSignInFleet, type SignInFleet } from './sign-in-desk'

test.describe.configure({ mode: 'serial' })

const pooled = '111122223333'
let folder: string
let served: SignInFleet
let running: RunningApp
let config: string
let credentials: string

/** A desk without Identity Center: keys of a profile in the operator's own home. */
test.beforeAll(async () => {
  folder = await freshFolder()
  served = await serveSignInFleet(folder)
  const aws = path.join(folder, '.aws')
  await mkdir(aws)
  config = path.join(aws, 'config')
  credentials = path.join(aws, 'credentials')
  await writeFile(config, '[default]\nregion = eu-west-1\n[profile night]\nregion = eu-west-1\n[sso-session main]\nsso_start_url = https://desk.awsapps.com/start\nsso_region = eu-west-1\n[profile day]\nsso_session = main\nsso_account_id = 111122223333\nsso_role_name = Operator\n[sso-session broken]\nsso_region = nowhere\n')
  await writeFile(credentials, `[night]\naws_access_key_id = AKIA${pooled}TRNG\naws_secret_access_key = canary-profile-secret\n`)
  const file = parse(await readFile(served.fleetFile, 'utf8')) as { accounts: { id: string }[]; tenants: { support?: unknown }[] } // written by serveSignInFleet
  const { accounts, tenants, ...rest } = file
  // Doors in accounts that the file does not name would be refused.
  await writeFile(served.fleetFile, stringify({ ...rest, tenants: tenants.map(({ support: _support, ...tenant }) => tenant), signIn: { kind: 'profile', profile: 'night' }, accounts: accounts.filter(({ id }) => id === pooled).map((account) => ({ ...account, role: undefined })) }))
  running = await launch({ userDataDir: path.join(folder, 'data'), env: { HOME: folder, AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: credentials, AWS_EC2_METADATA_DISABLED: 'true' } })
})
test.afterAll(async () => {
  await running.close()
  await served.fleet.stop()
  await rm(folder, { recursive: true, force: true })
})

test('the wizard offers what the AWS command line has: sessions, profiles, and what is wrong there', async () => {
  const { page } = running
  expect(await invoke(page, 'profiles.list', null)).toMatchObject({
    ok: true,
    value: { path: config, sessions: [{ name: 'main' }], profiles: [{ name: 'default' }, { name: 'night' }, { name: 'day', sso: { session: 'main', account: pooled, role: 'Operator' } }] },
  })
  await page.getByRole('button', { name: 'Connect your AWS' }).click()
  await expect(page.getByRole('heading', { name: 'How do you reach AWS?' })).toBeVisible()
  await page.getByRole('radio', { name: /profile/i }).check()
  const profiles = page.getByRole('combobox', { name: /profile/i })
  await expect(profiles.getByRole('option', { name: /night/ })).toHaveCount(1)
  await profiles.selectOption('night')
})

test('a fleet file with a profile is read with that profile’s keys, and says who they are', async () => {
  const { app, page } = running
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [filePath] })
  }, served.fleetFile)
  expect(await invoke(page, 'fleetFile.choose', null)).toMatchObject({ ok: true, value: { accounts: 1, issues: [] } })
  expect(await invoke(page, 'source.use', { kind: 'file', path: served.fleetFile })).toMatchObject({ ok: true })
  await expect.poll(async () => (await sessions(page)).signIn).toBe('profile')
  await expect.poll(() => outcomes(page)).toEqual(['ok'])
  await expect.poll(async () => (await sessions(page)).operators).toMatchObject([{ account: pooled }])
  expect((await watchStatus(page)).accounts).toHaveLength(1)
})

test('the lock says what it is worth where nobody can be asked', async () => {
  const { page } = running
  expect(await invoke(page, 'lock.now', null)).toMatchObject({ ok: true, value: { locked: true, ways: ['confirm'], note: expect.stringContaining('cannot be asked again') as unknown } })
  await page.getByRole('button', { name: 'Unlock' }).click()
  await expect(page.getByRole('dialog', { name: 'Watchfloor is locked' })).toBeHidden()
  // The wizard stands where it stood.
  await expect(page.getByRole('combobox', { name: /profile/i })).toHaveValue('night')
})

test('keys that end are said as such, and new ones in the file are taken up', async () => {
  const { page } = running
  served.fleet.setFaults([{ fault: 'expire' }])
  await invoke(page, 'watch.refresh', {})
  await expect.poll(() => outcomes(page)).toEqual(['expired'])
  served.fleet.setFaults([])
  await writeFile(credentials, (await readFile(credentials, 'utf8')).replace('TRNG', 'TRNH'))
  await expect.poll(async () => {
    await invoke(page, 'watch.refresh', {})
    return outcomes(page)
  }).toEqual(['ok'])
})

test('nothing was written beside the files of the AWS command line, and no key reached Watchfloor’s own folder', async () => {
  const before = await stat(config)
  expect(before.size).toBeGreaterThan(0)
  const log = await readFile(path.join(folder, 'data', 'logs', 'watchfloor.log'), 'utf8')
  expect(log).not.toContain('canary-profile')
  expect((await readdir(path.dirname(config))).sort()).toEqual(['config', 'credentials'])
})
