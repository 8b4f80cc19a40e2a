import { ensureDependencies } from './bootstrap/dependencies.mjs'
import { hasDisplay, openDisplay } from './bootstrap/display.mjs'
import { ensureElectron, environmentOf } from './bootstrap/electron-runtime.mjs'
import { inTree } from './bootstrap/paths.mjs'
import { isRoot, runUntilItEnds } from './bootstrap/processes.mjs'
import { runScript } from './bootstrap/progress.mjs'
import { ensureSharedLibraries } from './bootstrap/shared-libraries.mjs'
import { dropStamp } from './bootstrap/stamps.mjs'

/** `npm run dev`: the window reloads on save; the main process restarts on save. */
await runScript(async () => {
  await ensureDependencies()
  const runtime = await ensureElectron()
  await ensureSharedLibraries(runtime, { needsDisplay: !hasDisplay() })
  // What development writes to out/ is no build for anything else.
  for (const part of ['main', 'window']) dropStamp(`build-${part}`)
  const display = await openDisplay()
  const picture = display.isVirtual ? { WATCHFLOOR_PICTURE: inTree('out', 'window.png') } : {}
  const args = [inTree('node_modules/electron-vite/bin/electron-vite.js'), 'dev', '--watch', ...(isRoot ? ['--noSandbox'] : []), ...(display.isVirtual ? ['--', '--log-level=3'] : [])]
  try {
    return await runUntilItEnds(process.execPath, args, { env: { ...process.env, ...environmentOf(runtime), ...display.env, ...picture } })
  } finally {
    display.close()
  }
})
