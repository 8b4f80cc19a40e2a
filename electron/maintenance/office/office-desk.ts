import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import type { WindowView } from '#shared/maintenance/window-view'
import type { Clock } from '#electron/ports/clock'
import type { DeskStore } from '#electron/ports/desk-store'
import type { NoticeDesk, TellableWindow } from '../notices/notice-desk'
import type { DeskView, DeskWindow } from './desk-view'
import type { WindowBook } from './window-book'

/** What every act of the office needs. */
export interface OfficeDesk {
  readonly store: DeskStore
  readonly book: WindowBook
  readonly view: DeskView
  readonly notices: NoticeDesk
  /** AWS time. */
  readonly clock: Clock
  /** Ends with the office. */
  readonly signal: AbortSignal
  /** In whose name things are said here. */
  readonly me: () => Promise<Result<string, AppError>>
  readonly tellable: (window: Pick<DeskWindow, 'facts'>) => TellableWindow
  /** After a write: everybody who looks at it hears of it. */
  readonly changedAndShown: (id: string) => Promise<Result<WindowView, AppError>>
}

/** As it stands: an extended run ends later than it was planned to. */
export const tellable = ({ facts: { plan, span, sequence, run } }: Pick<DeskWindow, 'facts'>): TellableWindow => ({
  plan,
  span: { fromMs: span.fromMs, toMs: run?.toMs ?? span.toMs },
  sequence,
  ...(run?.ending === undefined ? {} : { outcome: run.ending }),
})
