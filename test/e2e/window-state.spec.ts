import { expect, test } from '@playwright/test'
import { readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { freshFolder, launch, type RunningApp } from './launch'

let userDataDir: string

test.beforeEach(async () => {
  userDataDir = await freshFolder()
})
test.afterEach(async () => {
  await rm(userDataDir, { recursive: true, force: true, maxRetries: 5 })
})

const windowFile = (): string => path.join(userDataDir, 'window.json')

const place = ({ app }: RunningApp): Promise<unknown> =>
  app.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0]
    return { bounds: window?.getNormalBounds(), zoomFactor: window?.webContents.getZoomFactor() }
  })

/** The display carries out a move and a change of size one after the other: told twice alike, it is done. */
async function settled(running: RunningApp, width: number): Promise<unknown> {
  let last = ''
  const isDone = async (): Promise<boolean> => {
    const before = last
    last = JSON.stringify(await place(running))
    return last === before && last.includes(`"width":${width}`)
  }
  await expect.poll(isDone, { intervals: [250] }).toBe(true)
  return JSON.parse(last)
}

test('a window opens again where and as large as it was left', async () => {
  const first = await launch({ userDataDir })
  // Zoom belongs to the page: set before it is there, it would be forgotten when it comes.
  await first.page.waitForLoadState('load')
  await first.app.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0]
    window?.setBounds({ x: 40, y: 30, width: 1100, height: 700 })
    window?.webContents.setZoomFactor(1.25)
  })
  const left = await settled(first, 1100)
  await first.close()

  const second = await launch({ userDataDir })
  try {
    await expect.poll(() => place(second)).toEqual(left)
    expect(left).toMatchObject({ bounds: { width: 1100, height: 700 }, zoomFactor: 1.25 })
  } finally {
    await second.close()
  }
})

test('a window that was left on a screen that is gone opens on one that is there', async () => {
  await writeFile(windowFile(), JSON.stringify({ bounds: { x: 90_000, y: 90_000, width: 1100, height: 700 }, isMaximized: false, zoomFactor: 1 }))
  const running = await launch({ userDataDir })
  try {
    const onScreen = await running.app.evaluate(({ BrowserWindow, screen }) => {
      const bounds = BrowserWindow.getAllWindows()[0]?.getBounds()
      const area = screen.getPrimaryDisplay().workArea
      return bounds !== undefined && bounds.x < area.x + area.width && bounds.y < area.y + area.height
    })
    expect(onScreen).toBe(true)
  } finally {
    await running.close()
  }
})

test('a corrupt file costs nothing but the place, and the log says so', async () => {
  await writeFile(windowFile(), '{"bounds": {"x": 1')
  await writeFile(path.join(userDataDir, 'settings.json'), 'not json at all')
  const running = await launch({ userDataDir })
  await expect(running.page.locator('#root > *').first()).toBeAttached()
  await running.close()
  const log = await readFile(path.join(userDataDir, 'logs/watchfloor.log'), 'utf8')
  expect(log.match(/"document\.unreadable"/g)).toHaveLength(2)
  expect(() => JSON.parse(readLast(log)) as unknown).not.toThrow()
})

test('a second start shows the window that is open instead of another', async () => {
  const first = await launch({ userDataDir })
  try {
    await expect(launch({ userDataDir })).rejects.toThrow()
    expect(await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  } finally {
    await first.close()
  }
})

const readLast = (log: string): string => log.trim().split('\n').at(-1) ?? ''
