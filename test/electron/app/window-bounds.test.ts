import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boundsFor, firstWindowState, smallestSize, windowStateFrom, type Rectangle } from '#electron/app/window-bounds'

const screen: Rectangle = { x: 0, y: 0, width: 1920, height: 1040 }
const second: Rectangle = { x: 1920, y: 0, width: 2560, height: 1440 }
const where = (x: number, y: number, width = 1280, height = 800): Rectangle => ({ x, y, width, height })

describe('The window opens where it was', () => {
  it('on the same screen', () => expect(boundsFor(where(100, 50), [screen])).toEqual(where(100, 50)))
  it('on a second screen', () => expect(boundsFor(where(2400, 50), [screen, second])).toEqual(where(2400, 50)))
  it('partly outside, as long as its title bar can be reached', () => expect(boundsFor(where(-1100, 50), [screen])).toEqual(where(-1100, 50)))
  it('but not larger than the screen', () => expect(boundsFor(where(0, 0, 4000, 3000), [screen])).toEqual(where(0, 0, 1920, 1040)))
})

describe('The system chooses the place', () => {
  it('on the first launch', () => expect(boundsFor(undefined, [screen])).toBeUndefined())
  it('when the second screen is gone', () => expect(boundsFor(where(2400, 50), [screen])).toBeUndefined())
  it('when the title bar is above every screen', () => expect(boundsFor(where(0, -500), [screen])).toBeUndefined())
  it('when the window was absurdly small', () => expect(boundsFor(where(0, 0, 10, 10), [screen])).toBeUndefined())
})

it('whatever was stored, the window can be taken hold of', () => {
  const side = fc.integer({ min: -10_000, max: 10_000 })
  const size = fc.integer({ min: 0, max: 10_000 })
  fc.assert(
    fc.property(fc.record({ x: side, y: side, width: size, height: size }), (wanted) => {
      const bounds = boundsFor(wanted, [screen, second])
      if (bounds === undefined) return
      expect(bounds.width).toBeGreaterThanOrEqual(smallestSize.width)
      expect([screen, second].some((area) => bounds.x < area.x + area.width && bounds.x + bounds.width > area.x && bounds.y >= area.y - 32 && bounds.y < area.y + area.height)).toBe(true)
    }),
  )
})

describe('A stored window state', () => {
  const good = { bounds: where(1, 2), isMaximized: true, zoomFactor: 1.25 }
  it('comes back as it was', () => expect(windowStateFrom(good)).toEqual(good))
  it.each([[undefined], ['text'], [{}], [{ ...good, zoomFactor: 40 }], [{ ...good, bounds: { x: 'left' } }], [{ ...good, bounds: where(Number.NaN, 0) }]])(
    'that cannot be understood (%j) gives the first one',
    (stored) => expect(windowStateFrom(stored)).toEqual(firstWindowState),
  )
})
