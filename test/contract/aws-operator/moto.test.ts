import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isMotoInstalled, startMoto, type MotoServer } from '../aws-adapter/moto-server'
import { signIn } from '../aws-adapter/target'
import { describeAwsOperator } from './suite'
import { intruder, newCall, operatorOf, why, type OperatorTarget } from './target'

const lacks = 'the progress of snapshots, states between (all work is done at once), ApplyPendingMaintenanceAction, DescribeDBEngineVersions, instance refreshes, alarm mute rules, actions of alarms switched off and on, the suppression list of SES, automations, who wrote a parameter, descriptions of rules changed by their ids, schedule groups that are not there told as such, schedules that fire, LookupEvents of CloudTrail'

describe.skipIf(!isMotoInstalled())('moto (python package moto[server], command moto_server)', () => {
  let moto: MotoServer
  let signOut: () => void
  let seeded: Pick<OperatorTarget, 'otherKey' | 'loadBalancer' | 'securityGroup'>
  const target = (): OperatorTarget => ({
    ...seeded,
    endpoint: moto.endpoint,
    home: '123456789012',
    region: 'eu-west-1',
    otherRegion: 'eu-central-1',
    databases: Array.from({ length: 6 }, (_, number) => `db-${number}`),
    bucket: 'notices',
    lockedBucket: 'anchors',
    nowMs: () => Date.now(),
    ...intruder(target),
    pass: () => Promise.resolve(),
  })

  beforeAll(async () => {
    moto = await startMoto()
    seeded = JSON.parse(moto.seed(path.join(import.meta.dirname, 'seed-moto.py'))) as typeof seeded // the script's last line
    signOut = signIn('123456789012')
  })
  afterAll(async () => {
    signOut()
    await moto.stop()
  })

  describeAwsOperator('moto', target)

  it(`lacks ${lacks}`, async () => {
    const { databases, groups, alarms, mail, automation, trail } = operatorOf(target())
    expect(why(await databases.upgradeTargets(newCall(), 'mysql', '8.0.40'))).toBe('refused')
    expect(why(await databases.applyPendingMaintenance(newCall(), 'arn:aws:rds:eu-west-1:123456789012:db:db-0', 'system-update', 'immediate'))).toBe('refused')
    expect(why(await groups.startRefresh(newCall(), 'app', { minHealthyPercent: 90 }))).toBe('refused')
    expect(why(await alarms.disableActions(newCall(), ['cpu-0']))).toBe('refused')
    expect(why(await mail.suppression(newCall(), 'ops@acme-bank.example'))).toBe('refused')
    expect(why(await automation.execution(newCall(), 'any'))).toBe('refused')
    expect(why(await trail.page(newCall(), { name: 'PutParameter', fromMs: 0, toMs: Date.now() }))).toBe('refused')
    expect(await alarms.muteRules(newCall())).toMatchObject({ ok: false, error: { why: 'refused', error: { kind: 'unsupported' } } })
  })
})
