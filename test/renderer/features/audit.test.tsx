import { act, screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { AuditRow } from '#shared/audit/query'
import { appError } from '#shared/kernel/app-error'
import { err, ok } from '#shared/kernel/result'
import type { CommandResult } from '#shared/ipc/contract'
import type { FakeBridge } from '../fake-bridge'
import { renderApp, type RenderedApp } from '../render-app'

const row = (seq: number, over: Partial<NonNullable<AuditRow['entry']['body']>> = {}): AuditRow => ({
  entry: { chain: 'night-1', seq, prev: '', digest: '', hash: `hash-${seq}`, body: { id: `${seq}`, kind: 'note', atMs: Date.UTC(2026, 2, 2, 5, seq), skewMs: -1_500, who: { person: 'ana', principal: '111122223333/Operator/ana' }, console: { machine: 'night-desk', surface: 'window' }, what: 'support.end', words: `Ended the grant g-${seq}.`, correlation: `${seq}`, outcome: { kind: 'done' }, ...over } },
})

async function open(rows: readonly AuditRow[], prepare: (bridge: FakeBridge) => void = () => undefined): Promise<RenderedApp> {
  const app = await renderApp({}, (bridge) => {
    bridge.answer('audit.search', (query) => ok({ rows: rows.filter(({ entry }) => JSON.stringify(entry).includes(query.words ?? '')), more: false }))
    bridge.answer('audit.status', () => ok({ chains: [{ chain: 'night-1', machine: 'night-desk', isOwn: true, entries: rows.length, lastAtMs: 0 }], isAnchored: false }))
    prepare(bridge)
  })
  await app.user.keyboard('gu')
  await screen.findByRole('heading', { name: 'Audit', level: 1 })
  await app.pass(1_000)
  return app
}

describe('The audit screen', () => {
  it('shows what one entry says, with the clock it was kept by', async () => {
    const { user } = await open([row(3), row(2, { kind: 'intent', why: 'REQ-1' })])
    await user.click(screen.getByText('Ended the grant g-3.'))
    const entry = screen.getByRole('region', { name: 'Entry' })
    within(entry).getByText('the computer’s was 1.5 s behind AWS')
    within(entry).getByText('ana, for AWS 111122223333/Operator/ana')
    screen.getByText('Outcome not known')
  })

  it('never words as done what was refused or failed', async () => {
    const ended = (seq: number, kind: 'refused' | 'failed'): AuditRow => ({ ...row(seq, { kind: 'intent' }), outcome: row(seq + 10, { kind: 'outcome', outcome: { kind, words: 'There is no such grant.' } }).entry })
    await open([ended(2, 'refused'), ended(3, 'failed'), row(4, { words: 'Wanted to end a grant, and was refused.', outcome: { kind: 'refused', words: 'Your role may only look.' } })])
    expect(within(screen.getByRole('listbox', { name: 'Entries' })).getAllByRole('option').map(({ textContent }) => textContent)).toMatchObject([
      expect.stringContaining('Not done: Ended the grant g-2.'),
      expect.stringContaining('Tried: Ended the grant g-3.'),
      expect.not.stringContaining('Not done'),
    ])
  })

  it('says that nothing matches, and that nothing was done yet, in different words', async () => {
    const { user, pass } = await open([row(1)])
    await user.type(screen.getByRole('searchbox', { name: 'Words' }), 'xyz')
    await pass(1_000)
    screen.getByRole('heading', { name: 'No entry matches' })
    expect(screen.queryByRole('heading', { name: 'Nothing was done yet' })).toBeNull()
  })

  it('says why the trail cannot be read, and how it stands', async () => {
    await open([], (bridge) => bridge.fail('audit.search', appError('storageFailed', 'The file of the audit trail cannot be opened.')))
    screen.getByText('The file of the audit trail cannot be opened.')
    expect(screen.getByRole('region', { name: 'How the trail stands' }).textContent).toContain('0 entries, not verified yet; the fleet file names no bucket for anchors')
  })

  it('shows how far a file is, stops it, and says that nothing was written', async () => {
    let answer = (_result: CommandResult<'audit.export'>): void => undefined
    const { bridge, user, services, pass } = await open([row(1)], (fake) => fake.answer('audit.export', () => new Promise((resolve) => (answer = resolve))))
    await user.click(screen.getByRole('button', { name: 'Export' }))
    await pass(10)
    act(() => bridge.emit('audit.writing', { what: 'export', percent: 42 }))
    expect(screen.getByRole('progressbar', { name: 'The audit trail is being written' })).toHaveProperty('value', 42)
    await user.click(screen.getByRole('button', { name: 'Stop' }))
    expect(bridge.calls.some(({ name }) => name === 'audit.stopWriting')).toBe(true)
    await act(async () => {
      bridge.emit('audit.writing', null)
      answer(err(appError('cancelled', 'It was stopped.')))
    })
    await pass(10)
    expect(services.ui.getState().announcement).toBe('The audit trail was stopped: nothing was written')
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('says why a file could not be written, and lets it be tried again', async () => {
    const { bridge, user } = await open([row(1)], (fake) => fake.fail('audit.export', appError('storageFailed', 'The disk is full.')))
    await user.click(screen.getByRole('button', { name: 'Export' }))
    expect(await screen.findByRole('alert')).toHaveProperty('textContent', 'The disk is full.')
    bridge.fail('audit.export', undefined)
    bridge.answer('audit.export', () => ok('/disk/audit.jsonl'))
    await user.click(screen.getByRole('button', { name: 'Export' }))
    expect(screen.queryByRole('alert')).toBeNull()
  })
})

describe('Trouble with the audit trail, on every screen', () => {
  const told = async (prepare: (bridge: FakeBridge) => void) => {
    const app = await renderApp({}, prepare)
    act(() => app.bridge.emit('audit.changed', null))
    await app.pass(1_000)
    return app
  }

  it('says that its file cannot be opened, until it can', async () => {
    let isFull = true
    const { bridge, pass } = await told((fake) => fake.answer('audit.status', () => (isFull ? err(appError('storageFailed', 'The disk is full.')) : ok({ chains: [], isAnchored: false }))))
    const banner = screen.getByText('The audit trail cannot be opened: nothing that acts is done meanwhile.').parentElement
    expect(banner?.textContent).toContain('The disk is full.')
    isFull = false
    act(() => bridge.emit('audit.changed', null))
    await pass(60_000)
    expect(screen.queryByText(/^The audit trail cannot/)).toBeNull()
  })

  it('says nothing of what the lock keeps back', async () => {
    await told((fake) => fake.fail('audit.status', appError('forbidden', 'Locked.')))
    expect(screen.queryByText(/^The audit trail/)).toBeNull()
  })
})
