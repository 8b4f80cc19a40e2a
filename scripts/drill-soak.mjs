import { ensureBuild } from './bootstrap/build.mjs'
import { ensureDependencies } from './bootstrap/dependencies.mjs'
import { inTree } from './bootstrap/paths.mjs'
import { runUntilItEnds } from './bootstrap/processes.mjs'
import { runScript } from './bootstrap/progress.mjs'

/** `npm run --silent drill:soak`: a simulated day of bad nights, as one line of JSON on stdout; exit code 1 when something was lost, doubled or leaks. */
await runScript(async () => {
  await ensureDependencies()
  await ensureBuild(['main'])
  return runUntilItEnds(process.execPath, ['--expose-gc', inTree('out/main/drill-soak.cjs'), ...process.argv.slice(2)], { env: process.env })
})
