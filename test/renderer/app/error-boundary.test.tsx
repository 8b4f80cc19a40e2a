import { render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ReactNode } from 'react'
import { ErrorBoundary } from '../../../renderer/app/error-boundary'
import { MissingBridge } from '../../../renderer/app/missing-bridge'
import { createClient } from '../../../renderer/bridge/client'
import { createFakeBridge } from '../fake-bridge'

// React reports every caught defect on the console; here it is the point of the test.
beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined))
afterEach(() => vi.restoreAllMocks())

function Defective(): ReactNode {
  throw new Error('columns is undefined')
}

describe('A defect in a view', () => {
  it('ends in words, with details to copy', async () => {
    const bridge = createFakeBridge()
    render(
      <ErrorBoundary client={createClient(bridge)}>
        <Defective />
      </ErrorBoundary>,
    )
    const alert = within(screen.getByRole('alert'))
    expect(alert.getByText(/A defect in Watchfloor’s interface, not in your fleet/)).toBeDefined()
    await userEvent.click(alert.getByRole('button', { name: 'Copy details' }))
    expect(bridge.calls).toMatchObject([{ name: 'clipboard.write', input: { text: expect.stringContaining('columns is undefined') as string } }])
    expect(await alert.findByRole('button', { name: 'Copied' })).toBeDefined()
  })
})

describe('The page outside its window', () => {
  it('says what to do', () => {
    render(<MissingBridge />)
    expect(screen.getByRole('heading', { name: 'This page needs the Watchfloor window' })).toBeDefined()
  })
})
