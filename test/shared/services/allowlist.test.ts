import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { IpSet, WebAcl, WebAclRule } from '#shared/fleet/service-records'
import { guardOf, isWide, wideEntries } from '#shared/services/allowlist'
import { aDoor, anAcl, listArn } from '#test/builders/services'

const rule = (action: WebAclRule['action'], matches: WebAclRule['matches'], name: string = action): WebAclRule => ({ name, action, matches, ipSets: matches === 'other' ? [] : [listArn] })
const kindOf = (acl: WebAcl | undefined, addresses: readonly string[] = ['203.0.113.0/27']): string => {
  const { acl: _was, ...door } = aDoor({ ipSets: [{ arn: listArn, name: 'offices', addresses }] })
  return guardOf(acl === undefined ? door : { ...door, acl }).kind
}

describe('whether a list of addresses is enforced', () => {
  it.each([
    ['block whoever no rule lets in', anAcl(), 'enforced'],
    ['allow whoever no rule decides on', anAcl({ otherwise: 'allow' }), 'open'],
    ['block whoever is not on the list', anAcl({ otherwise: 'allow', rules: [rule('block', 'not-ip-set')] }), 'enforced'],
    ['count instead of letting in, and block the rest', anAcl({ rules: [rule('count', 'ip-set')] }), 'shut'],
    ['count instead of blocking', anAcl({ otherwise: 'allow', rules: [rule('count', 'not-ip-set')] }), 'open'],
    ['keep out a list: that is another kind of list', anAcl({ otherwise: 'allow', rules: [rule('block', 'ip-set')] }), 'no-list'],
    ['filter attacks only', anAcl({ otherwise: 'allow', rules: [rule('other', 'other')] }), 'no-list'],
  ])('rules that %s', (_words, acl, kind) => {
    expect(kindOf(acl)).toBe(kind)
  })

  it('says that an empty list lets in nobody, and no web ACL everybody', () => {
    expect(kindOf(anAcl(), [])).toBe('shut')
    expect(kindOf(undefined)).toBe('none')
  })

  it('names what lets in others besides', () => {
    expect(guardOf(aDoor({ acl: anAcl({ rules: [rule('allow', 'other', 'health checks'), rule('allow', 'ip-set')] }) }))).toMatchObject({ kind: 'enforced', besides: ['health checks'] })
  })

  it('does not claim what was not told', () => {
    const { otherwise: _none, ...acl } = anAcl()
    expect(kindOf(acl)).toBe('untold')
    expect(guardOf(undefined).kind).toBe('unread')
    expect(guardOf(aDoor({ refused: 'denied' }))).toEqual({ kind: 'refused', why: 'denied' })
  })

  it('takes an entry for too wide that holds more than 65,536 addresses', () => {
    expect(['203.0.113.0/27', '10.0.0.0/16', '10.0.0.0/15', '0.0.0.0/1', '2001:db8::/32', '2001:db8::/31', 'odd'].filter(isWide)).toEqual(['10.0.0.0/15', '0.0.0.0/1', '2001:db8::/31'])
    expect(wideEntries([{ arn: 'a', name: 'a', addresses: ['10.0.0.0/8'] }, { arn: 'b', name: 'b' }])).toEqual(['10.0.0.0/8'])
  })
})

/** What WAF itself would do, rule by rule, with rules whose matching is known. */
function isLetIn(acl: WebAcl, isListed: boolean): boolean {
  for (const { action, matches } of acl.rules) {
    const isMet = matches === 'ip-set' ? isListed : !isListed
    if (isMet && (action === 'allow' || action === 'block')) return action === 'allow'
  }
  return acl.otherwise === 'allow'
}

describe('for any rules about the list', () => {
  const anyRule = fc.record({ action: fc.constantFrom('allow' as const, 'block' as const, 'count' as const), matches: fc.constantFrom('ip-set' as const, 'not-ip-set' as const) }).map(({ action, matches }) => rule(action, matches))
  const anyAcl = fc.record({ otherwise: fc.constantFrom('allow' as const, 'block' as const), rules: fc.array(anyRule, { maxLength: 5 }) }).map(({ otherwise, rules }) => anAcl({ otherwise, rules }))
  const lists: readonly IpSet[] = [{ arn: listArn, name: 'offices', addresses: ['203.0.113.0/27'] }]

  it('a list that is called enforced, with nothing besides, lets in nobody who is not on it', () => {
    fc.assert(
      fc.property(anyAcl, (acl) => {
        const guard = guardOf(aDoor({ acl, ipSets: lists }))
        if (guard.kind === 'enforced' && guard.besides.length === 0) expect(isLetIn(acl, false)).toBe(false)
      }),
    )
  })

  it('whoever is let in without being on it is said', () => {
    fc.assert(
      fc.property(anyAcl, (acl) => {
        const guard = guardOf(aDoor({ acl, ipSets: lists }))
        const isSaid = guard.kind === 'open' || guard.kind === 'no-list' || (guard.kind === 'enforced' && guard.besides.length > 0)
        if (isLetIn(acl, false)) expect(isSaid).toBe(true)
      }),
    )
  })

  it('a list that is called empty of effect lets in nobody who is on it', () => {
    fc.assert(
      fc.property(anyAcl, (acl) => {
        if (guardOf(aDoor({ acl, ipSets: lists })).kind === 'shut') expect(isLetIn(acl, true)).toBe(false)
      }),
    )
  })
})
