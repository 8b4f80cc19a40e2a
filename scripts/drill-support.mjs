import { ensureBuild } from './bootstrap/build.mjs'
import { ensureDependencies } from './bootstrap/dependencies.mjs'
import { inTree } from './bootstrap/paths.mjs'
import { runUntilItEnds } from './bootstrap/processes.mjs'
import { runScript } from './bootstrap/progress.mjs'

/** `npm run --silent drill:support`: support access opened and closed while things go wrong (`-- --help`), as one line of JSON on stdout; exit code 1 when something failed. */
await runScript(async () => {
  await ensureDependencies()
  await ensureBuild(['main'])
  return runUntilItEnds(process.execPath, [inTree('out/main/drill-support.cjs'), ...process.argv.slice(2)], { env: process.env })
})
