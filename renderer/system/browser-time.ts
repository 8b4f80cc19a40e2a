import type { RendererClock } from '../app/clock'

/** Time as the browser has it. The one file of the renderer that may read it. */
export const browserClock: RendererClock = {
  nowMs: () => Date.now(),
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs)
    return () => clearTimeout(timer)
  },
}
