import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDueQueue } from '#electron/polling/due-queue'

type Step = { readonly kind: 'set'; readonly key: number; readonly atMs: number } | { readonly kind: 'delete'; readonly key: number } | { readonly kind: 'take'; readonly nowMs: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('set' as const), key: fc.integer({ min: 0, max: 40 }), atMs: fc.integer({ min: 0, max: 100 }) }),
  fc.record({ kind: fc.constant('delete' as const), key: fc.integer({ min: 0, max: 40 }) }),
  fc.record({ kind: fc.constant('take' as const), nowMs: fc.integer({ min: 0, max: 100 }) }),
)

describe('a queue of due times', () => {
  it('gives what a sorted list would give, whatever was set, set again and deleted', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 400 }), (steps) => {
        const queue = createDueQueue<number>()
        const model = new Map<number, number>()
        for (const action of steps) {
          if (action.kind === 'set') {
            queue.set(action.key, action.atMs)
            model.set(action.key, action.atMs)
          } else if (action.kind === 'delete') {
            queue.delete(action.key)
            model.delete(action.key)
          } else {
            const expected = [...model].filter(([, atMs]) => atMs <= action.nowMs)
            const taken = queue.takeDue(action.nowMs)
            expect([...taken].sort()).toEqual(expected.map(([key]) => key).sort())
            expect(taken.map((key) => model.get(key))).toEqual(expected.map(([, atMs]) => atMs).sort((a, b) => a - b))
            for (const key of taken) model.delete(key)
          }
          expect(queue.nextAtMs()).toBe(model.size === 0 ? undefined : Math.min(...model.values()))
        }
      }),
    )
  })
})
