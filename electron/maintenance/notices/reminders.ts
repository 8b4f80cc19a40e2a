import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import type { Delivery } from '#shared/maintenance/notice-ledger'
import { tenantsOf } from '#shared/maintenance/plan'
import { dueOccasions } from '#shared/maintenance/reminders'
import type { NoticeDesk, TellableWindow } from './notice-desk'
import { sideBySide } from './side-by-side'

const atOnce = 4

/** Sends what is due of a window that is still to come; may be called every minute and by every console. Whether anything was due. */
export async function remind(desk: Pick<NoticeDesk, 'tell'>, window: TellableWindow, deliveries: readonly Delivery[], nowMs: number, signal: AbortSignal): Promise<Result<boolean, AppError>> {
  const [due] = dueOccasions(window, deliveries, nowMs)
  if (due === undefined) return ok(false)
  const { occasion, tenants } = due
  if (tenants.length === tenantsOf(window.plan).length) {
    const told = await desk.tell(window, { occasion }, signal)
    return told.ok ? ok(true) : told
  }
  const failure = await sideBySide(tenants, atOnce, signal, (tenant, own) => desk.tell(window, { occasion, tenant }, own))
  return failure === undefined ? ok(true) : { ok: false, error: failure }
}
