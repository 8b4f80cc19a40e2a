import { runScript } from './bootstrap/progress.mjs'
import { runWithWindow } from './with-window.mjs'

/** `npm run bench`: measures and prints JSON on stdout; never passes or fails by time. */
await runScript(() => runWithWindow('bench.cjs', { nodeArgs: ['--expose-gc'] }))
