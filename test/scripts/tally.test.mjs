import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { endOf, inBrief } from '../../scripts/stages/failures.mjs'
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
    expect(tallyOfVitest(vitest(), 0)).toMatchObject({ passed: 5, failed: 0, skipped: 1 })
    expect(tallyOfPlaywright(report({ stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 } }), 1)).toMatchObject({ passed: 4, failed: 1, skipped: 2 })
  })

  it('is one failure when there is no report, or half of one', () => {
    expect(tallyOfVitest(path.join(folder, 'none.json'), 0)).toEqual({ passed: 0, failed: 1, skipped: 0 })
    expect(tallyOfPlaywright(report('{"stats": {'), 0)).toEqual({ passed: 0, failed: 1, skipped: 0 })
  })

  it('is a failure when the runner failed though no test did', () => {
    expect(tallyOfVitest(vitest(), 1)).toMatchObject({ passed: 5, failed: 1, skipped: 1 })
  })

  it('counts a file that could not be loaded', () => {
    const broken = { status: 'failed', assertionResults: [] }
    const failing = { status: 'failed', assertionResults: [{ status: 'failed' }] }
    expect(tallyOfVitest(vitest({ numFailedTests: 1, testResults: [broken, failing] }), 1)).toMatchObject({ passed: 5, failed: 2, skipped: 1 })
  })
})

describe('What failed', () => {
  it('is named with file, title and reason, without colours', () => {
    const failing = { name: '/tree/a.test.ts', status: 'failed', assertionResults: [{ status: 'failed', fullName: 'The sum is right', failureMessages: ['\u001b[31mexpected 1\u001b[39m'] }] }
    const unloaded = { name: '/tree/b.test.ts', status: 'failed', message: 'Cannot find module', assertionResults: [] }
    expect(tallyOfVitest(vitest({ numFailedTests: 1, testResults: [failing, unloaded] }), 1).failures).toEqual([
      { test: '/tree/a.test.ts › The sum is right', why: 'expected 1' },
      { test: '/tree/b.test.ts', why: 'Cannot find module' },
    ])
  })

  it('is found in every depth of Playwright’s report, with what passed only on a second try', () => {
    const spec = (title, ok, status) => ({ title, ok, file: 'a.spec.ts', line: 7, tests: [{ status, results: status === 'expected' ? [{ errors: [] }] : [{ errors: [{ message: 'timed out' }] }, ...(ok ? [{ errors: [] }] : [])] }] })
    const suites = [{ specs: [spec('passes', true, 'expected')], suites: [{ specs: [spec('fails', false, 'unexpected'), spec('wavers', true, 'flaky')] }] }]
    const stats = { expected: 1, unexpected: 1, flaky: 1, skipped: 0 }
    const tally = tallyOfPlaywright(report({ stats, suites, errors: [{ message: 'no display' }] }), 1)
    expect(tally.failures).toEqual([
      { test: 'a.spec.ts:7 › fails', why: 'timed out' },
      { test: 'outside of any test', why: 'no display' },
    ])
    expect(tally.wavering).toEqual([{ test: 'a.spec.ts:7 › wavers', why: 'timed out' }])
  })

  it('is told in few lines', () => {
    expect(inBrief(Array.from({ length: 40 }, (_, line) => `line ${line}`).join('\n'))).toHaveLength(12)
    expect(endOf('one\n\ntwo\nthree\n', 2)).toEqual(['two', 'three'])
  })
})

it('the last line sums all runners', () => {
  expect(asLine(sum([{ passed: 1, failed: 0, skipped: 2 }, { passed: 3, failed: 1, skipped: 0 }]))).toBe('4 passed, 1 failed, 2 skipped')
})
