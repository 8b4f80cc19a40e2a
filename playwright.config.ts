import { defineConfig } from '@playwright/test'

/** Displays of their own, by number: a window that comes up on one takes the focus from none on another. None given: the display there is. */
const displays = process.env['WATCHFLOOR_TEST_DISPLAYS']?.split(' ') ?? []
const mine = displays[Number(process.env['TEST_PARALLEL_INDEX'])]
if (mine !== undefined) process.env['DISPLAY'] = mine

/** End to end: few, on the built app in the real Electron. As many files at a time as there are displays, the tests of a file in turn.
 * What fails once is tried again, its whole file where one test builds on another, and named in the last lines (decision 0042). */
export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  workers: Math.max(1, displays.length),
  fullyParallel: false,
  retries: 1,
  timeout: 120_000,
  expect: { timeout: 40_000 },
  forbidOnly: true,
})
