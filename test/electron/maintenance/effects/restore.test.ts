import { afterEach, describe, expect, it } from 'vitest'
import { minuteMs } from '#shared/kernel/time'
import { databaseChangeEffect, type DatabaseStep } from '#electron/maintenance/effects/database-change'
import { restoreEffect } from '#electron/maintenance/effects/restore'
import { differencesOf, restoreStep, type RestoreSight } from '#electron/maintenance/effects/restore-step'
import { asideName } from '#electron/maintenance/effects/run-context'
import { snapshotEffect } from '#electron/maintenance/effects/snapshot'
import type { DatabaseState } from '#electron/ports/operator/databases'
import { arnOf, notAccepted, openEffectStage, seen, type EffectStage } from './stage'

const upgrade: DatabaseStep = { kind: 'db.engine-upgrade', toVersion: '8.0.41', allowMajor: false }
const db = arnOf('acme-frontend')

const state = (more: Partial<DatabaseState> = {}): DatabaseState => ({
  arn: db,
  id: 'acme-frontend',
  status: 'available',
  engine: 'mysql',
  engineVersion: '8.0.36',
  instanceClass: 'db.m6i.large',
  multiAz: true,
  parameterGroups: [{ name: 'mysql-frontend', status: 'in-sync' }],
  optionGroups: ['default:mysql'],
  securityGroups: ['sg-2', 'sg-1'],
  logExports: ['audit'],
  retentionDays: 30,
  deletionProtection: true,
  tags: { tenant: 'acme', 'aws:cloudformation:stack': 'x' },
  pending: {},
  ...more,
})
const sight = (more: Partial<RestoreSight>): RestoreSight => ({ name: 'acme-frontend', asideName: 'wf-r1-acme-frontend', snapshot: 'wf-r1-acme-frontend', tenantTag: 'tenant', before: state(), current: undefined, aside: undefined, ...more })
const aside = state({ id: 'wf-r1-acme-frontend', engineVersion: '8.0.41' })

