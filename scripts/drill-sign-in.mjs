import { ensureBuild } from './bootstrap/build.mjs'
import { ensureDependencies } from './bootstrap/dependencies.mjs'
import { hasDisplay, openDisplay } from './bootstrap/display.mjs'
import { ensureElectron, environmentOf } from './bootstrap/electron-runtime.mjs'
import { inTree } from './bootstrap/paths.mjs'
import { runUntilItEnds } from './bootstrap/processes.mjs'
import { runScript } from './bootstrap/progress.mjs'
import { ensureSharedLibraries } from './bootstrap/shared-libraries.mjs'

/** `npm run --silent drill:sign-in`: every fault of the sign-in, as JSON on stdout; exit code 1 when one of them was not borne. */
await runScript(async () => {
  await ensureDependencies()
  await ensureBuild()
  const runtime = await ensureElectron()
  await ensureSharedLibraries(runtime, { needsDisplay: !hasDisplay() })
  const display = await openDisplay()
  try {
    const env = { ...process.env, ...environmentOf(runtime), ...display.env, WATCHFLOOR_DRILL_ELECTRON: runtime.executable }
    return await runUntilItEnds(process.execPath, [inTree('out/main/drill-sign-in.cjs'), ...process.argv.slice(2)], { env })
  } finally {
    display.close()
  }
})
