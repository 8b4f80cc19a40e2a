import { expect, test } from '@playwright/test'
import { readdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { invoke } from './bridge'
import { freshFolder, launch } from './launch'
import { approve, inBrowser, keepPages, lastPage, outcomes, sessions, stateOf } from './operator'
import { serveSignInFleet } from './sign-in-desk'

test.skip(process.platform !== 'linux', 'only Linux can be without a keychain')

const session = 'training'

test('without a keychain the sign-in works, lives in memory, and the status bar says so; a restart has to sign in again', async () => {
  const folder = await freshFolder()
  const served = await serveSignInFleet(folder)
  const start = async () => {
    const running = await launch({ userDataDir: path.join(folder, 'data'), fleetFile: served.fleetFile, env: { HOME: folder, DBUS_SESSION_BUS_ADDRESS: `unix:path=${path.join(folder, 'no-bus')}` } })
    await keepPages(running.app)
    await expect.poll(async () => (await sessions(running.page)).signIn).toBe('sso')
    return running
  }
  let running = await start()
  try {
    await invoke(running.page, 'session.signIn', { session, method: 'browser' })
    await inBrowser(await lastPage(running.app), approve)
    await expect.poll(() => stateOf(running.page, session)).toBe('active')
    await expect.poll(() => outcomes(running.page)).toEqual(['ok'])
    expect((await sessions(running.page)).sessions[0]).toMatchObject({ keeping: { kind: 'memory' } })
    await expect(running.page.getByText(/kept in memory only/).first()).toBeVisible()

    await running.app.close()
    running = await start()
    expect(await stateOf(running.page, session)).toBe('signedOut')
    // Never a plain-text fallback.
    const entries = await readdir(folder, { recursive: true, withFileTypes: true })
    const texts = await Promise.all(entries.filter((entry) => entry.isFile()).map((entry) => readFile(path.join(entry.parentPath, entry.name), 'latin1').catch(() => '')))
    expect(texts.some((text) => /refreshToken|accessToken|clientSecret/.test(text))).toBe(false)
  } finally {
    await running.close()
    await served.fleet.stop()
    await rm(folder, { recursive: true, force: true })
  }
})
