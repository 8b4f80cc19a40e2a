import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuild } from './bootstrap/build.mjs'
import { ensureDependencies } from './bootstrap/dependencies.mjs'
import { hasDisplay, openDisplay } from './bootstrap/display.mjs'
import { ensureElectron, environmentOf } from './bootstrap/electron-runtime.mjs'
import { inTree, treeCache } from './bootstrap/paths.mjs'
import { run } from './bootstrap/processes.mjs'
import { Refusal, runScript } from './bootstrap/progress.mjs'
import { ensureSharedLibraries } from './bootstrap/shared-libraries.mjs'
import { ensureTestPrograms } from './bootstrap/test-programs.mjs'

/**
 * `npm run --silent drill:leak`: lives through sign-ins in the real app over a real keychain, then looks for every secret that was
 * handed out. Prints `{places, hits, secrets}`; exit code 1 when anything was found.
 */
await runScript(async () => {
  await ensureDependencies()
  await ensureTestPrograms()
  await ensureBuild()
  const runtime = await ensureElectron()
  await ensureSharedLibraries(runtime, { needsDisplay: !hasDisplay() })
  const display = await openDisplay()
  const report = join(treeCache, 'leak-report.json')
  rmSync(report, { force: true })
  try {
    const env = { ...process.env, ...environmentOf(runtime), ...display.env, WATCHFLOOR_LEAK_REPORT: report, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' }
    const code = await run(process.execPath, [inTree('node_modules/@playwright/test/cli.js'), 'test', 'leak.spec.ts', '--reporter=line'], { env })
    process.stdout.write(`${JSON.stringify(readReport(report), null, 2)}\n`)
    return code
  } finally {
    display.close()
  }
})

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    throw new Refusal('The drill came to no result; what it printed above says why. It needs gnome-keyring, D-Bus and secret-tool.')
  }
}
