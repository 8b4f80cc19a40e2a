import { ok } from '#shared/kernel/result'
import type { WindowLock } from '#electron/ports/window-lock'
import type { Handler } from './handler'

/** Covers the window. */
export const lockNow =
  (lock: WindowLock): Handler<'lock.now'> =>
  async () =>
    ok(lock.lockNow())

/** Uncovers it, when the operator is who they should be. */
export const lockUnlock =
  (lock: WindowLock): Handler<'lock.unlock'> =>
  (request) =>
    lock.unlock(request)
