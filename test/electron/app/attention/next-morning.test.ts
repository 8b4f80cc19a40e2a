import fc from 'fast-check'
import { expect, it } from 'vitest'
import { nextMorningMs } from '#electron/app/attention/next-morning'
import { hourMs } from '#shared/kernel/time'

it('the next morning is eight on the wall, ahead, and no further than a day with its change of clocks', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1.6e12, max: 2e12 }), (nowMs) => {
      const morning = nextMorningMs(nowMs)
      expect(new Date(morning).getHours()).toBe(8)
      expect(morning).toBeGreaterThan(nowMs)
      expect(morning - nowMs).toBeLessThanOrEqual(25 * hourMs)
    }),
  )
})
