import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import type { Occasion } from '#shared/maintenance/notice-ledger'
import type { WindowView } from '#shared/maintenance/window-view'
import type { OfficeDesk } from './office-desk'

/** What tenants are told of a window: each change of it has its number, and what is told is what was approved. */

async function tell(desk: OfficeDesk, id: string, occasion: Occasion): Promise<Result<WindowView, AppError>> {
  const { view, notices, tellable, changedAndShown, signal } = desk
  const window = await view.one(id)
  if (!window.ok) return window
  // Somebody asks for it, so that what may have left without an answer is sent once more.
  const told = await notices.tell(tellable(window.value), { occasion, again: true }, signal)
  return told.ok ? changedAndShown(id) : told
}

export async function announce(desk: OfficeDesk, id: string): Promise<Result<WindowView, AppError>> {
  const { view } = desk
  const window = await view.one(id)
  if (!window.ok) return window
  const { known, view: seen } = window.value
  if (known.run !== undefined) return err(appError('conflict', 'This window has begun already.'))
  if (known.calledOff !== undefined) return tell(desk, id, 'calledOff')
  if (seen.approval.missing > 0 && known.plan.kind !== 'emergency') return err(appError('conflict', 'This plan is not approved yet. Tenants are told of what was approved, so that nothing has to be taken back.'))
  return tell(desk, id, known.sequence === 1 ? 'planned' : 'changed')
}

export async function callOff(desk: OfficeDesk, id: string, why: string): Promise<Result<WindowView, AppError>> {
  const { view, book, clock, me, changedAndShown } = desk
  const window = await view.one(id)
  if (!window.ok) return window
  const { known } = window.value
  if (known.run !== undefined) return err(appError('conflict', 'This window has begun. Cancel its run: then what was closed is reopened first.'))
  if (known.calledOff !== undefined) return ok(window.value.view)
  const by = await me()
  if (!by.ok) return by
  const { version, ...record } = known
  const written = await book.write({ ...record, sequence: known.sequence + 1, changedAtMs: clock.nowMs(), calledOff: { by: by.value, why, atMs: clock.nowMs() } }, version)
  if (!written.ok) return written
  // Who was never told of it need not be told that it is not.
  return window.value.facts.deliveries.length === 0 ? changedAndShown(id) : tell(desk, id, 'calledOff')
}

/** `toMs`: the new end, which holds its databases from now on. */
export async function tellOfExtension(desk: OfficeDesk, id: string, toMs: number): Promise<Result<WindowView, AppError>> {
  const { view, book, notices, clock, tellable, changedAndShown, signal } = desk
  const found = await book.one(id)
  if (!found.ok) return found
  const { version, ...record } = found.value.window
  const written = await book.write({ ...record, ...(record.run === undefined ? {} : { run: { ...record.run, toMs } }), sequence: record.sequence + 1, changedAtMs: clock.nowMs() }, version)
  if (!written.ok) return written
  const window = await view.one(id)
  if (!window.ok) return window
  const told = await notices.tell(tellable(window.value), { occasion: 'extended' }, signal)
  return told.ok ? changedAndShown(id) : told
}
