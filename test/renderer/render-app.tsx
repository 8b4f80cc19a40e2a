import { act, cleanup, configure, render } from '@testing-library/react'
import userEvent, { type UserEvent } from '@testing-library/user-event'
import { afterEach } from 'vitest'
import { App } from '../../renderer/app/app'
import { compose } from '../../renderer/app/compose'
import type { Tone } from '../../renderer/app/sounds'
import type { Services } from '../../renderer/stores/services'
import { createFakeBridge, type FakeBridge, type FakeOptions } from './fake-bridge'
import { createStillClock, type StillClock } from './still-clock'

export interface RenderedApp {
  readonly bridge: FakeBridge
  readonly services: Services
  readonly clock: StillClock
  readonly user: UserEvent
  /** What sounded, one melody each. */
  readonly played: readonly (readonly Tone[])[]
  /** Lets time pass and everything due happen, replies of the core included. */
  readonly pass: (ms: number) => Promise<void>
}

// A lazy screen is compiled when it is first asked for.
// Asking every element whether it is visible costs most of a test's time here; nothing hidden is drawn but dialogs and popovers.
configure({ asyncUtilTimeout: 30_000, defaultHidden: true })

let stop = (): void => undefined

afterEach(() => {
  cleanup()
  stop()
})

/** The whole interface over a fake core and a clock that stands still; the fleet has loaded when this resolves. */
export async function renderApp(options: FakeOptions = {}, prepare: (bridge: FakeBridge) => void = () => undefined): Promise<RenderedApp> {
  giveElementsSize()
  const bridge = createFakeBridge({ wire: true, ...options })
  prepare(bridge)
  const clock = createStillClock()
  const played: (readonly Tone[])[] = []
  const { services, start } = compose(bridge, clock, { play: (melody) => void (melody.length > 0 && played.push(melody)) })
  stop = start()
  render(<App services={services} />)
  const pass = (ms: number): Promise<void> =>
    act(async () => {
      await clock.advance(ms)
      await bridge.arrived()
    })
  await pass(0)
  return { bridge, services, clock, pass, played, user: userEvent.setup({ delay: null }) }
}

/** happy-dom does no layout: without a size the virtual list would draw nothing. */
function giveElementsSize(): void {
  for (const [name, value] of [['offsetHeight', 400], ['offsetWidth', 1_280], ['clientHeight', 400], ['clientWidth', 1_280]] as const) {
    Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => value })
  }
}
