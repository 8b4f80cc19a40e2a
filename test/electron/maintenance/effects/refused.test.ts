import { afterEach, expect, it } from 'vitest'
import { home, openEffectStage, region, type EffectStage } from './stage'

let stage: EffectStage
afterEach(() => stage.stop())

it('What AWS does not offer is said in AWS’s own words, beside what was asked for and where', async () => {
  stage = await openEffectStage({ steps: [] })
  const { databases } = stage.context.operators(home, region)
  const refused = await databases.modify(stage.context.call, 'acme-frontend', { engineVersion: '4.1.0', now: true })
  expect(refused).toMatchObject({ ok: false, error: { why: 'refused', error: { retry: 'never' } } })
  const words = refused.ok ? '' : refused.error.error.message
  expect(words).toMatch(/^rds:ModifyDBInstance in 111122223333\/eu-west-1: AWS does not take it as it was asked for, and did nothing\. AWS says: “.*4\.1\.0.*” \(InvalidParameterCombination\)$/)
  expect(words).not.toContain('fault of the console')

  stage.fleet.setFaults([{ fault: 'deny', service: 'rds' }])
  const denied = await databases.modify(stage.context.call, 'acme-frontend', { multiAz: false, now: true })
  expect(denied.ok ? '' : denied.error.error.message).toBe('AWS refused rds:ModifyDBInstance in 111122223333/eu-west-1. Allow rds:ModifyDBInstance in the role\'s policy, and check that the Region is enabled.')

  stage.fleet.setFaults([{ fault: 'error', service: 'rds' }])
  const failed = await databases.modify(stage.context.call, 'acme-frontend', { multiAz: false, now: true })
  expect(failed).toMatchObject({ ok: false, error: { why: 'unknown' } })
  expect(failed.ok ? '' : failed.error.error.message).not.toContain('AWS says')
})
