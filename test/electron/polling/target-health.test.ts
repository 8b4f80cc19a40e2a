import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chooseTurn } from '#electron/polling/feeds/target-health'
import { emptyMemory } from '#electron/polling/feeds/place-memory'
import { fakeAlarm, fakeGroup, fakeTargetGroup } from '#test/fakes/fake-records'

const home = { account: '111100000000', region: 'eu-west-1' }
const arns = Array.from({ length: 12 }, (_, number) => `arn:aws:elasticloadbalancing:eu-west-1:111100000000:targetgroup/app-${number}/id${number}`)
const memoryOf = () => {
  const memory = emptyMemory()
  memory.appGroups = arns.map((arn, number) => fakeGroup(home, `app-${number}`, { targetGroupArns: [arn] }))
  return memory
}

describe('whose target health is read next', () => {
  it('reaches every target group in turn', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), (budget) => {
        const memory = memoryOf()
        const read = new Set<string>()
        for (let poll = 0; poll < Math.ceil(12 / budget); poll++) {
          for (const arn of chooseTurn(memory, arns, budget)) {
            read.add(arn)
            memory.targetGroups.set(arn, { record: fakeTargetGroup(arn, 'healthy'), readAtMs: poll })
          }
        }
        expect(read.size).toBe(12)
      }),
    )
  })

  it('always reads what needs it: too few instances, unhealthy targets, a firing alarm', () => {
    const memory = memoryOf()
    const [short, ...others] = memory.appGroups ?? []
    memory.appGroups = [{ ...short!, instances: short!.instances.slice(1) }, ...others]
    memory.targetGroups.set(arns[1]!, { record: fakeTargetGroup(arns[1]!, 'healthy', 'unhealthy'), readAtMs: 5 })
    memory.firing.set('errors', fakeAlarm(home, 'errors', 'ALARM', { dimensions: { TargetGroup: 'targetgroup/app-2/id2' } }))
    memory.firing.set('cpu', fakeAlarm(home, 'cpu', 'ALARM', { dimensions: { AutoScalingGroupName: 'app-3' } }))
    expect(chooseTurn(memory, arns, 0)).toEqual(arns.slice(0, 4))
  })
})
