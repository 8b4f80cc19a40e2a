import { expect, it } from 'vitest'
import { runTamperDrill } from '#electron/drill/tamper/tamper-drill'

it('an audit trail that was changed in any way is found to be, and where', () => {
  const { cases, undetected, misplaced } = runTamperDrill({ every: 211 })
  expect(cases).toBeGreaterThan(300)
  expect(undetected).toEqual([])
  expect(misplaced).toEqual([])
})
