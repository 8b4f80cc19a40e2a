import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { utf8Length } from '#shared/kernel/utf8-length'
import { maintenancePage, mostPageBytes } from '#electron/maintenance/effects/maintenance-page'
import { overlap, roomFor } from '#electron/maintenance/effects/rule-priority'
import type { RuleState } from '#electron/ports/operator/access'

describe('The page behind closed doors', () => {
  it('says what it is and until when, in the window’s zone and in UTC', () => {
    const page = maintenancePage({ title: 'Upgrade of MySQL', untilMs: Date.UTC(2026, 5, 2, 22, 30), zone: 'Europe/Helsinki' })
    expect(page).toContain('<p>Upgrade of MySQL</p>')
    expect(page).toContain('01:30 on 2026-06-03 (Europe/Helsinki, UTC+03:00), which is 22:30 UTC on 2026-06-02.')
  })

  it('fits what AWS takes and runs nothing, whatever the title is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 2_000 }), fc.constant('<script>alert("&")</script>'.repeat(60))), fc.constantFrom('UTC', 'America/Argentina/ComodRivadavia'), (title, zone) => {
        const page = maintenancePage({ title, untilMs: Date.UTC(2026, 0, 1, 2), zone })
        expect(utf8Length(page)).toBeLessThanOrEqual(mostPageBytes)
        expect(page).not.toMatch(/<script|<img|javascript:/i)
        expect(page).toMatch(/<\/body><\/html>$/)
      }),
      { numRuns: 60 },
    )
  })
})

const rule = (priority: number | 'default', hosts: readonly string[]): RuleState => ({ arn: `rule-${priority}`, priority, hosts })

describe('The place of a rule among others', () => {
  it('is the earliest that is free, before every rule that answers one of its hosts', () => {
    expect(roomFor([rule('default', [])], ['a.example'])).toEqual({ priority: 1, moved: {} })
    expect(roomFor([rule(1, ['b.example']), rule(3, ['a.example'])], ['a.example'])).toEqual({ priority: 2, moved: {} })
    expect(roomFor([rule(1, ['b.example']), rule(2, ['a.example']), rule(4, [])], ['a.example'])).toEqual({ priority: 1, moved: { 'rule-1': 2, 'rule-2': 3 } })
    expect(roomFor([rule(1, [])], ['a.example'])).toEqual({ priority: 1, moved: { 'rule-1': 2 } })
  })

  it('leaves the order of the others as it was, and nobody before it who answers its hosts', () => {
    const some = fc.uniqueArray(fc.record({ priority: fc.integer({ min: 1, max: 30 }), hosts: fc.subarray(['a.example', 'b.example', '*.example', 'c.other']) }), { selector: ({ priority }) => priority, maxLength: 20 })
    fc.assert(
      fc.property(some, fc.constantFrom('a.example', 'd.example', 'c.other'), (given, host) => {
        const rules = given.map(({ priority, hosts }) => rule(priority, hosts))
        const { priority, moved } = roomFor(rules, [host])!
        const after = rules.map((each) => ({ ...each, priority: moved[each.arn] ?? (each.priority as number) }))
        expect(new Set([...after.map((each) => each.priority), priority]).size).toBe(rules.length + 1)
        const order = (of: readonly { readonly arn: string; readonly priority: number | 'default' }[]) => of.toSorted((left, right) => Number(left.priority) - Number(right.priority)).map(({ arn }) => arn)
        expect(order(after)).toEqual(order(rules))
        expect(after.filter((each) => each.priority < priority && (each.hosts.length === 0 || each.hosts.some((theirs) => overlap(theirs, host))))).toEqual([])
      }),
    )
  })

  it('is none where the listener is full', () => {
    expect(roomFor(Array.from({ length: 50_000 }, (_, at) => rule(at + 1, ['b.example'])), ['a.example'])).toBeUndefined()
  })

  it.each([
    ['a.example', 'A.EXAMPLE', true],
    ['*.example', 'a.b.example', true],
    ['?.example', 'ab.example', false],
    ['a.example', 'axexample', false],
    ['*.x', 'y.*', true],
  ])('%s and %s overlap: %s', (left, right, expected) => {
    expect([overlap(left, right), overlap(right, left)]).toEqual([expected, expected])
  })
})
