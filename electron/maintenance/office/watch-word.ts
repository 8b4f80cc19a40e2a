import { dayMs, minuteMs } from '#shared/kernel/time'
import type { DeskWord, RunSpan } from '#shared/maintenance/leftover'
import type { WindowView } from '#shared/maintenance/window-view'
import type { Clock } from '#electron/ports/clock'
import type { Watchdog } from './watchdog'

/** What whoever watches the fleet has to hear of the desk's windows: what was left behind, whose access is closed, and when runs were at work. */
export interface WatchWord {
  /** From now on told to. */
  to(heed: (word: DeskWord) => void): void
  /** All windows, as a round found them. */
  seen(windows: readonly WindowView[]): void
  /** One of them moved; a run says so at once, the rounds for runs of other consoles. */
  moved(window: WindowView): void
}

/** AWS tells of what happened for so long. */
const lateMs = 2 * dayMs

export function createWatchWord(watchdog: Pick<Watchdog, 'found'>, clock: Clock): WatchWord {
  let heed: (word: DeskWord) => void = () => undefined
  /** By window. */
  const closed = new Map<string, readonly string[]>()
  const runs = new Map<string, readonly RunSpan[]>()
  const say = (): void => heed({ leftovers: watchdog.found(), closed: [...new Set([...closed.values()].flat())], runs: [...runs.values()].flat() })
  const know = (window: WindowView): void => {
    closed.set(window.id, closedTenants(window))
    runs.set(window.id, runSpans(window, clock.nowMs()))
  }
  return {
    to: (whom) => {
      heed = whom
    },
    seen: (windows) => {
      closed.clear()
      runs.clear()
      for (const window of windows) know(window)
      say()
    },
    moved: (window) => {
      know(window)
      say()
    },
  }
}

/** Tenants that a run has begun to close and not reopened. */
function closedTenants({ run }: WindowView): readonly string[] {
  const effects = (phase: string) => run?.phases.find((each) => each.phase === phase)?.effects ?? []
  const open = new Set(effects('reopen').flatMap(({ tenant, state }) => (state === 'done' ? (tenant ?? []) : [])))
  return effects('close').flatMap(({ tenant, state, tries }) => (tenant !== undefined && (state !== 'waiting' || tries > 0) && !open.has(tenant) ? [tenant] : []))
}

/** A run that goes on beyond its end is at work until now, told by the minute. */
function runSpans({ id, title, tenants, run }: WindowView, nowMs: number): readonly RunSpan[] {
  if (run === undefined || (run.endedAtMs !== undefined && nowMs - run.endedAtMs > lateMs)) return []
  const untilMs = run.endedAtMs ?? Math.max(run.toMs, Math.ceil(nowMs / minuteMs) * minuteMs)
  return tenants.map((tenant) => ({ tenant, run: id, title, fromMs: run.startedAtMs, untilMs }))
}
