import { act, screen } from '@testing-library/react'
import { openGrant, openSupport } from '../../../../renderer/stores/support-visit'
import type { FakeOptions } from '../../fake-bridge'
import { renderApp, type RenderedApp } from '../../render-app'
import { openFakeSupport, type FakeSupport, type FakeSupportOptions } from '../../support/fake-support'

export interface SupportScreenApp extends RenderedApp {
  readonly office: FakeSupport
  /** What was asked of a command so far. */
  readonly asked: (name: string) => readonly unknown[]
  /** The core told that something changed, and what it shows was asked for anew. */
  readonly settle: () => Promise<void>
}

/** The whole interface over a desk with grants; the fleet is shown. */
export async function openDesk(options: FakeSupportOptions = {}, more: FakeOptions = {}): Promise<SupportScreenApp> {
  const held: { office?: FakeSupport } = {}
  const app = await renderApp(more, (bridge) => void (held.office = openFakeSupport(bridge, options)))
  await app.pass(1_500)
  return { ...app, office: held.office!, asked: (command) => app.bridge.calls.filter(({ name }) => name === command).map(({ input }) => input), settle: () => app.pass(11_000) }
}

/** The support screen over it. */
export async function openScreen(options: FakeSupportOptions = {}, more: FakeOptions = {}): Promise<SupportScreenApp> {
  const app = await openDesk(options, more)
  act(() => openSupport(app.services))
  await screen.findByRole('heading', { level: 1, name: 'Support access' })
  return app
}

/** One grant's page over it. */
export async function openPage(id: string, options: FakeSupportOptions = {}, more: FakeOptions = {}): Promise<SupportScreenApp> {
  const app = await openDesk(options, more)
  act(() => openGrant(app.services, id))
  await app.pass(5_000)
  await screen.findByRole('region', { name: 'About the grant' })
  return app
}

export const part = (name: string): HTMLElement => screen.getByRole('region', { name })
