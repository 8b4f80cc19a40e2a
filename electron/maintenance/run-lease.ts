import type { AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { secondMs } from '#shared/kernel/time'
import type { Timers } from '#electron/ports/clock'
import type { DeskStore, Fence, Lease } from '#electron/ports/desk-store'

/** Long enough for a slow network, short enough for a bank that waits behind a dead console. */
export const leaseMs = 30 * secondMs
const renewEveryMs = 10 * secondMs

export interface HeldRun {
  readonly fence: Fence
  /** Aborts once another console has the run. */
  readonly lost: AbortSignal
  release(): Promise<void>
}

export interface RunLeaseOptions {
  readonly store: Pick<DeskStore, 'acquire' | 'renew' | 'release'>
  readonly timers: Timers
  readonly run: string
  /** This console while it runs. */
  readonly holder: string
  readonly onTrouble?: (error: AppError) => void
}

/**
 * Takes a run and keeps it. `conflict` while another console holds it.
 *
 * A renewal that does not get through is no reason to stop: as long as nobody took the run the store takes our lines, and once somebody did
 * it refuses them.
 */
export async function holdRun({ store, timers, run, holder, onTrouble }: RunLeaseOptions): Promise<Result<HeldRun, AppError>> {
  const wish = { name: `run:${run}`, holder, forMs: leaseMs }
  const taken = await store.acquire(wish)
  if (!taken.ok) return err(taken.error)
  const fence = fenceOf(taken.value)
  const lost = new AbortController()
  const done = new AbortController()
  const keep = async (): Promise<void> => {
    for (;;) {
      await timers.sleep(renewEveryMs, 'renewing the lease of a run', done.signal)
      if (done.signal.aborted) return
      const renewed = await store.renew({ ...wish, ...fence })
      if (renewed.ok) continue
      if (renewed.error.kind === 'fenced') return lost.abort()
      onTrouble?.(renewed.error)
    }
  }
  void keep()
  return ok({
    fence,
    lost: lost.signal,
    async release() {
      done.abort()
      const released = await store.release(fence)
      if (!released.ok && released.error.kind !== 'fenced') onTrouble?.(released.error)
    },
  })
}

const fenceOf = ({ name, fence }: Lease): Fence => ({ name, fence })
