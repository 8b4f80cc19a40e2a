import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuild } from '../bootstrap/build.mjs'
import { openDisplays } from '../bootstrap/display.mjs'
import { ensureElectron, environmentOf } from '../bootstrap/electron-runtime.mjs'
import { inTree, treeCache } from '../bootstrap/paths.mjs'
import { run } from '../bootstrap/processes.mjs'
import { say } from '../bootstrap/progress.mjs'
import { nothing, one, tallyOfPlaywright, tallyOfVitest } from './tally.mjs'

/**
 * The stages of `npm test`. A stage is `{ name, needs?, run({ stdio }) }`: one whose `needs` failed is not run and counts as one
 * failure. It resolves to `{ passed, failed, skipped }`; what a person
 * should see it prints itself. Lint, types and build count as one test each.
 */
const node = (script, args, options) => run(process.execPath, [inTree(script), ...args], { stdio: ['ignore', 1, 2], ...options })

const lintCache = 'node_modules/.cache/eslint/'
const quickLintCache = 'node_modules/.cache/eslint-quick/'
const eslint = async (args, options) => one((await node('node_modules/eslint/bin/eslint.js', [...args, '.'], options)) === 0)

export const lint = {
  name: 'lint',
  run: (options) => eslint(['--cache', '--cache-location', lintCache], options),
}

/**
 * Lint in the time of a person who waits: the whole of it where an earlier one left its cache, else the rules that need no types. The
 * others read every type once more and take a minute by themselves.
 */
export const quickLint = {
  name: 'lint',
  run: (options) => {
    if (existsSync(inTree(lintCache))) return lint.run(options)
    say('lint has no cache yet: the rules that need types are left to `npm test` (or `npm run lint`)')
    return eslint(['--config', 'eslint.quick.config.js', '--cache', '--cache-location', quickLintCache], options)
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
