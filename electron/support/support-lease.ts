import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import { secondMs } from '#shared/kernel/time'
import type { Clock } from '#electron/ports/clock'
import type { DeskStore, Fence } from '#electron/ports/desk-store'

/** Longer than any request to AWS, so that who has been overtaken has no write under way. */
export const supportLeaseMs = 30 * secondMs
/** With less than this left it is renewed before anything is asked of AWS; a request takes 15 s at most. */
const enoughMs = 20 * secondMs

export interface SupportLease {
  readonly fence: Fence
  /** Before each request; `fenced`: another console has it, nothing more is done here. */
  keep(): Promise<Result<null, AppError>>
  release(): Promise<void>
}

/** One console of a desk at a time does something about support access in AWS. `conflict` while another does. */
export async function takeSupportLease({ store, clock, holder }: { readonly store: Pick<DeskStore, 'acquire' | 'renew' | 'release'>; readonly clock: Clock; readonly holder: string }): Promise<Result<SupportLease, AppError>> {
  const wish = { name: 'support', holder, forMs: supportLeaseMs }
  // By this console's own clock from before the question: never longer than the store's.
  let untilMs = clock.nowMs() + supportLeaseMs
  const taken = await store.acquire(wish)
  if (!taken.ok) return taken
  const fence: Fence = { name: taken.value.name, fence: taken.value.fence }
  return ok({
    fence,
    keep: async () => {
      const nowMs = clock.nowMs()
      if (untilMs - nowMs >= enoughMs) return ok(null)
      const renewed = await store.renew({ ...wish, ...fence })
      if (!renewed.ok) return renewed
      untilMs = nowMs + supportLeaseMs
      return ok(null)
    },
    release: async () => {
      // Whoever waits for it waits no longer than its time.
      await store.release(fence)
    },
  })
}
