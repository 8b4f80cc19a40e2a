import { createWebReader } from '#electron/adapters/http/web-reader'
import { realTimers } from '#electron/adapters/system/real-time'

/**
 * How far the AWS time of a simulated AWS is ahead of the right time, in milliseconds: what its Date headers say, less what it calls the
 * time in its world, both of one answer. Its world has a time of its own, so that this computer's clock is no measure of it. An endpoint
 * that does not tell both, e.g. another emulator, counts as right (0): with nothing to compare, nothing is held against anybody's clock.
 */
export async function simulatedOffsetMs(endpoint: string): Promise<number> {
  const page = await createWebReader({ timers: realTimers }).read(new URL('/_training/health', endpoint).href, { signal: new AbortController().signal, largestBytes: 10_000 })
  return page.ok && page.value.kind === 'page' ? offsetOf(page.value.body) : 0
}

function offsetOf(body: string): number {
  const { dateMs, nowMs } = parsed(body)
  return typeof dateMs === 'number' && typeof nowMs === 'number' ? dateMs - nowMs : 0
}

function parsed(body: string): { readonly dateMs?: unknown; readonly nowMs?: unknown } {
  try {
    return Object(JSON.parse(body)) as { readonly dateMs?: unknown; readonly nowMs?: unknown } // any object has both, or lacks them
  } catch {
    return {}
  }
}
