import type { AppInfo } from '#shared/ipc/contract'
import { ok } from '#shared/kernel/result'
import type { Handler } from './handler'

/** Versions, shipped scenarios, and what the operator should know about this run. */
export const appInfo =
  (describe: () => Promise<AppInfo>): Handler<'app.info'> =>
  async () =>
    ok(await describe())
