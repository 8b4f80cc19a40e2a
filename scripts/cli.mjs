import { ensureBuild } from './bootstrap/build.mjs'
import { ensureDependencies } from './bootstrap/dependencies.mjs'
import { callerDir, inTree } from './bootstrap/paths.mjs'
import { runUntilItEnds } from './bootstrap/processes.mjs'
import { runScript } from './bootstrap/progress.mjs'

/** `npm run --silent cli -- ...`: the same core without a window. Needs no Electron; stdout is the command's alone. */
await runScript(async () => {
  await ensureDependencies()
  await ensureBuild(['main'])
  return runUntilItEnds(process.execPath, [inTree('out/main/cli.cjs'), ...process.argv.slice(2)], { cwd: callerDir })
})
