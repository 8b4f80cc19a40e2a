import type { BrowserWindow } from 'electron'
import type { Timers } from '#electron/ports/clock'
import type { Logger } from '#electron/ports/logger'
import { writeWholeFile } from '#electron/adapters/system/whole-file'

const everyMs = 3_000

/** Keeps a fresh picture of the window in a file, for machines without a display. Returns the way to stop. */
export function keepPicture(window: BrowserWindow, file: string, timers: Timers, logger: Logger): () => void {
  const ending = new AbortController()
  const loop = async (): Promise<void> => {
    while (!ending.signal.aborted && !window.isDestroyed()) {
      await takePicture(window, file).catch((cause: unknown) => logger.warn('picture.failed', { words: String(cause) }))
      await timers.sleep(everyMs, 'next picture of the window', ending.signal)
    }
  }
  void loop()
  return () => ending.abort()
}

async function takePicture(window: BrowserWindow, file: string): Promise<void> {
  const image = await window.webContents.capturePage()
  if (!image.isEmpty()) await writeWholeFile(file, image.toPNG(), 0o644)
}
