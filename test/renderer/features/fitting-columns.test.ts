import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chosenColumns, gridColumns } from '../../../renderer/features/fleet/columns'
import { fittingColumns } from '../../../renderer/features/fleet/fitting-columns'
import { defaultColumns } from '../../../renderer/stores/settings-store'

const all = chosenColumns(defaultColumns)
const room = (widthPx: number) => ({ widthPx, nameWidthPx: 180, scale: 0.95 })
const idsAt = (widthPx: number): readonly string[] => fittingColumns(all, room(widthPx)).map(({ id }) => id)
const neededPx = (ids: readonly string[]): number => 20 + ids.reduce((sum, id) => sum + (id === 'name' ? 180 : gridColumns.find((column) => column.id === id)!.minWidthPx * 0.95), 0)

describe('The columns of a narrow window', () => {
  it('are all of them where there is room, or before the room is known', () => {
    expect(fittingColumns(all, room(1_310))).toBe(all)
    expect(fittingColumns(all, undefined)).toBe(all)
  })

  it('fold the least first, and no more than has to be', () => {
    expect(idsAt(1_290)).toEqual(defaultColumns.filter((id) => id !== 'snapshots'))
    expect(idsAt(932)).toEqual(['name', 'health', 'since', 'finding', 'lag', 'failover', 'alarms', 'access'])
  })

  it('give way to the words of what is wrong, as long as they are figures that are told of there too', () => {
    const wordsPx = (widthPx: number): number => widthPx - neededPx(idsAt(widthPx).filter((id) => id !== 'finding'))
    expect(idsAt(1_188)).toEqual(defaultColumns.filter((id) => id !== 'snapshots' && id !== 'pitr'))
    for (let widthPx = 1_080; widthPx < 3_000; widthPx += 10) expect(wordsPx(widthPx)).toBeGreaterThan(300)
  })

  it('fit whatever the width, down to who it is, how it is, what is wrong and who may get in', () => {
    fc.assert(
      fc.property(fc.integer({ min: 600, max: 3_000 }), (widthPx) => {
        const ids = idsAt(widthPx)
        expect(ids).toEqual(expect.arrayContaining(['name', 'health', 'finding', 'access']))
        if (ids.length > 4) expect(neededPx(ids)).toBeLessThanOrEqual(widthPx)
      }),
    )
  })

  it('are all shown to whoever chose others than those shown at first, and scrolled to sideways', () => {
    const chosen = chosenColumns([...defaultColumns, 'engines'])
    expect(fittingColumns(chosen, room(932))).toBe(chosen)
  })
})
