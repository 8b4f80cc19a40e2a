import { ensureBuild } from './bootstrap/build.mjs'
import { ensureDependencies } from './bootstrap/dependencies.mjs'
import { hasDisplay, openDisplay } from './bootstrap/display.mjs'
import { ensureElectron, environmentOf } from './bootstrap/electron-runtime.mjs'
import { inTree } from './bootstrap/paths.mjs'
import { runUntilItEnds } from './bootstrap/processes.mjs'
import { ensureSharedLibraries } from './bootstrap/shared-libraries.mjs'

/**
 * Runs a built script of out/main by Node to its end, where it can open windows of ours: with everything installed and built, a
 * runtime named by the environment, and a display. Passes our arguments on; resolves to its exit code.
 */
export async function runWithWindow(script, { nodeArgs = [], envOf = () => ({}) } = {}) {
  await ensureDependencies()
  await ensureBuild()
  const runtime = await ensureElectron()
  await ensureSharedLibraries(runtime, { needsDisplay: !hasDisplay() })
  const display = await openDisplay()
  try {
    const env = { ...process.env, ...environmentOf(runtime), ...display.env, ...envOf(runtime) }
    return await runUntilItEnds(process.execPath, [...nodeArgs, inTree('out/main', script), ...process.argv.slice(2)], { env })
  } finally {
    display.close()
  }
}
