import { describe, expect, it } from 'vitest'
import { budgetText } from '../../../renderer/components/tenant/probe-words'

describe('what is left of an error budget', () => {
  it.each([
    [100, '100 %'],
    [99.96, '99 %'],
    [61.4, '61 %'],
    [0, '0 %'],
    [-0.2, '-1 %'],
    [-131.5, '-132 %'],
    [Number.NaN, '–'],
  ])('%d reads as %s', (left, text) => {
    expect(budgetText(left)).toBe(text)
  })
})
