import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { dayMs, hourMs } from '#shared/kernel/time'
import { emptyNotice, tells, withWindow, type LoginNotice, type NoticeWindow } from '#shared/maintenance/login-notice'
import { loginNoticeSchema } from '#shared/maintenance/login-notice-schema'

const nowMs = Date.UTC(2026, 2, 10)
const window = (id: string, more: Partial<NoticeWindow> = {}): NoticeWindow => ({
  id,
  sequence: 1,
  state: 'planned',
  access: 'closed',
  title: 'Upgrade',
  startsAt: new Date(nowMs + 50 * hourMs).toISOString(),
  endsAt: new Date(nowMs + 52 * hourMs).toISOString(),
  ...more,
})
const empty = emptyNotice('acme', 'Europe/Berlin')

describe('The document of a login screen', () => {
  it('holds every window by its start, and each plan writes its own', () => {
    const both = withWindow(withWindow(empty, window('late', { startsAt: new Date(nowMs + 51 * hourMs).toISOString() }), nowMs), window('early'), nowMs)
    expect(both.windows.map(({ id }) => id)).toEqual(['early', 'late'])
    expect(both.revision).toBe(2)
  })

  it('is not written again where nothing would change', () => {
    const once = withWindow(empty, window('p'), nowMs)
    expect(withWindow(once, window('p'), nowMs)).toBe(once)
  })

  it('keeps what is over for a day', () => {
    const done = withWindow(empty, window('p', { state: 'completed' }), nowMs)
    const endMs = Date.parse(window('p').endsAt)
    expect(withWindow(done, window('q'), endMs + dayMs - 1).windows).toHaveLength(2)
    expect(withWindow(done, window('q'), endMs + dayMs).windows).toHaveLength(1)
  })

  it('says the latest of a window in whichever order its changes are written', () => {
    const changes = fc.uniqueArray(fc.record({ sequence: fc.integer({ min: 1, max: 9 }), state: fc.constantFrom('planned', 'running', 'cancelled', 'completed') }), { selector: ({ sequence }) => sequence, minLength: 1 })
    fc.assert(
      fc.property(changes, (entries) => {
        const notice = entries.reduce<LoginNotice>((read, entry) => withWindow(read, window('p', entry), nowMs), empty)
        const latest = entries.reduce((left, right) => (left.sequence > right.sequence ? left : right))
        expect(notice.windows).toEqual([window('p', latest)])
        expect(tells(notice, window('p', latest))).toBe(true)
        expect(tells(notice, window('p', { ...latest, sequence: latest.sequence + 1 }))).toBe(false)
      }),
    )
  })

  it('is read back as it was written, and refused when it is something else', () => {
    const notice = withWindow(empty, window('p'), nowMs)
    expect(loginNoticeSchema.parse(JSON.parse(JSON.stringify(notice)))).toEqual(notice)
    expect(loginNoticeSchema.safeParse({ ...notice, version: 2 }).success).toBe(false)
    expect(loginNoticeSchema.safeParse({ ...notice, windows: [{ ...window('p'), startsAt: 'tomorrow' }] }).success).toBe(false)
  })
})

it('what shows it costs a login page less than 4 KB', () => {
  expect(gzipSync(readFileSync('resources/login-notice/watchfloor-notice.js'), { level: 9 }).byteLength).toBeLessThan(4 * 1024)
})
