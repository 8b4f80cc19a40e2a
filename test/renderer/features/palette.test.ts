import { describe, expect, it } from 'vitest'
import { fuzzyScore } from '../../../renderer/features/palette/fuzzy'
import { findItems, fixedItems } from '../../../renderer/features/palette/palette-items'
import { fakeRows, tableOfRows } from '../fake-fleet'

describe('A fuzzy match', () => {
  it('finds letters in order and nothing else', () => {
    expect(fuzzyScore('kab', 'kauri bank')).toBeGreaterThan(0)
    expect(fuzzyScore('bak', 'kauri')).toBeUndefined()
  })
  it('prefers a piece in one, then at a word start, then the shorter text', () => {
    const score = (text: string): number => fuzzyScore('ban', text) ?? -1
    expect(score('acme bank')).toBeGreaterThan(score('urban trust'))
    expect(score('urban trust')).toBeGreaterThan(score('b a n'))
    expect(score('acme bank')).toBeGreaterThan(score('acme bank and trust'))
  })
  it('lets everything through without letters', () => expect(fuzzyScore('', 'anything')).toBe(0))
})

describe('The palette', () => {
  const table = tableOfRows(fakeRows(10_000))
  const fixed = fixedItems({ savedViews: [{ name: 'Burning', filter: 'health:critical', sort: [], view: 'table' }] }, false)

  it('finds a tenant among ten thousand by a few letters', () => expect(findItems('kaur', fixed, table)[0]).toMatchObject({ kind: 'tenant', title: 'Kauri Bank' }))
  it('finds a tenant by its id', () => expect(findItems('lender-04711', fixed, table)[0]).toMatchObject({ kind: 'tenant', title: 'Lender 4711' }))
  it('finds actions and saved views', () => {
    expect(findItems('settings', fixed, table)[0]).toMatchObject({ kind: 'action', action: 'go.settings' })
    expect(findItems('burning', fixed, table)[0]).toMatchObject({ kind: 'view', name: 'Burning' })
  })
  it('shows actions and views before anything is typed, and never more than fit', () => {
    expect(findItems('', fixed, table)).toEqual(fixed)
    expect(findItems('e', fixed, table).length).toBe(50)
  })
})
