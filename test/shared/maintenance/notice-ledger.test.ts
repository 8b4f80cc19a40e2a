import { describe, expect, it } from 'vitest'
import { unreachedBy, type Delivery } from '#shared/maintenance/notice-ledger'

const delivery = (more: Partial<Delivery>): Delivery => ({ tenant: 'acme', channel: 'email', occasion: 'planned', sequence: 2, to: 'ops@acme.example', startMs: 0, state: 'sent', atMs: 0, ...more })
const screen = (more: Partial<Delivery> = {}): Delivery => delivery({ channel: 'loginScreen', to: 'https://acme.example/notice.json', state: 'confirmed', ...more })

describe('Whom a change did not reach', () => {
  it('is nobody where each channel of each tenant has its proof, by one address of several', () => {
    expect(unreachedBy([delivery({}), delivery({ to: 'night@acme.example', state: 'bounced' }), screen()], 2)).toEqual([])
  })

  it('is whoever was written to without proof, and whose page does not show it yet', () => {
    const deliveries = [delivery({ state: 'bounced' }), screen({ state: 'published' }), delivery({ tenant: 'zenith', state: 'sending' }), screen({ tenant: 'zenith' })]
    expect(unreachedBy(deliveries, 2)).toEqual([
      { tenant: 'acme', channel: 'email' },
      { tenant: 'acme', channel: 'loginScreen' },
      { tenant: 'zenith', channel: 'email' },
    ])
  })

  it('is told by the last change alone, and not by reminders', () => {
    expect(unreachedBy([delivery({ sequence: 1, state: 'failed' }), delivery({}), screen(), delivery({ occasion: 'in24h', state: 'failed' })], 2)).toEqual([])
  })
})
