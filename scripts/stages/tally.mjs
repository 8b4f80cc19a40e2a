import { readFileSync } from 'node:fs'
import { failuresOfPlaywright, failuresOfVitest, waveringOfPlaywright } from './failures.mjs'

export const nothing = { passed: 0, failed: 0, skipped: 0 }
export const one = (passed) => (passed ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 })
export const sum = (tallies) => tallies.reduce((all, { passed, failed, skipped }) => add(all, passed, failed, skipped), nothing)
export const asLine = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped} skipped`

const add = (all, passed, failed, skipped) => ({ passed: all.passed + passed, failed: all.failed + failed, skipped: all.skipped + skipped })

/** Counts and `failures` from vitest's JSON report. A file that could not even be loaded counts as one failure. */
export function tallyOfVitest(path, code) {
  const report = readReport(path)
  if (report === undefined) return one(false)
  const broken = report.testResults.filter((file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed')).length
  return orFailure({ passed: report.numPassedTests, failed: report.numFailedTests + broken, skipped: report.numPendingTests + (report.numTodoTests ?? 0) }, code, failuresOfVitest(report))
}

/** Counts and `failures` from Playwright's JSON report. A test that passed only on a second try has passed, and is named in `wavering`. */
export function tallyOfPlaywright(path, code) {
  const report = readReport(path)
  if (report === undefined) return one(false)
  const { expected, unexpected, flaky, skipped } = report.stats
  return orFailure({ passed: expected + flaky, failed: unexpected, skipped }, code, failuresOfPlaywright(report), waveringOfPlaywright(report))
}

/** The runner says that it failed, but no test did (an unhandled error, say): that is a failure too. */
function orFailure(tally, code, failures, wavering = []) {
  const failed = code !== 0 && tally.failed === 0 ? 1 : tally.failed
  return { ...tally, failed, failures, wavering }
}

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}
