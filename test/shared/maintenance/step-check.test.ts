import { describe, expect, it } from 'vitest'
import type { PlanStep } from '#shared/maintenance/plan-step'
import { stepBlockers } from '#shared/maintenance/step-check'
import { aPlan } from './window-story'

const blocked = (steps: readonly PlanStep[], now: Parameters<typeof stepBlockers>[2]): readonly string[] => {
  const plan = aPlan({ steps })
  return stepBlockers(plan, plan.databases[0]!, now).map(({ message }) => message)
}
const grow = (storageGib: number): PlanStep => ({ kind: 'db.modify', changes: { storageGib } })
const drill: PlanStep = { kind: 'db.failover-drill' }

describe('What AWS would refuse of a database', () => {
  it('is less storage than it has', () => {
    expect(blocked([grow(50)], { storageGib: 100 })).toEqual([expect.stringContaining('acme-frontend has 100 GiB of storage, and the plan gives it 50')])
    expect(blocked([grow(100)], { storageGib: 100 })).toEqual([])
    expect(blocked([grow(200)], { storageGib: 100 })).toEqual([])
  })

  it('is a failover without a standby, unless an earlier step makes one', () => {
    expect(blocked([drill], { multiAz: false })).toEqual([expect.stringContaining('has no standby')])
    expect(blocked([drill], { multiAz: true })).toEqual([])
    expect(blocked([{ kind: 'db.modify', changes: { multiAz: true } }, drill], { multiAz: false })).toEqual([])
    expect(blocked([{ kind: 'db.modify', changes: { multiAz: false } }, drill], { multiAz: true })).toHaveLength(1)
  })

  it('is not guessed where AWS did not tell', () => {
    expect(blocked([grow(50), drill], {})).toEqual([])
  })
})
