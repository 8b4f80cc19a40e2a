import { describe, expect, it } from 'vitest'
import type { PlanStep } from '#shared/maintenance/plan-step'
import { questionKey, upgradeBlockers, upgradeQuestions, type UpgradeOffer } from '#shared/maintenance/upgrade-check'

const place = '111122223333/eu-west-1'
const db = (id: string, engineVersion = '8.0.36') => ({ arn: `arn:aws:rds:eu-west-1:111122223333:db:${id}`, id, tenant: 'acme', environment: 'frontend', engine: 'mysql', engineVersion })
const to = (toVersion: string, allowMajor = false): PlanStep => ({ kind: 'db.engine-upgrade', toVersion, allowMajor })
const offersOf = (offers: Readonly<Record<string, readonly UpgradeOffer[]>>) => new Map(Object.entries(offers).map(([version, list]) => [questionKey({ place, engine: 'mysql', version }), list]))
const known = offersOf({
  '8.0.36': [{ version: '8.0.39', isMajor: false }, { version: '8.0.40', isMajor: false }, { version: '8.4.3', isMajor: true }],
  '8.0.40': [{ version: '8.4.3', isMajor: true }],
  '8.4.3': [],
})
const messages = (steps: readonly PlanStep[], databases = [db('db-1')]) => upgradeBlockers({ databases, steps }, known).map(({ message }) => message)

describe('An upgrade that AWS', () => {
  it('offers stands in nobody’s way', () => {
    expect(messages([to('8.0.40')])).toEqual([])
    expect(messages([to('8.4.3', true)])).toEqual([])
  })

  it('does not offer is in the way, with what it offers instead', () => {
    expect(messages([to('8.0.99')])).toEqual(['db-1 cannot become 8.0.99 from 8.0.36. AWS offers 8.0.39, 8.0.40. Change the plan.'])
    expect(messages([to('8.0.99', true)])).toEqual(['db-1 cannot become 8.0.99 from 8.0.36. AWS offers 8.0.39, 8.0.40, 8.4.3. Change the plan.'])
    expect(messages([to('8.0.41')], [db('db-2', '8.0.40')])).toEqual(['db-2 cannot become 8.0.41 from 8.0.40. AWS offers only major upgrades from there. Change the plan.'])
    expect(messages([to('9.0.1')], [db('db-3', '8.4.3')])).toEqual(['db-3 cannot become 9.0.1 from 8.4.3. AWS offers no upgrade from there. Change the plan.'])
  })

  it('offers as a major one needs the plan’s leave', () => {
    expect(messages([to('8.4.3')])).toEqual(['db-1: from 8.0.36 to 8.4.3 is a major upgrade, which the plan does not allow. Allow it in the plan, or name a version of the same line.'])
  })

  it('could not be asked of is not in the way', () => {
    expect(upgradeBlockers({ databases: [db('db-1')], steps: [to('8.0.99')] }, new Map())).toEqual([])
  })

  it('is asked of from where the upgrade before it ends, and blocks its database once', () => {
    expect(messages([to('8.0.40'), to('8.4.3', true)])).toEqual([])
    expect(messages([to('8.0.40'), to('8.0.39')])).toHaveLength(1)
    expect(messages([to('8.0.99'), to('8.0.98')])).toHaveLength(1)
  })

  it('is asked of once for all databases of a version and place', () => {
    const databases = [db('db-1'), db('db-2'), db('db-3', '8.0.40'), { ...db('db-4'), arn: 'arn:aws:rds:us-east-1:111122223333:db:db-4' }]
    expect(upgradeQuestions({ databases, steps: [to('8.0.40'), { kind: 'manual', instructions: 'Look' }] })).toEqual([
      { place, engine: 'mysql', version: '8.0.36' },
      { place: '111122223333/us-east-1', engine: 'mysql', version: '8.0.36' },
    ])
  })
})
