import type { Page } from '@playwright/test'
import type { CommandName } from '#shared/ipc/channels'
import type { CommandResult, Commands } from '#shared/ipc/contract'

/** Calls the preload's bridge as the page would, with anything. */
export const invokeRaw = (page: Page, name: string, input: unknown): Promise<unknown> =>
  page.evaluate(
    ([command, value]) => (window as unknown as { watchfloor: { invoke(name: unknown, input: unknown): Promise<unknown> } }).watchfloor.invoke(command, value),
    [name, input] as const,
  )

/** The same, by the contract. Typed arrays do not survive the way to the test: ask for tables inside the page. */
export const invoke = <N extends CommandName>(page: Page, name: N, input: Commands[N]['input']): Promise<CommandResult<N>> =>
  invokeRaw(page, name, input) as Promise<CommandResult<N>> // main answers by the contract

/** What matters of `fleet.load` to a test. */
export const loadFleet = (page: Page): Promise<{ readonly ok: boolean; readonly kind?: string; readonly message?: string; readonly cached?: boolean; readonly rows?: number; readonly epoch?: string }> =>
  page.evaluate(async () => {
    const answer = await window.watchfloor!.invoke('fleet.load', null) // the preload set it
    return answer.ok
      ? { ok: true, cached: answer.value.cached, rows: answer.value.table.rowCount, epoch: answer.value.epoch }
      : { ok: false, kind: answer.error.kind, message: answer.error.message }
  })
