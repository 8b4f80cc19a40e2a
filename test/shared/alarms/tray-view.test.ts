import { describe, expect, it } from 'vitest'
import type { AlarmMark } from '#shared/alarms/acknowledgement'
import type { AlarmMatter } from '#shared/alarms/matter'
import { trayView, uncoveredAlarms } from '#shared/alarms/tray-view'
import { monday } from '#test/builders/fleet'

const fleet = (criticalTenants: number, unknownTenants = 0, settled = true) => ({ criticalTenants, unknownTenants, settled })

describe('the tray', () => {
  it('counts the worst and says the rest in words', () => {
    expect(trayView(fleet(2, 1), 3)).toEqual({ worst: 'critical', count: 2, words: '2 tenants critical, 3 alarms uncovered, 1 unknown' })
    expect(trayView(fleet(0), 1)).toEqual({ worst: 'degraded', count: 1, words: '1 alarm uncovered' })
    expect(trayView(fleet(0, 4), 0)).toMatchObject({ worst: 'unknown', count: 4 })
    expect(trayView(fleet(0), 0)).toEqual({ worst: 'healthy', count: 0, words: 'nothing critical, no alarm uncovered' })
  })

  it('is not calm before the fleet was read', () => expect(trayView(fleet(0, 0, false), 0).worst).toBe('unknown'))

  it('counts alarms that nobody takes care of: not those that are suppressed, nor what somebody only has seen', () => {
    const alarm = (key: string, over: Partial<AlarmMatter> = {}): AlarmMatter => ({ kind: 'alarm', key, name: key, sinceAtMs: monday, stateUpdatedAtMs: monday, flapping: false, suppressed: false, tenants: [], critical: false, words: '', turns: [], ...over })
    const mark = (of: string, kind: AlarmMark['kind'], stateUpdatedAtMs = monday): AlarmMark => ({ id: `${of}${kind}`, alarm: of, stateUpdatedAtMs, kind, by: 'ada', atMs: monday })
    const matters = [alarm('taken'), alarm('seen'), alarm('quiet', { suppressed: true }), alarm('anew'), alarm('free')]
    expect(uncoveredAlarms({ matters, atMs: monday }, [mark('taken', 'acknowledged'), mark('seen', 'seen'), mark('anew', 'acknowledged', monday - 1)])).toBe(3)
  })
})
