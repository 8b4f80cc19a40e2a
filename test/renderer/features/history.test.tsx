import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { appError } from '#shared/kernel/app-error'
import { err, ok } from '#shared/kernel/result'
import { minuteMs } from '#shared/kernel/time'
import type { HandoverSheet } from '#shared/history/handover'
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

  it('goes on following a storm that brings news faster than they can be read, one question at a time', async () => {
    const waiting: (() => void)[] = []
    let asked = 0
    const app = await openHistory((bridge) =>
      bridge.answer('history.changes', () => {
        const nth = (asked += 1)
        return new Promise((resolve) => waiting.push(() => resolve(ok({ entries: [], incidents: [], gaps: [], leftOut: nth }))))
      }),
    )
    const news = async (times: number): Promise<void> => {
      for (let n = 0; n < times; n += 1) {
        app.bridge.emit('history.kept', { count: 1 })
        await app.pass(100)
      }
    }
    await news(8)
    expect(waiting).toHaveLength(1)
    // The first answer is shown although eight times something new was kept since it was asked for.
    waiting[0]!()
    expect(await screen.findByText(/The oldest 1 change of this span/)).toBeTruthy()
    // It took 800 ms: the next question waits ten times as long, and is asked by itself.
    await app.pass(5_000)
    expect(waiting).toHaveLength(1)
    await app.pass(5_000)
    expect(waiting).toHaveLength(2)
  })

  it('never shows one tenant’s findings under another’s name', async () => {
    const tenants = ['acme', 'kauri'].map((tenant) => ({ tenant, name: tenant.toUpperCase(), health: 'watch' as const, sinceMs: mondayMs, findings: 1 }))
    const waiting: (() => void)[] = []
    const app = await openHistory((bridge) =>
      bridge.answer('history.fleetAt', ({ atMs, tenant }) => {
        const answer = ok({ atMs, watched: true, tenants, findings: tenant === undefined ? [] : [{ key: tenant, check: 'pitr-window' as const, severity: 'watch' as const, clause: 'continuousBackup' as const, subject: { kind: 'database' as const, id: tenant }, sinceAtMs: mondayMs, summary: `Of ${tenant}.` }] })
        return tenant !== 'kauri' ? answer : new Promise((resolve) => waiting.push(() => resolve(answer)))
      }),
    )
    const list = screen.getByRole('listbox', { name: 'Tenants' })
    list.focus()
    await app.user.keyboard('j')
    await app.pass(200)
    expect(within(await screen.findByRole('region', { name: 'Findings of ACME' })).getByText(/Of acme/)).toBeTruthy()
    await app.user.keyboard('j')
    await app.pass(200)
    expect((await screen.findByRole('region', { name: 'Findings of KAURI' })).textContent).toContain('reading')
    expect(screen.queryByText(/Of acme/)).toBeNull()
    waiting[0]!()
    expect(await screen.findByText(/Of kauri/)).toBeTruthy()
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

const quietSheet: HandoverSheet = { desk: 'Night desk', fromMs: mondayMs, untilMs: mondayMs + 60 * minuteMs, gaps: [], incidents: [], changed: [], open: [], planned: [], alarms: [], healthyTenants: 48, knownTenants: 60, leftOut: 0, more: { open: 0, incidents: 0, alarms: 0, planned: 0, changed: 0, gaps: 0 } }
const storm: HandoverSheet = {
  ...quietSheet,
  open: Array.from({ length: 200 }, (_, n) => ({ tenant: { tenant: `bank-${n}`, name: `Bank ${n}`, health: 'critical', sinceMs: mondayMs, findings: 1 }, findings: [{ key: `${n}`, check: 'db-failover', severity: 'critical', clause: 'availability', subject: { kind: 'database', id: `db-${n}` }, sinceAtMs: mondayMs, summary: `Database db-${n} is failing over.` }] })),
  leftOut: 7_000,
  more: { ...quietSheet.more, open: 3_800 },
}

describe('The hand-over sheet of a storm', () => {
  it('lists the worst two hundred, counts the rest, and says what it could not read, on the screen and as text', async () => {
    const app = await openHistory((bridge) => bridge.answer('handover.sheet', () => ok(storm)))
    await app.user.click(screen.getByRole('button', { name: 'Hand-over' }))
    await app.pass(200)
    const sheet = await screen.findByRole('article', { name: 'Hand-over sheet' })
    expect(within(sheet).getAllByRole('listitem')).toHaveLength(200)
    for (const words of [sheet.textContent, handoverText(storm)]) {
      expect(words).toContain('And 3,800 more')
      expect(words).toContain('The oldest 7,000 changes of this shift are not on the sheet')
    }
    expect(handoverText(storm).match(/failing over/g)).toHaveLength(200)
  })
})

describe('The hand-over sheet as text', () => {
  it('names everything with its time and its offset', () => {
    const text = handoverText({ ...quietSheet, incidents, alarms: [{ kind: 'mark', id: 'm', atMs: mondayMs, alarm: 'cpu', mark: 'acknowledged', by: 'ana', tenants: ['Acme', 'Kauri'] }] })
    expect(text).toContain('Hand-over, Night desk')
    expect(text).toMatch(/Acme Bank: Failover of acme-frontend from eu-west-1a to eu-west-1b, completed, unplanned\. Clients cut off: 1 m 16 s, felt by the probe \(28 % of the month’s error budget\)\./)
    expect(text).toContain('48 of 60 tenants healthy at the end.')
    expect(text).not.toContain('not on the sheet')
  })
})
