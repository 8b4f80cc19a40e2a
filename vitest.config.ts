import { defineConfig } from 'vitest/config'

const shared = { testTimeout: 20_000, hookTimeout: 60_000 }

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/{shared,electron,architecture}/**/*.test.ts', 'test/scripts/**/*.test.mjs'], environment: 'node', pool: 'threads', isolate: false, ...shared } },
      { test: { name: 'renderer', include: ['test/renderer/**/*.test.{ts,tsx}'], environment: 'happy-dom', ...shared, testTimeout: 60_000 } },
      { test: { name: 'contract', include: ['test/contract/**/*.test.ts'], environment: 'node', ...shared, testTimeout: 120_000 } },
      { test: { name: 'integration', include: ['test/integration/**/*.test.ts'], environment: 'node', ...shared, testTimeout: 480_000 } },
    ],
  },
})
