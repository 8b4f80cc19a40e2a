import { describe, expect, it } from 'vitest'
import { findCycles, type ImportGraph } from './imports'

const graphOf = (edges: Record<string, string[]>): ImportGraph => ({
  files: Object.keys(edges),
  edges: new Map(Object.entries(edges).map(([file, targets]) => [file, targets.map((target) => ({ specifier: target, target, typeOnly: false }))])),
})

describe('findCycles', () => {
  it('finds nothing in a tree', () => {
    expect(findCycles(graphOf({ a: ['b', 'c'], b: ['c'], c: [] }))).toEqual([])
  })

  it('names a circle from where it begins to where it ends', () => {
    expect(findCycles(graphOf({ a: ['b'], b: ['c'], c: ['b'] }))).toEqual([['b', 'c', 'b']])
  })

  it('sees a file that imports itself', () => {
    expect(findCycles(graphOf({ a: ['a'] }))).toEqual([['a', 'a']])
  })
})
