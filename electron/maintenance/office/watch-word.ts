import type { DeskWord } from '#shared/maintenance/leftover'
import type { WindowView } from '#shared/maintenance/window-view'
import type { Watchdog } from './watchdog'

/** What whoever watches the fleet has to hear of the desk's windows: what was left behind, and whose access is closed. */
export interface WatchWord {
  /** From now on told to. */
  to(heed: (word: DeskWord) => void): void
  /** All windows, as a round found them. */
  seen(windows: readonly WindowView[]): void
  /** One of them moved; a run says so at once, the rounds for runs of other consoles. */
  moved(window: WindowView): void
}

export function createWatchWord(watchdog: Pick<Watchdog, 'found'>): WatchWord {
  let heed: (word: DeskWord) => void = () => undefined
  /** By window. */
  const closed = new Map<string, readonly string[]>()
  const say = (): void => heed({ leftovers: watchdog.found(), closed: [...new Set([...closed.values()].flat())] })
  return {
    to: (whom) => {
      heed = whom
    },
    seen: (windows) => {
      closed.clear()
      for (const window of windows) closed.set(window.id, closedTenants(window))
      say()
    },
    moved: (window) => {
      closed.set(window.id, closedTenants(window))
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
