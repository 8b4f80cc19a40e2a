import { runScript } from './bootstrap/progress.mjs'
import { runWithWindow } from './with-window.mjs'

/** `npm run --silent drill:sign-in`: every fault of the sign-in, as JSON on stdout; exit code 1 when one of them was not borne. */
await runScript(() => runWithWindow('drill-sign-in.cjs', { envOf: ({ executable }) => ({ WATCHFLOOR_DRILL_ELECTRON: executable }) }))
