import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asLine, sum, tallyOfPlaywright, tallyOfVitest } from '../../scripts/stages/tally.mjs'

let folder
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tally-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const report = (content) => {
  const file = path.join(folder, 'report.json')
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}
const vitest = (over = {}) => report({ numPassedTests: 5, numFailedTests: 0, numPendingTests: 1, numTodoTests: 0, testResults: [], ...over })

describe('The count of a test runner', () => {
  it('is what the report says', () => {
    expect(tallyOfVitest(vitest(), 0)).toEqual({ passed: 5, failed: 0, skipped: 1 })
    expect(tallyOfPlaywright(report({ stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 } }), 1)).toEqual({ passed: 3, failed: 2, skipped: 2 })
  })

  it('is one failure when there is no report, or half of one', () => {
    expect(tallyOfVitest(path.join(folder, 'none.json'), 0)).toEqual({ passed: 0, failed: 1, skipped: 0 })
    expect(tallyOfPlaywright(report('{"stats": {'), 0)).toEqual({ passed: 0, failed: 1, skipped: 0 })
  })

  it('is a failure when the runner failed though no test did', () => {
    expect(tallyOfVitest(vitest(), 1)).toEqual({ passed: 5, failed: 1, skipped: 1 })
  })

  it('counts a file that could not be loaded', () => {
    const broken = { status: 'failed', assertionResults: [] }
    const failing = { status: 'failed', assertionResults: [{ status: 'failed' }] }
    expect(tallyOfVitest(vitest({ numFailedTests: 1, testResults: [broken, failing] }), 1)).toEqual({ passed: 5, failed: 2, skipped: 1 })
  })
})

it('the last line sums all runners', () => {
  expect(asLine(sum([{ passed: 1, failed: 0, skipped: 2 }, { passed: 3, failed: 1, skipped: 0 }]))).toBe('4 passed, 1 failed, 2 skipped')
})
