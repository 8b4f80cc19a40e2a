import { app } from 'electron'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { AppInfo } from '#shared/ipc/contract'
import { isSandboxed } from './sandbox'

/** What `app.info` answers: read when asked, because the graphics state is only known once a window is drawn. */
export async function describeApp(appRoot: string): Promise<AppInfo> {
  return {
    version: __WATCHFLOOR_VERSION__,
    electron: process.versions.electron,
    chromium: process.versions.chrome,
    platform: `${process.platform}-${process.arch}`,
    scenarios: await shippedScenarios(scenarioFolder(appRoot)),
    remarks: [
      ...(isSandboxed() ? [] : ['Chromium’s sandbox is off, because Watchfloor was started as root. Start it as an ordinary user.']),
      ...(app.getGPUFeatureStatus().gpu_compositing.startsWith('enabled') ? [] : ['Pictures are drawn without a graphics card: scrolling may be less smooth.']),
    ],
  }
}

export const scenarioFolder = (appRoot: string): string => path.join(appRoot, 'resources/training')

/** The scenarios that come with the product, by file name; the title is what the file says of itself. */
async function shippedScenarios(folder: string): Promise<AppInfo['scenarios']> {
  const files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith('.json')).sort()
  return Promise.all(files.map(async (file) => ({ name: path.basename(file, '.json'), title: await titleOf(path.join(folder, file)) })))
}

async function titleOf(file: string): Promise<string> {
  const fallback = words(path.basename(file, '.json'))
  try {
    const content = JSON.parse(await readFile(file, 'utf8')) as { readonly title?: unknown }
    return typeof content.title === 'string' ? content.title : fallback
  } catch {
    return fallback
  }
}

/** first-shift -> First shift */
const words = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ')
