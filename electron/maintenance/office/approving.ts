import { appError, type AppError } from '#shared/kernel/app-error'
import { err, type Result } from '#shared/kernel/result'
import type { WindowView } from '#shared/maintenance/window-view'
import type { DeskStore } from '#electron/ports/desk-store'
import type { OfficeDesk } from './office-desk'

/**
 * Approves a plan by a hand of its own (`hand`: the store under the approver's name). Only what its author said in their own name, only the very plan
 * that was looked at, and never by the author.
 */
export async function approveAs(desk: OfficeDesk, hand: DeskStore, { id, hash }: { readonly id: string; readonly hash: string }): Promise<Result<WindowView, AppError>> {
  const { view, store, clock, changedAndShown } = desk
  const window = await view.one(id)
  if (!window.ok) return window
  const { known } = window.value
  if (known.hash !== hash) return err(appError('conflict', `“${known.plan.title}” was changed since you looked at it. Read it again before you approve.`))
  if (known.run !== undefined || known.calledOff !== undefined) return err(appError('conflict', 'There is nothing to approve any more: this window has begun or was called off.'))
  const writer = await hand.whoWrites()
  if (!writer.ok) return writer
  if (writer.value.person.toLowerCase() === known.plan.author.toLowerCase()) return err(appError('forbidden', 'You wrote this plan, so somebody else approves it.'))
  const inOwnName = await store.said({ kind: 'plan', subject: id })
  if (!inOwnName.ok) return inOwnName
  if (!inOwnName.value.value.some(({ by, id: said }) => said === hash && by.toLowerCase() === known.plan.author.toLowerCase()))
    return err(appError('conflict', `The desk’s store has no word of ${known.plan.author} that this plan is theirs. It is not approved; have it written anew.`))
  const said = await hand.say({ kind: 'approval', subject: id, id: `${hash}-${known.edition}`, body: { planHash: hash, edition: known.edition, atMs: clock.nowMs() } })
  return said.ok ? changedAndShown(id) : said
}
