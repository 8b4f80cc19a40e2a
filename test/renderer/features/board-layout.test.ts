import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boardLayout, gapPx } from '../../../renderer/features/fleet/board-layout'

const wall = { widthPx: 2_480, heightPx: 1_240 }

describe('The tiles of the board', () => {
  it.each([
    [24, 'huge'],
    [70, 'large'],
    [180, 'medium'],
    [10_000, 'small'],
  ] as const)('on a wall: %i tenants are %s', (tenants, room) => {
    expect(boardLayout(wall, tenants).room).toBe(room)
  })

  it('scroll only when they are the smallest', () => {
    fc.assert(
      fc.property(fc.integer({ min: 300, max: 4_000 }), fc.integer({ min: 100, max: 2_500 }), fc.integer({ min: 0, max: 10_000 }), (widthPx, heightPx, tenants) => {
        const { room, columns, heightPx: tileHeightPx, widthPx: tileWidthPx } = boardLayout({ widthPx, heightPx }, tenants)
        const fits = Math.ceil(tenants / columns) * (tileHeightPx + gapPx) + gapPx <= heightPx
        expect(columns * (tileWidthPx + gapPx) + gapPx <= widthPx || columns === 1).toBe(true)
        expect(fits || room === 'small').toBe(true)
      }),
    )
  })
})
