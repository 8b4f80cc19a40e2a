import { defineConfig } from '@playwright/test'

/** End to end: few, on the built app in the real Electron. One at a time: windows share a display and the machine. */
export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 40_000 },
  forbidOnly: true,
})
