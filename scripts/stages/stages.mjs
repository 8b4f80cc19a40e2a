import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuild } from '../bootstrap/build.mjs'
import { openDisplays } from '../bootstrap/display.mjs'
import { ensureElectron, environmentOf } from '../bootstrap/electron-runtime.mjs'
import { inTree, treeCache } from '../bootstrap/paths.mjs'
import { run } from '../bootstrap/processes.mjs'
import { nothing, one, tallyOfPlaywright, tallyOfVitest } from './tally.mjs'

/**
 * The stages of `npm test`. A stage is `{ name, needs?, run({ stdio }) }`: one whose `needs` failed is not run and counts as one
 * failure. It resolves to `{ passed, failed, skipped }`; what a person
 * should see it prints itself. Lint, types and build count as one test each.
 */
const node = (script, args, options) => run(process.execPath, [inTree(script), ...args], { stdio: ['ignore', 1, 2], ...options })

/** Two passes: what needs no types, then what does. */
export const lint = {
  name: 'lint',
  run: async (options) => {
    const syntax = await node('node_modules/eslint/bin/eslint.js', ['--cache', '--cache-location', 'node_modules/.cache/eslint/', '.'], options)
    const typed = await node('node_modules/oxlint/bin/oxlint', ['electron', 'renderer', 'shared', 'test'], options)
    return one(syntax === 0 && typed === 0)
  },
}

export const types = {
  name: 'types',
  run: async (options) => one((await node('node_modules/typescript-native/bin/tsc', ['-b', '--pretty'], options)) === 0),
}

/** These leave a core to the windows beside them; the renderer's tests come last, when the windows are done or soon will be. */
export const unit = vitestStage('unit', ['unit'])
export const renderer = vitestStage('renderer', ['renderer'], { flags: ['--maxWorkers=2'] })
export const contract = vitestStage('contract', ['contract'], { folder: 'test/contract' })
/** Consoles wait for leases that run out, and for each other: two files at a time cost little more than one. */
export const integration = vitestStage('integration', ['integration'], { folder: 'test/integration', flags: ['--maxWorkers=2'] })

export const build = {
  name: 'build',
  run: async () => {
    await ensureBuild()
    return one(true)
  },
}

export const endToEnd = {
  name: 'e2e',
  needs: 'build',
  run: async (options) => {
    if (!holdsTests('test/e2e', '.spec.ts')) return nothing
    const runtime = await ensureElectron()
    // Windows mostly wait, for AWS and for the clock: a second one costs little.
    const displays = await openDisplays(2)
    const report = reportFile('e2e')
    const env = { ...process.env, ...environmentOf(runtime), ...displays.env, PLAYWRIGHT_JSON_OUTPUT_NAME: report, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' }
    try {
      const code = await node('node_modules/@playwright/test/cli.js', ['test', '--reporter=list,json'], { ...options, env })
      return tallyOfPlaywright(report, code)
    } finally {
      displays.close()
    }
  },
}

function vitestStage(name, projects, { folder, flags = [] } = {}) {
  return {
    name,
    run: async (options) => {
      if (folder !== undefined && !holdsTests(folder, '.test.ts')) return nothing
      const report = reportFile(name)
      const args = ['run', ...projects.flatMap((project) => ['--project', project]), ...flags, '--reporter=default', '--reporter=json', `--outputFile=${report}`]
      const code = await node('node_modules/vitest/vitest.mjs', args, options)
      return tallyOfVitest(report, code)
    },
  }
}

/** A fresh place for a runner's report, so that an old one is never counted. */
function reportFile(name) {
  mkdirSync(treeCache, { recursive: true })
  const path = join(treeCache, `${name}-report.json`)
  rmSync(path, { force: true })
  return path
}

const holdsTests = (folder, ending) => existsSync(inTree(folder)) && readdirSync(inTree(folder), { recursive: true }).some((name) => name.endsWith(ending))
