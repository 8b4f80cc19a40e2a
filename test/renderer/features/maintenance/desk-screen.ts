import { act, screen } from '@testing-library/react'
import { busyDesk } from '../../maintenance/busy-desk'
import { openFakeOffice, type FakeDesk, type FakeOffice, type FakeWindow } from '../../maintenance/fake-office'
import { renderApp, type RenderedApp } from '../../render-app'
import type { FakeOptions } from '../../fake-bridge'
import { openWindow } from '../../../../renderer/stores/maintenance-visit'

export interface DeskScreen extends RenderedApp {
  readonly office: FakeOffice
  /** What was asked of a command so far. */
  readonly asked: (name: string) => readonly unknown[]
}

/** The whole interface over a desk with windows. */
export async function openDesk(desk: FakeDesk = busyDesk, options: FakeOptions = {}): Promise<DeskScreen> {
  const held: { office?: FakeOffice } = {}
  const app = await renderApp(options, (bridge) => void (held.office = openFakeOffice(bridge, desk)))
  await app.pass(1_500)
  return { ...app, office: held.office!, asked: (command) => app.bridge.calls.filter(({ name }) => name === command).map(({ input }) => input) }
}

/** The page of one window of a desk. */
export async function openPage(id: string, desk: FakeDesk = busyDesk, options: FakeOptions = {}): Promise<DeskScreen> {
  const app = await openDesk(desk, options)
  act(() => openWindow(app.services, id))
  await app.pass(5_000)
  // A lazy screen is there when it is; the window was asked for by then.
  await screen.findByRole('heading', { level: 1, name: app.office.view(id).title })
  await app.pass(0)
  return app
}

export const deskOf = (...windows: readonly FakeWindow[]): FakeDesk => ({ windows })

/** The dialog that says what something means before it is done. */
export const question = (): Promise<HTMLElement> => screen.findByRole('dialog', { name: /^(Call off|Start|Edit|Cancel|Extend|Take over) “|^Leave the plan/ })
export const noQuestion = (): boolean => screen.queryByRole('dialog', { name: /“/ }) === null