describe('Bringing a database back', () => {
  it('sets the database aside, makes a new one with all the old one had, and is done when nothing differs', () => {
    expect(restoreStep(sight({ current: state({ engineVersion: '8.0.41' }) }))).toEqual({ kind: 'setAside' })
    expect(restoreStep(sight({ current: state({ status: 'renaming' }) }))).toMatchObject({ kind: 'wait' })
    expect(restoreStep(sight({ aside }))).toEqual({
      kind: 'restore',
      spec: {
        databaseId: 'acme-frontend',
        instanceClass: 'db.m6i.large',
        multiAz: true,
        parameterGroup: 'mysql-frontend',
        optionGroup: 'default:mysql',
        securityGroups: ['sg-2', 'sg-1'],
        logExports: ['audit'],
        retentionDays: 30,
        deletionProtection: true,
        tags: { tenant: 'acme' },
      },
    })
    expect(restoreStep(sight({ aside, current: state({ status: 'creating' }) }))).toMatchObject({ kind: 'wait' })
    const asBefore = state({ securityGroups: ['sg-1', 'sg-2'] })
    expect(restoreStep(sight({ aside, current: asBefore }))).toEqual({ kind: 'disown', arn: db, tag: 'tenant' })
    expect(restoreStep(sight({ aside: { ...aside, tags: {} }, current: asBefore }))).toMatchObject({ kind: 'done' })
  })

  it('sets afterwards what AWS left at its defaults', () => {
    const current = state({ multiAz: false, retentionDays: 1, logExports: [], tags: {} })
    expect(restoreStep(sight({ aside, current }))).toMatchObject({ kind: 'settle', change: { multiAz: true, retentionDays: 30, logExports: ['audit'], now: true }, tags: { tenant: 'acme' } })
    expect(differencesOf(state(), current).map(({ label }) => label)).toEqual(['Multi-AZ', 'Log exports', 'Backup retention', 'Tags'])
  })

  it('sets afterwards what nobody sees until it is missed, and names what it does not compare', () => {
    const watched: Partial<DatabaseState> = { performanceInsights: true, iamAuthentication: true, publiclyAccessible: false, backupWindow: '03:00-03:30', maintenanceWindow: 'sun:04:00-sun:04:30', iops: 12_000, maxStorageGib: 1_000 }
    const before = state(watched)
    const current = state({ performanceInsights: false, iamAuthentication: false, publiclyAccessible: true, backupWindow: '22:00-22:30', maintenanceWindow: 'mon:04:00-mon:04:30', iops: 3_000 })
    expect(restoreStep(sight({ before, aside, current }))).toMatchObject({ kind: 'settle', change: { ...watched, now: true } })
    expect(restoreStep(sight({ before, aside }))).toMatchObject({ kind: 'restore', spec: { publiclyAccessible: false } })
    const done = restoreStep(sight({ before, aside: { ...aside, tags: {} }, current: before }))
    expect(done).toMatchObject({ kind: 'done', evidence: expect.arrayContaining([{ label: 'Not compared', value: expect.stringContaining('certificate authority') as string }]) as unknown })
    expect(JSON.stringify(done)).toMatch(/no difference in .*performance insights.*public access/)
    const unmonitored = restoreStep(sight({ before: state({ monitoringSeconds: 60 }), aside: { ...aside, tags: {} }, current: state({ monitoringSeconds: 0 }) }))
    expect(unmonitored).toMatchObject({ kind: 'done', evidence: expect.arrayContaining([{ label: 'Enhanced monitoring', value: 'was every 60 s, is off: set it by hand, with the role that it needs' }]) as unknown })
  })

  it('stops where a difference cannot be set, where the new one is broken, and where nothing is there', () => {
    expect(restoreStep(sight({ aside, current: state({ engineVersion: '8.0.41' }) }))).toEqual({
      kind: 'stuck',
      message: 'acme-frontend was made from the snapshot, but is not as it was: engine version was 8.0.36, is 8.0.41. This cannot be set afterwards.',
    })
    expect(restoreStep(sight({ aside, current: state({ status: 'incompatible-restore' }) }))).toMatchObject({ kind: 'stuck' })
    expect(restoreStep(sight({}))).toMatchObject({ kind: 'unclear' })
  })

  it('asks a person at once for a database that AWS does not rename any more, and says how to bring it back', () => {
    for (const status of ['failed', 'incompatible-network', 'inaccessible-encryption-credentials']) {
      const step = restoreStep(sight({ current: state({ status }), snapshot: 'wf-r1-snapshot' }))
      expect(step).toMatchObject({ kind: 'stuck' })
      expect(step).toHaveProperty('message', expect.stringMatching(/Delete acme-frontend in AWS, restore wf-r1-snapshot under the name acme-frontend/))
    }
    expect(restoreStep(sight({ current: state({ status: 'incompatible-parameters' }) }))).toEqual({ kind: 'setAside' })
    expect(restoreStep(sight({ current: state({ status: 'storage-full' }) }))).toEqual({ kind: 'setAside' })
  })

  it('keeps names within what RDS takes', () => {
    expect(asideName('r1', 'acme-frontend')).toBe('wf-r1-acme-frontend')
    const long = asideName('2026-03-10-mysql-upgrade', `${'a'.repeat(40)}-${'b'.repeat(22)}`)
    expect(long).toHaveLength(63)
    expect(long).toMatch(/^wf-2026-03-10-mysql-upgrade-[0-9a-f]{8}-a+-b+$/)
  })

  it('tells names apart that have the same end, the same way in every console', () => {
    const run = '2026-03-10-mysql-upgrade'
    const tail = 'frontend-database-of-production'
    const names = Array.from({ length: 80 }, (_, number) => asideName(run, `tenant-${number}-${tail}`))
    expect(new Set(names).size).toBe(80)
    expect(names.every((name) => name.length === 63)).toBe(true)
    expect(asideName(run, `tenant-0-${tail}`)).toBe(names[0])
  })

  it('touches no database but the one that the run began with', () => {
    const before = state({ resourceId: 'db-ONE' })
    const ours = { ...aside, resourceId: 'db-ONE' }
    const foreign = { ...aside, resourceId: 'db-OTHER' }
    const restored = state({ resourceId: 'db-NEW' })
    expect(restoreStep(sight({ before, current: state({ resourceId: 'db-ONE' }) }))).toEqual({ kind: 'setAside' })
    expect(restoreStep(sight({ before, current: restored }))).toMatchObject({ kind: 'unclear', message: expect.stringContaining('db-NEW, not db-ONE') as string })
    expect(restoreStep(sight({ before, aside: foreign, current: state({ resourceId: 'db-ONE' }) }))).toMatchObject({ kind: 'unclear', message: expect.stringContaining('db-OTHER, not db-ONE') as string })
    expect(restoreStep(sight({ before, aside: foreign }))).toMatchObject({ kind: 'unclear' })
    expect(restoreStep(sight({ before, aside: foreign, current: restored }))).toMatchObject({ kind: 'unclear' })
    expect(restoreStep(sight({ before, aside, current: state({ resourceId: 'db-ONE' }) }))).toMatchObject({ kind: 'unclear' })
    expect(restoreStep(sight({ before, aside: ours, current: state({ resourceId: 'db-ONE' }) }))).toMatchObject({ kind: 'wait' })
    expect(restoreStep(sight({ before, aside: ours, current: restored }))).toMatchObject({ kind: 'disown' })
  })
})

