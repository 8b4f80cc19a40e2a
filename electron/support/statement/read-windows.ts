import { ok, type Result } from '#shared/kernel/result'
import type { AppError } from '#shared/kernel/app-error'
import { runView } from '#shared/maintenance/run-view'
import { resolveWindow } from '#shared/maintenance/window'
import type { ActivityFact, SourceReading } from '#shared/support/activity/activity'
import { othersIn, touches, windowFacts, type DeskWindow, type NamedOthers } from '#shared/support/activity/facts-of-windows'
import type { Span } from '#shared/support/activity/open-span'
import type { Ids } from '#electron/ports/clock'
import type { DeskStore } from '#electron/ports/desk-store'
import { createDeskJournal } from '../../maintenance/desk-journal'
import { createWindowBook } from '../../maintenance/office/window-book'
import type { KnownWindow } from '../../maintenance/office/window-record'

export interface WindowsWish {
  readonly store: DeskStore
  readonly ids: Pick<Ids, 'next'>
  readonly tenant: string
  readonly spans: readonly Span[]
  readonly nowMs: number
}

export interface ReadWindows {
  readonly reading: SourceReading
  /** Tenants, databases and groups that the same windows are about. */
  readonly others: NamedOthers
}

/** What the desk's maintenance windows did to a tenant: planned for its time, or run in it, with the run's steps. */
export async function readWindows({ store, ids, tenant, spans, nowMs }: WindowsWish): Promise<ReadWindows> {
  const source = 'windows'
  const book = await createWindowBook({ store, ids }).all()
  if (!book.ok) return { reading: { source, kind: 'failed', words: book.error.message }, others: { tenants: [], things: [] } }
  const { windows, unreadable, asOfMs, isCopy } = book.value
  const facts: ActivityFact[] = []
  const others: NamedOthers[] = []
  const missing = [
    ...(unreadable.length === 0 ? [] : [`${unreadable.length} of the desk’s windows cannot be read by this version of the console: whether they were about this tenant is not known`]),
    ...(isCopy ? ['The desk’s store could not be reached: these are the windows of a copy'] : []),
  ]
  for (const known of windows) {
    if (!touches(known.plan, tenant)) continue
    const span = spanOf(known)
    if (!spans.some(({ fromMs, toMs }) => span.fromMs < toMs && lastOf(known, span) >= fromMs)) continue
    const phases = await phasesOf(known, span, { store, ids, nowMs })
    if (!phases.ok) missing.push(`The steps of a window could not be read: ${phases.error.message.replaceAll(known.plan.id, 'of this window')}`)
    others.push(othersIn(known.plan, tenant))
    facts.push(...windowFacts(deskWindow(known, span, phases.ok ? phases.value : []), tenant, `window ${others.length}`))
  }
  return { reading: { source, kind: 'read', asOfMs, facts, missing }, others: { tenants: [...new Set(others.flatMap(({ tenants }) => tenants))], things: [...new Set(others.flatMap(({ things }) => things))] } }
}

/** What was saved had a span; one that this computer cannot tell any more is looked at where it was changed. */
function spanOf({ plan, changedAtMs }: KnownWindow): Span {
  const span = resolveWindow(plan.window)
  return span.ok ? span.value : { fromMs: changedAtMs, toMs: changedAtMs }
}

const lastOf = ({ run }: KnownWindow, { toMs }: Span): number => (run === undefined ? toMs : (run.endedAtMs ?? Infinity))

const deskWindow = ({ plan, calledOff, run }: KnownWindow, span: Span, phases: NonNullable<DeskWindow['run']>['phases']): DeskWindow => ({
  plan,
  span,
  isCalledOff: calledOff !== undefined,
  ...(run === undefined ? {} : { run: { startedAtMs: run.startedAtMs, ...(run.endedAtMs === undefined ? {} : { endedAtMs: run.endedAtMs }), ...(run.outcome === undefined ? {} : { outcome: run.outcome }), phases } }),
})

async function phasesOf({ plan, run }: KnownWindow, span: Span, { store, ids, nowMs }: Pick<WindowsWish, 'store' | 'ids' | 'nowMs'>): Promise<Result<NonNullable<DeskWindow['run']>['phases'], AppError>> {
  if (run === undefined) return ok([])
  const events = await createDeskJournal({ store, ids, run: plan.id }).read(0)
  if (!events.ok) return events
  return ok(runView({ plan, span, events: events.value, startedAtMs: run.startedAtMs, startedBy: run.startedBy, carriedBy: { kind: 'nobody' }, names: new Map() }, nowMs).phases)
}
