import { cleanup, render, type RenderResult } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach } from 'vitest'
import { compose } from '../../renderer/app/compose'
import { ServicesContext } from '../../renderer/stores/services'
import { createFakeBridge } from './fake-bridge'
import { createStillClock } from './still-clock'

afterEach(cleanup)

/** A component by itself, with the services that ages and times need; nothing of the core is asked. */
export function renderPart(part: ReactNode): RenderResult {
  const { services } = compose(createFakeBridge({}), createStillClock(), { play: () => undefined })
  return render(part, { wrapper: ({ children }) => <ServicesContext value={services}>{children}</ServicesContext> })
}