describe('A restore of a run', () => {
  let stage: EffectStage
  afterEach(() => stage.stop())

  it('brings the old version back under the old name with everything it had, and keeps what went wrong aside', async () => {
    stage = await openEffectStage({ steps: [upgrade] })
    const { context } = stage
    const { databases } = context.operators('111122223333', 'eu-west-1')
    const read = async (id: string) => {
      const found = await databases.database(context.call, id)
      if (!found.ok) throw new Error(found.error.error.message)
      return found.value.value
    }
    const before = await read('acme-frontend')
    await context.before.keep([before])
    await snapshotEffect(context).perform(stage.effect(`snapshot:${db}`))
    await stage.pass(30 * minuteMs)
    await databaseChangeEffect(context, upgrade).perform(stage.effect(`change:0:${db}`))
    await stage.pass(60 * minuteMs)
    expect((await read('acme-frontend')).engineVersion).toBe('8.0.41')

    // As the driver does: begun again as long as the next step is not there.
    const handler = restoreEffect(context)
    const effect = stage.effect(`restore:${db}`)
    const steps: string[] = []
    for (let turn = 0; turn < 60 && steps.at(-1) !== 'done'; turn += 1) {
      const found = await seen(handler, effect, { ...notAccepted, tries: steps.filter((kind) => kind === 'perform').length })
      steps.push(found.kind)
      if (found.kind === 'notThere') {
        steps.push('perform')
        expect(await handler.perform(effect)).toMatchObject({ kind: 'inProgress' })
      }
      if (found.kind === 'failed' || found.kind === 'unclear') throw new Error(found.message)
      await stage.pass(2 * minuteMs)
    }
    expect(steps.at(-1)).toBe('done')
    expect(differencesOf(before, await read('acme-frontend'))).toEqual([])
    expect((await read('acme-frontend')).resourceId).not.toBe(before.resourceId)
    expect(await read('wf-r1-acme-frontend')).toMatchObject({ engineVersion: '8.0.41', resourceId: before.resourceId, tags: { environment: 'frontend' } })
    expect((await read('wf-r1-acme-frontend')).tags).not.toHaveProperty('tenant')
    expect((await read('acme-frontend')).tags).toHaveProperty('tenant')
  })

  it('that does not know how the database was says so, and where its snapshot is', async () => {
    stage = await openEffectStage({ steps: [upgrade] })
    expect(await restoreEffect(stage.context).perform(stage.effect(`restore:${db}`))).toEqual({
      kind: 'failed',
      again: 'never',
      message: 'How acme-frontend was before this run was not kept, so it cannot be brought back by itself. Restore it by hand from wf-r1-acme-frontend.',
    })
  })
})
