import { describe, expect, it } from 'vitest'
import type { AlarmMark } from '#shared/alarms/acknowledgement'
import type { AccessMatter, AlarmMatter, Matter, TrailMatter, TroubleMatter } from '#shared/alarms/matter'
import { trayView, uncoveredAlarms } from '#shared/alarms/tray-view'
import { monday } from '#test/builders/fleet'

const fleet = (criticalTenants: number, unknownTenants = 0, settled = true, matters: readonly Matter[] = []) => ({ criticalTenants, unknownTenants, settled, matters })
const bank = (id: string) => ({ id, name: `Bank ${id}` })
const access = (what: AccessMatter['what'], id = 'a', over: Partial<AccessMatter> = {}): AccessMatter => ({ kind: 'access', what, key: `access ${what} ${id}`, sinceAtMs: monday, tenants: [bank(id)], critical: true, words: 'Support access is not proven closed (frontend, g-1), after 3 tries: AWS refused.', grant: `g-${id}`, ...over })
const trail = (what: TrailMatter['what'], critical: boolean): TrailMatter => ({ kind: 'trail', what, key: `trail ${what}`, sinceAtMs: monday, tenants: [], critical, words: 'Something.' })
const down: TroubleMatter = { kind: 'trouble', key: 'db', sinceAtMs: monday, tenants: [bank('z')], critical: true, words: `Database bank-z-frontend has failed, ${'and that is a long story '.repeat(5)}.` }

describe('the tray', () => {
  it('counts the worst and says the rest in words', () => {
    expect(trayView(fleet(2, 1), 3, false)).toEqual({ worst: 'critical', count: 2, words: '2 tenants critical, 3 alarms uncovered, 1 unknown', lines: [], more: 0 })
    expect(trayView(fleet(0), 1, false)).toMatchObject({ worst: 'degraded', count: 1, words: '1 alarm uncovered' })
    expect(trayView(fleet(0, 4), 0, false)).toMatchObject({ worst: 'unknown', count: 4 })
    expect(trayView(fleet(0), 0, false)).toMatchObject({ worst: 'healthy', count: 0, words: 'nothing critical, no alarm uncovered' })
  })

  it('is not calm before the fleet was read', () => expect(trayView(fleet(0, 0, false), 0, false).worst).toBe('unknown'))

  it('names support access that AWS does not close, and each line leads to its grant', () => {
    expect(trayView(fleet(1, 0, true, [down, access('notClosed')]), 0, false)).toMatchObject({
      worst: 'critical',
      count: 1,
      words: '1 tenant critical, 1 support access not proven closed',
      lines: [{ open: { kind: 'tenant', tenant: 'z' } }, { label: 'Bank a: support access not proven closed', open: { kind: 'grant', grant: 'g-a' } }],
    })
    expect(trayView(fleet(1, 0, true, [down]), 0, false).lines[0]?.label).toMatch(/^Bank z: Database bank-z-frontend has failed, .{20,50} …$/)
  })

  it('leads to the tenant’s access where no grant is behind it', () => {
    const { grant: _none, ...stray } = access('drift', 'b')
    expect(trayView(fleet(1, 0, true, [stray]), 0, false).lines).toEqual([{ label: 'Bank b: support access not as anybody said', open: { kind: 'access', tenant: 'b' } }])
  })

  it('is critical by access of a tenant that was not judged yet, and by a broken audit trail', () => {
    expect(trayView(fleet(0, 0, true, [access('breakGlass'), access('notClosed')]), 0, false)).toMatchObject({ worst: 'critical', count: 1, words: '1 support access not proven closed, 1 support access without approval' })
    expect(trayView(fleet(0, 0, true, [trail('broken', true)]), 0, false)).toMatchObject({ worst: 'critical', count: 1, words: 'the audit trail is not as it was kept', lines: [{ label: 'The audit trail: is not as it was kept', open: { kind: 'audit' } }] })
    expect(trayView(fleet(0, 0, true, [trail('notCopied', false)]), 1, false)).toMatchObject({ worst: 'degraded', count: 2, words: 'the audit trail is not copied to the desk, 1 alarm uncovered' })
  })

  it('has five lines at most and counts the rest, and none while the window is covered', () => {
    const many = fleet(7, 0, true, ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((id) => access('notClosed', id)))
    expect(trayView(many, 0, false)).toMatchObject({ lines: { length: 5 }, more: 2 })
    expect(trayView(many, 0, true)).toMatchObject({ words: '7 tenants critical, 7 support access not proven closed', lines: [], more: 0 })
    expect(JSON.stringify(trayView(many, 0, true))).not.toContain('Bank')
  })

  it('counts alarms that nobody takes care of: not those that are suppressed, nor what somebody only has seen', () => {
    const alarm = (key: string, over: Partial<AlarmMatter> = {}): AlarmMatter => ({ kind: 'alarm', key, name: key, sinceAtMs: monday, stateUpdatedAtMs: monday, flapping: false, suppressed: false, tenants: [], critical: false, words: '', turns: [], ...over })
    const mark = (of: string, kind: AlarmMark['kind'], stateUpdatedAtMs = monday): AlarmMark => ({ id: `${of}${kind}`, alarm: of, stateUpdatedAtMs, kind, by: 'ada', atMs: monday })
    const matters = [alarm('taken'), alarm('seen'), alarm('quiet', { suppressed: true }), alarm('anew'), alarm('free')]
    expect(uncoveredAlarms({ matters, atMs: monday }, [mark('taken', 'acknowledged'), mark('seen', 'seen'), mark('anew', 'acknowledged', monday - 1)])).toBe(3)
  })
})
