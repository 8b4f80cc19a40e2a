import { ensureDependencies } from './bootstrap/dependencies.mjs'
import { runScript } from './bootstrap/progress.mjs'
import { runStages } from './stages/run-stages.mjs'
import { lint, types, unit } from './stages/stages.mjs'

/**
 * `npm run check`: the fast loop, under a minute. Lint and types side by side with the unit tests. The renderer's tests draw whole
 * screens and take longer than that: `npm test -- --only renderer`.
 */
await runScript(async () => {
  await ensureDependencies()
  return runStages([[[lint], [types], [unit]]])
})
