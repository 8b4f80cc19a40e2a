import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createWithholding } from '#shared/support/activity/withholding'

const own = { names: ['acme', 'Acme Bank'], grants: new Set(['g-aaaaaaaaaaaa']) }
const clean = (text: string, others: readonly string[] = ['beta', 'Beta Bank', 'bank', 'acme-2', 'Zürich & Söhne']) => createWithholding(own, { tenants: others.map((name) => [name]), environments: ['frontend'] }).clean(text)

describe('What others are called', () => {
  it.each([
    ['a tenant’s id in the name of a database', 'DB instance beta-frontend-1 restarted', 'DB instance […]-frontend-1 restarted'],
    ['a name of several words, whatever stands between them', 'as for BETA-bank yesterday', 'as for […] yesterday'],
    ['a name with letters of its own', 'as for Zürich & Söhne.', 'as for […].'],
    ['a grant of another tenant', 'kept open by g-bbbbbbbbbbbb, opened for g-aaaaaaaaaaaa', 'kept open by […], opened for g-aaaaaaaaaaaa'],
    ['the longer of two names', 'acme-2-frontend', '[…]-frontend'],
    ['the one word that nobody else bears', 'Upgrade of Zürich only', 'Upgrade of […] only'],
    ['several', 'beta, then Beta Bank; beta', '[…], then […]; […]'],
  ])('is taken out: %s', (_, text, left) => expect(clean(text)).toBe(left))

  it.each([
    ['the tenant’s own name, which holds another’s', 'Acme Bank, acme-frontend'],
    ['an environment that is called like a tenant', 'Database acme-frontend'],
    ['a word that only begins like a name', 'in its betamax archive'],
    ['nothing', ''],
  ])('leaves %s', (_, text) => expect(clean(text, ['beta', 'bank', 'frontend'])).toBe(text))

  it('is in no text that comes out, whatever went in', () => {
    const name = fc.array(fc.stringMatching(/^[a-z]{2,6}$/), { minLength: 1, maxLength: 3 }).map((words) => words.join('-'))
    const wordsOf = (text: string): string => ` ${text.toLowerCase().match(/[a-z0-9]+/g)?.join(' ') ?? ''} `
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 6 }), fc.array(fc.oneof(fc.nat(5), fc.stringMatching(/^[a-z ,.-]{0,8}$/)), { maxLength: 12 }), (names, parts) => {
        const text = parts.map((part) => (typeof part === 'number' ? (names[part % names.length] ?? '') : part)).join(' ')
        const left = createWithholding({ names: ['x1'], grants: new Set() }, { tenants: names.map((each) => [each]) }).clean(text)
        for (const each of names) expect(wordsOf(left).includes(wordsOf(each))).toBe(false)
      }),
    )
  })

  it('is not every word of it: what several bear, and ordinary ones, name nobody', () => {
    const withholding = createWithholding(own, { tenants: [['northern', 'Northern Support Lenders'], ['lenders-2', 'Second Lenders']], things: ['db-77'] })
    expect(withholding.clean('Support of lenders by northern on db-77, db-7')).toBe('Support of lenders by […] on […], db-7')
  })

  it('is counted', () => {
    const withholding = createWithholding(own, { tenants: [['beta']] })
    withholding.clean('beta and beta')
    withholding.clean('nobody')
    expect(withholding.count()).toBe(2)
  })
})
