import { describe, expect, it } from 'vitest'
import { gridIntent, rowsBetween, type GridShape, type KeyPress } from '../../../renderer/features/fleet/grid-keys'
import type { GridFocus } from '../../../renderer/stores/ui-store'

const shape: GridShape = { rows: Uint32Array.from([7, 3, 9, 1, 5]), columnCount: 4, pageRows: 2 }
const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...more })
const at = (row: GridFocus['row'], column = 1): GridFocus => ({ row, column })
const movedTo = (key: string, from: GridFocus, more: Partial<KeyPress> = {}): GridFocus | undefined => {
  const intent = gridIntent(press(key, more), from, shape)
  return intent?.kind === 'move' ? intent.focus : undefined
}

describe('Keys in the grid', () => {
  it.each([
    ['j', 3, 9],
    ['ArrowDown', 3, 9],
    ['k', 3, 7],
    ['ArrowUp', 3, 7],
    ['PageDown', 3, 1],
    ['PageUp', 1, 3],
    ['Home', 1, 7],
    ['End', 7, 5],
  ] as const)('%s moves from tenant %d to tenant %d in the order shown', (key, from, to) => expect(movedTo(key, at(from))).toEqual(at(to)))

  it('stop at both ends', () => {
    expect(movedTo('j', at(5))).toEqual(at(5))
    expect(movedTo('k', at(7))).toEqual(at(7))
    expect(movedTo('PageDown', at(1))).toEqual(at(5))
    expect(movedTo('ArrowRight', at(3, 3))).toEqual(at(3, 3))
    expect(movedTo('ArrowLeft', at(3, 0))).toEqual(at(3, 0))
  })

  it('reach the headings by arrow and come back', () => {
    expect(movedTo('ArrowUp', at(7))).toEqual(at('header'))
    expect(movedTo('ArrowDown', at('header'))).toEqual(at(7))
    expect(movedTo('End', at('header', 0))).toEqual(at('header', 3))
  })

  it('sort from a heading, adding a key with Shift', () => {
    expect(gridIntent(press('Enter'), at('header', 2), shape)).toEqual({ kind: 'sort', column: 2, add: false })
    expect(gridIntent(press('Enter', { shiftKey: true }), at('header', 2), shape)).toEqual({ kind: 'sort', column: 2, add: true })
  })

  it('extend the selection with Shift and an arrow only', () => {
    expect(gridIntent(press('ArrowDown', { shiftKey: true }), at(3), shape)).toEqual({ kind: 'move', focus: at(9), extend: true })
    expect(gridIntent(press('PageDown', { shiftKey: true }), at(3), shape)).toMatchObject({ extend: false })
  })

  it.each([
    [press('Enter'), { kind: 'open' }],
    [press(' '), { kind: 'toggle', extend: false }],
    [press('Escape'), { kind: 'close' }],
    [press('a', { ctrlKey: true }), { kind: 'selectAll' }],
    [press('c', { metaKey: true }), { kind: 'copy' }],
    [press('r'), { kind: 'applyOrder' }],
  ])('%o means %o', (key, intent) => expect(gridIntent(key, at(3), shape)).toEqual(intent))

  it('leave other keys to the window', () => {
    for (const key of ['g', '/', '?', 'Tab']) expect(gridIntent(press(key), at(3), shape)).toBeUndefined()
    expect(gridIntent(press('k', { ctrlKey: true }), at(3), shape)).toBeUndefined()
  })

  it('go nowhere in an empty grid', () => {
    const empty: GridShape = { ...shape, rows: new Uint32Array() }
    expect(gridIntent(press('j'), at('header'), empty)).toEqual({ kind: 'move', focus: at('header'), extend: false })
  })
})

describe('The rows between two', () => {
  it('are those of the order shown, either way round', () => {
    expect(rowsBetween(shape.rows, 3, 1)).toEqual([3, 9, 1])
    expect(rowsBetween(shape.rows, 1, 3)).toEqual([3, 9, 1])
  })
  it('are the target alone when the start is no longer shown', () => expect(rowsBetween(shape.rows, 42, 9)).toEqual([9]))
})
