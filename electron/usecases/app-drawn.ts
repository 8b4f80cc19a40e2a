import { ok } from '#shared/kernel/result'
import type { Handler } from './handler'

/** The page has drawn what it had: what would have slowed it down may begin. */
export const appDrawn =
  (drawn: () => void): Handler<'app.drawn'> =>
  async () => {
    drawn()
    return ok(null)
  }
