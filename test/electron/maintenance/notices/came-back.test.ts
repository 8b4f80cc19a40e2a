import { describe, expect, it } from 'vitest'
import { dayMs, hourMs } from '#shared/kernel/time'
import { bounced } from '#electron/maintenance/notices/came-back'
import type { NoticeLine } from '#electron/maintenance/notices/notice-line'

const sentMs = Date.UTC(2026, 2, 2, 12)
const line = (proof: string, atMs: number): NoticeLine => ({ tenant: 'acme', channel: 'email', occasion: 'planned', sequence: 1, to: 'ops@acme.example', state: 'sent', atMs, proof })
const three = [line('m-1', sentMs), line('m-2', sentMs + dayMs), line('m-3', sentMs + 2 * dayMs)]
const after = (suppression: { readonly sinceMs?: number; readonly messageId?: string; readonly reason?: string }): readonly string[] =>
  bounced(three, { address: 'ops@acme.example', reason: 'BOUNCE', ...suppression }, sentMs + 3 * dayMs).map(({ state }) => state)

describe('An address that mail came back from', () => {
  it('did not get the mail that came back, nor any after it', () => {
    expect(after({ messageId: 'm-2', sinceMs: sentMs + dayMs + hourMs })).toEqual(['sent', 'bounced', 'bounced'])
    expect(after({ messageId: 'm-1' })).toEqual(['bounced', 'bounced', 'bounced'])
  })

  it('by another’s mail, got none since it is on the list', () => {
    expect(after({ messageId: 'of another window', sinceMs: sentMs + dayMs + hourMs })).toEqual(['sent', 'sent', 'bounced'])
  })

  it('by nobody knows which mail, may have got none of the days before', () => {
    expect(after({ sinceMs: sentMs + dayMs + hourMs })).toEqual(['bounced', 'bounced', 'bounced'])
    expect(after({ sinceMs: sentMs + 3 * dayMs + hourMs })).toEqual(['sent', 'bounced', 'bounced'])
    expect(after({})).toEqual(['bounced', 'bounced', 'bounced'])
  })

  it('is told apart from one that did not want it', () => {
    expect(bounced(three, { address: 'ops@acme.example', reason: 'COMPLAINT', messageId: 'm-3' }, sentMs).at(-1)?.words).toContain('reported as unwanted')
  })
})
