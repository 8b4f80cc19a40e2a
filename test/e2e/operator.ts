import { _electron as electron, expect, type ElectronApplication, type Page } from '@playwright/test'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { SessionsView } from '#shared/ipc/session-contract'
import type { WatchStatus } from '#shared/fleet/watch-status'
import { invoke } from './bridge'

/** What an operator does around Watchfloor's window: their browser, and what they see of the sign-in. */
const pages = 'openedPages'

/** From now on pages are not opened, but remembered for `openedPages`; those from before are forgotten. */
export async function keepPages(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ shell }, name) => {
    const kept: string[] = []
    Object.assign(globalThis, { [name]: kept })
    shell.openExternal = async (url) => void kept.push(url)
  }, pages)
}

export const openedPages = (app: ElectronApplication): Promise<readonly string[]> => app.evaluate((_electron, name) => (globalThis as unknown as Record<string, string[]>)[name] ?? [], pages)

export async function lastPage(app: ElectronApplication): Promise<string> {
  await expect.poll(async () => (await openedPages(app)).length, { message: 'a page is opened in the browser' }).toBeGreaterThan(0)
  return (await openedPages(app)).at(-1)!
}

/** Opens the page in a real window of another program and does something there. */
export async function inBrowser(url: string, act: (page: Page) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'watchfloor-browser-'))
  const browser = await electron.launch({ args: [path.resolve(import.meta.dirname, 'outer-browser'), `--user-data-dir=${folder}`, url] })
  try {
    await act(await browser.firstWindow())
  } finally {
    await browser.close()
    await rm(folder, { recursive: true, force: true })
  }
}

export async function approve(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Approve' }).click()
}

export async function sessions(page: Page): Promise<SessionsView> {
  const answer = await invoke(page, 'session.list', null)
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.value
}

export const stateOf = async (page: Page, session: string): Promise<string | undefined> => (await sessions(page)).sessions.find(({ name }) => name === session)?.state.kind

export async function watchStatus(page: Page): Promise<WatchStatus> {
  const answer = await invoke(page, 'watch.status', null)
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.value
}

export const outcomes = async (page: Page): Promise<readonly string[]> => [...new Set((await watchStatus(page)).accounts.map(({ outcome }) => outcome))]
