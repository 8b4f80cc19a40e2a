import type { HistoryState } from '#shared/ipc/history-contract'
import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import type { SourceHistory } from './source-history'

/** What the window says about the history itself. A file that cannot be opened is a state too: its words. */
export async function historyState(history: SourceHistory): Promise<Result<HistoryState, AppError>> {
  const store = await history.store()
  const extent = store.ok ? await store.value.extent() : store
  const { words, lost } = history.trouble()
  const setAside = await history.setAside()
  const trouble = words ?? (extent.ok ? undefined : extent.error.message)
  return ok({
    extent: extent.ok ? extent.value : {},
    beginsAnew: history.beginsAnew,
    lost,
    ...(trouble === undefined ? {} : { trouble }),
    ...(setAside === undefined ? {} : { setAside }),
  })
}
