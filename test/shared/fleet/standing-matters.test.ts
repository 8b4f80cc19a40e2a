import { describe, expect, it } from 'vitest'
import { isMostlyRead, standingMatters } from '#shared/fleet/standing-matters'
import type { FleetRecord } from '#shared/fleet/records'
import { viewTenant } from '#shared/fleet/tenant-views'
import { judgeTenant } from '#shared/health/judge'
import { rollup } from '#shared/health/rollup'
import { appError } from '#shared/kernel/app-error'
import { minuteMs } from '#shared/kernel/time'
import type { SupportMatter } from '#shared/support/matter'
import { aDatabase, anAlarm, everything, monday } from '#test/builders/fleet'
import { afterAll } from '#test/builders/views'

function standing(records: readonly FleetRecord[], nowMs = monday, support: readonly SupportMatter[] = []) {
  const state = afterAll(everything(records))
  const findings = judgeTenant(viewTenant(state, 'acme-bank', [], [], support), nowMs)
  return standingMatters(state, new Map([['acme-bank', { row: { id: 'acme-bank', name: 'Acme Bank', health: rollup(findings) }, findings }]]), [], nowMs, new Map([['acme-bank', support]]))
}
const firing = anAlarm('cpu', { state: 'ALARM', stateUpdatedAtMs: monday - minuteMs })

describe('what is worth waking somebody for', () => {
  it('is an alarm that fires, not one that is fine, without data or mute', () => {
    const matters = standing([aDatabase(), firing, anAlarm('fine'), anAlarm('grey', { state: 'INSUFFICIENT_DATA' }), anAlarm('mute', { actionsEnabled: false })])
    expect(matters).toMatchObject([{ kind: 'alarm', name: 'cpu', critical: false, suppressed: false, sinceAtMs: monday - minuteMs, tenants: [{ name: 'Acme Bank' }] }])
  })

  it('is a critical finding, and makes the alarms of its tenant critical', () => {
    const matters = standing([aDatabase({ status: 'failed' }), firing])
    expect(matters.filter(({ kind }) => kind === 'trouble')).not.toEqual([])
    expect(matters.every(({ critical }) => critical)).toBe(true)
    expect(matters[0]?.words).toContain('acme-bank-frontend')
  })

  it('stands on while its data is too old to say so', () => {
    const fresh = standing([aDatabase({ status: 'failed' })])
    const old = standing([aDatabase({ status: 'failed' })], monday + 60 * minuteMs)
    expect(old.map(({ key }) => key)).toEqual(expect.arrayContaining(fresh.filter(({ kind }) => kind === 'trouble').map(({ key }) => key)))
  })

  it('is not told of before the places were read, or refused; nor after the computer slept', () => {
    const read = everything([aDatabase()])
    const events = read.filter(({ feed }) => feed === 'rds.events')
    const failed = (kind: 'denied' | 'cancelled') => events.map((observation) => ({ ...observation, outcome: { kind: 'error' as const, error: appError(kind, 'no') } }))
    expect(isMostlyRead(afterAll([]))).toBe(false)
    expect(isMostlyRead(afterAll(read.filter(({ feed }) => feed !== 'rds.events')))).toBe(false)
    expect(isMostlyRead(afterAll(read))).toBe(true)
    expect(isMostlyRead(afterAll([...read, ...failed('denied')]))).toBe(true)
    expect(isMostlyRead(afterAll([...read, ...failed('cancelled')]))).toBe(false)
  })

  it('is each grant that AWS does not close or open, each drift and each broken glass; a review waits for the morning', () => {
    const about = { tenant: 'acme-bank', words: 'Something.', sinceMs: monday } as const
    const matters = standing([aDatabase()], monday, [
      { ...about, id: 'trouble|g-1', kind: 'trouble', grant: 'g-1', isClosing: true },
      { ...about, id: 'trouble|g-2', kind: 'trouble', grant: 'g-2' },
      { ...about, id: 'drift|x', kind: 'drift' },
      { ...about, id: 'breakGlass|g-3', kind: 'breakGlass', grant: 'g-3' },
      { ...about, id: 'review|g-4', kind: 'review', grant: 'g-4' },
    ])
    expect(matters).toEqual([
      { kind: 'access', key: 'access trouble|g-1', what: 'notClosed', grant: 'g-1', critical: true, sinceAtMs: monday, words: 'Something.', tenants: [{ id: 'acme-bank', name: 'Acme Bank' }] },
      expect.objectContaining({ key: 'access trouble|g-2', what: 'notOpened' }),
      expect.objectContaining({ key: 'access drift|x', what: 'drift' }),
      expect.objectContaining({ key: 'access breakGlass|g-3', what: 'breakGlass' }),
    ])
  })

  it('is nothing where all is well', () => expect(standing([aDatabase(), anAlarm('fine')])).toEqual([]))
})
