import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { appError } from '#shared/kernel/app-error'
import { err, ok } from '#shared/kernel/result'
import { minuteMs } from '#shared/kernel/time'
import { deriveIncidents } from '#shared/incidents/derive'
import { handoverText } from '../../../renderer/features/history/handover-text'
import { aStory, mondayMs, subject } from '../../shared/incidents/stories'
import type { FakeBridge } from '../fake-bridge'
import { renderApp, type RenderedApp } from '../render-app'

const incidents = deriveIncidents(subject, aStory().witnesses)
const extent = { firstMs: mondayMs, lastMs: mondayMs + 60 * minuteMs }

async function openHistory(answers: (bridge: FakeBridge) => void): Promise<RenderedApp> {
  const app = await renderApp({}, (bridge) => {
    bridge.answer('history.state', () => ok({ extent, beginsAnew: false, lost: 0 }))
    bridge.answer('history.fleetAt', ({ atMs }) => ok({ atMs, watched: true, tenants: [], findings: [] }))
    bridge.answer('history.changes', () => ok({ entries: [], incidents: [], gaps: [], leftOut: 0 }))
    bridge.answer('incidents.list', () => ok(incidents))
    answers(bridge)
  })
  await app.user.keyboard('gh')
  await screen.findByRole('heading', { name: 'History' })
  await app.pass(200)
  await app.pass(200)
  return app
}

describe('The history screen', () => {
  it('says that there is nothing to look back to yet', async () => {
    await openHistory((bridge) => bridge.answer('history.state', () => ok({ extent: {}, beginsAnew: true, lost: 0 })))
    expect(await screen.findByText('Nothing to look back to yet')).toBeTruthy()
  })

  it('says why nothing is kept', async () => {
    await openHistory((bridge) => bridge.answer('history.state', () => ok({ extent, beginsAnew: false, lost: 3, trouble: 'The disk is full.' })))
    expect((await screen.findByRole('alert')).textContent).toBe('Nothing is kept now. The disk is full. 3 changes could not be held and are lost.')
  })

  it('says why the history cannot be read', async () => {
    await openHistory((bridge) => bridge.answer('history.state', () => err(appError('storageFailed', 'The history file cannot be opened.'))))
    expect(await screen.findByText('The history file cannot be opened.')).toBeTruthy()
  })

  it('never shows time without a watch as healthy', async () => {
    await openHistory((bridge) => bridge.answer('history.fleetAt', ({ atMs }) => ok({ atMs, watched: false, gap: { fromMs: mondayMs, untilMs: mondayMs + minuteMs }, tenants: [], findings: [] })))
    expect(await screen.findByText('Not watched.')).toBeTruthy()
  })

  it('shows an incident’s course as a picture with words and as a table', async () => {
    const app = await openHistory(() => undefined)
    await app.user.click(screen.getByRole('button', { name: 'Incidents' }))
    await app.pass(200)
    const detail = await screen.findByRole('article')
    expect(within(detail).getByRole('img', { name: /Timeline.*Clients cut off: 1 m 16 s, felt by the probe/ })).toBeTruthy()
    expect(within(detail).getAllByRole('row').length).toBe(1 + 8)
    expect(within(detail).getByText(/unplanned/)).toBeTruthy()
  })
})

describe('The hand-over sheet as text', () => {
  it('names everything with its time and its offset', () => {
    const text = handoverText({ desk: 'Night desk', fromMs: mondayMs, untilMs: mondayMs + 60 * minuteMs, gaps: [], incidents, changed: [], open: [], planned: [], alarms: [{ kind: 'mark', id: 'm', atMs: mondayMs, alarm: 'cpu', mark: 'acknowledged', by: 'ana', tenants: ['Acme', 'Kauri'] }], healthyTenants: 48, leftOut: 0 })
    expect(text).toContain('Hand-over, Night desk')
    expect(text).toMatch(/Acme Bank: Failover of acme-frontend from eu-west-1a to eu-west-1b, completed, unplanned\. Clients cut off: 1 m 16 s, felt by the probe \(28 % of the month’s error budget\)\./)
    expect(text).toContain('48 tenants healthy at the end.')
  })
})
