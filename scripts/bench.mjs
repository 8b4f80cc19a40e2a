import { ensureBuild } from './bootstrap/build.mjs'
import { ensureDependencies } from './bootstrap/dependencies.mjs'
import { hasDisplay, openDisplay } from './bootstrap/display.mjs'
import { ensureElectron, environmentOf } from './bootstrap/electron-runtime.mjs'
import { inTree } from './bootstrap/paths.mjs'
import { runUntilItEnds } from './bootstrap/processes.mjs'
import { runScript } from './bootstrap/progress.mjs'
import { ensureSharedLibraries } from './bootstrap/shared-libraries.mjs'

/** `npm run bench`: measures and prints JSON on stdout; never passes or fails by time. */
await runScript(async () => {
  await ensureDependencies()
  await ensureBuild()
  const runtime = await ensureElectron()
  await ensureSharedLibraries(runtime, { needsDisplay: !hasDisplay() })
  const display = await openDisplay()
  try {
    const args = ['--expose-gc', inTree('out/main/bench.cjs'), ...process.argv.slice(2)]
    return await runUntilItEnds(process.execPath, args, { env: { ...process.env, ...environmentOf(runtime), ...display.env } })
  } finally {
    display.close()
  }
})
