import { chromium, expect, test } from '@playwright/test'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { descendantsOf, ordinaryUser, startUnprivileged, type UnprivilegedApp } from './unprivileged'

const user = process.platform === 'linux' ? ordinaryUser() : undefined

test.describe('As an ordinary user', () => {
  test.skip(user === undefined, 'there is no ordinary user to start the app as')

  let running: UnprivilegedApp

  test.beforeEach(() => {
    const executable = createRequire(import.meta.url)('electron') as unknown as string // outside Electron the package is its path
    running = startUnprivileged(user!, executable) // skipped without one
  })
  test.afterEach(async () => {
    if (running.process.exitCode === null && running.process.signalCode === null) {
      const ended = once(running.process, 'exit')
      running.process.kill('SIGTERM')
      await ended
    }
    running.clean()
  })

  test('the page runs in Chromium’s sandbox, and works', async () => {
    const portFile = path.join(running.userDataDir, 'DevToolsActivePort')
    const port = (): string | undefined => {
      try {
        return readFileSync(portFile, 'utf8').split('\n')[0]
      } catch {
        return undefined
      }
    }
    await expect.poll(port, { message: 'the app opens its debugging port', timeout: 30_000 }).toBeTruthy()
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port()}`)
    const page = browser.contexts()[0]?.pages()[0] ?? (await browser.contexts()[0]!.waitForEvent('page'))
    await expect(page.locator('#root > *').first()).toBeAttached()

    const renderers = descendantsOf(running.process.pid!).filter(({ commandLine }) => commandLine.includes('--type=renderer'))
    expect(renderers.length).toBeGreaterThan(0)
    for (const { seccomp, uid, commandLine } of renderers) {
      expect(seccomp, 'the kernel filters its system calls').toBe(2)
      expect(uid).toBe(user?.uid)
      expect(commandLine).not.toContain('--no-sandbox')
    }
    expect(readFileSync(path.join(running.userDataDir, 'logs/watchfloor.log'), 'utf8')).toContain('"sandboxed":true')
    await browser.close()
  })
})
