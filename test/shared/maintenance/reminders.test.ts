import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayMs, hourMs, minuteMs } from '#shared/kernel/time'
import type { Delivery } from '#shared/maintenance/notice-ledger'
import type { Plan } from '#shared/maintenance/plan'
import { dueOccasions } from '#shared/maintenance/reminders'

const startMs = Date.UTC(2026, 2, 10, 22)
const plan: Plan = {
  id: 'p-1',
  title: 'Upgrade',
  why: 'test',
  kind: 'downtime',
  author: 'ana',
  window: { start: '2026-03-10T22:00', zone: 'UTC', durationMinutes: 60 },
  databases: ['acme', 'zenith'].map((tenant) => ({ arn: `arn:${tenant}`, id: tenant, tenant, environment: 'frontend', engine: 'mysql', engineVersion: '8.0' })),
  groups: [],
  steps: [],
  onFailure: 'restore',
}
const window = { plan, span: { fromMs: startMs, toMs: startMs + hourMs }, sequence: 1 }
const mail = (tenant: string, more: Partial<Delivery> = {}): Delivery => ({ tenant, channel: 'email', occasion: 'planned', sequence: 1, to: `ops@${tenant}.example`, startMs, state: 'sent', atMs: startMs - 5 * dayMs, ...more })
const announced = [mail('acme'), mail('zenith')]

describe('Tenants are reminded', () => {
  it.each([
    ['two days before', 48 * hourMs, []],
    ['a minute more than a day before', 24 * hourMs + minuteMs, []],
    ['a day before', 24 * hourMs, ['in24h']],
    ['two hours before', 2 * hourMs, ['in24h']],
    ['an hour before', hourMs, ['in1h']],
    ['a minute before', minuteMs, ['in1h']],
    ['at the start', 0, []],
    ['after it', -minuteMs, []],
  ])('%s', (_, aheadMs, occasions) => {
    expect(dueOccasions(window, announced, startMs - aheadMs)).toEqual(occasions.map((occasion) => ({ occasion, tenants: ['acme', 'zenith'] })))
  })

  it.each<[string, readonly Delivery[], readonly string[]]>([
    ['who was reminded', [...announced, mail('acme', { occasion: 'in24h', atMs: startMs - 23 * hourMs })], ['zenith']],
    ['whose reminder may have left', [...announced, mail('acme', { occasion: 'in24h', state: 'sending' })], ['zenith']],
    ['whose reminder can never be sent', [...announced, mail('acme', { occasion: 'in24h', state: 'failed', again: 'never' })], ['zenith']],
    ['who was not told of it', [mail('zenith')], ['zenith']],
    ['whose mail came back', [mail('acme', { state: 'bounced' }), mail('zenith')], ['zenith']],
    ['who was told today', [mail('acme', { atMs: startMs - 20 * hourMs }), mail('zenith')], ['zenith']],
    ['who was told of another time', [mail('acme', { sequence: 2 }), mail('zenith')], ['zenith']],
  ])('but not those %s', (_, deliveries, tenants) => {
    expect(dueOccasions(window, deliveries, startMs - 10 * hourMs)).toEqual([{ occasion: 'in24h', tenants }])
  })

  it('again where nobody could send it, ten minutes later', () => {
    const failed = mail('acme', { occasion: 'in1h', state: 'failed', again: 'later', atMs: startMs - 30 * minuteMs })
    expect(dueOccasions(window, [mail('acme'), failed], startMs - 21 * minuteMs)).toEqual([])
    expect(dueOccasions(window, [mail('acme'), failed], startMs - 20 * minuteMs)).toEqual([{ occasion: 'in1h', tenants: ['acme'] }])
  })

  it('of each time that stands, once, whenever it is looked', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3 * 24 * 60 }), { minLength: 1, maxLength: 60 }), (minutes) => {
        const deliveries = [...announced]
        for (const aheadMs of minutes.map((each) => each * minuteMs).sort((left, right) => right - left)) {
          for (const { occasion, tenants } of dueOccasions(window, deliveries, startMs - aheadMs)) deliveries.push(...tenants.map((tenant) => mail(tenant, { occasion, atMs: startMs - aheadMs })))
        }
        const reminders = deliveries.slice(announced.length).map(({ tenant, occasion }) => `${tenant} ${occasion}`)
        expect(new Set(reminders).size).toBe(reminders.length)
      }),
    )
  })
})
