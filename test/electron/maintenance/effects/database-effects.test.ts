import { afterEach, describe, expect, it } from 'vitest'
import { minuteMs } from '#shared/kernel/time'
import { databaseChangeEffect, type DatabaseStep } from '#electron/maintenance/effects/database-change'
import { snapshotEffect } from '#electron/maintenance/effects/snapshot'
import { accepted, arnOf, openEffectStage, seen, type EffectStage } from './stage'

const upgrade: DatabaseStep = { kind: 'db.engine-upgrade', toVersion: '8.0.41', allowMajor: false }
const db = arnOf('acme-frontend')

let stage: EffectStage
const open = async (step: DatabaseStep, events: readonly object[] = []) => {
  stage = await openEffectStage({ steps: [step], events })
}
afterEach(() => stage.stop())

describe('A snapshot of a run', () => {
  const handler = () => snapshotEffect(stage.context)
  const effect = () => stage.effect(`snapshot:${db}`)

  it('is made under the run’s name, grows, and counts once it is available', async () => {
    await open(upgrade)
    expect(await seen(handler(), effect())).toEqual({ kind: 'notThere' })
    expect(await handler().perform(effect())).toMatchObject({ kind: 'inProgress' })
    expect(await seen(handler(), effect(), accepted)).toMatchObject({ kind: 'inProgress' })
    await stage.pass(30 * minuteMs)
    expect(await seen(handler(), effect(), accepted)).toMatchObject({ kind: 'done', evidence: [{ label: 'Snapshot', value: 'wf-r1-acme-frontend' }, { value: 'available' }, { label: 'Made at' }] })
  })

  it('is found, not made again, by who comes after a crash', async () => {
    await open(upgrade)
    await handler().perform(effect())
    expect(await handler().perform(effect())).toMatchObject({ kind: 'unknown' })
    expect(await seen(handler(), effect())).toMatchObject({ kind: 'inProgress' })
  })

  it('of somebody else under its name is a question for a person', async () => {
    await open(upgrade)
    await stage.context.operators('111122223333', 'eu-west-1').databases.createSnapshot(stage.context.call, { databaseId: 'acme-frontend', snapshotId: 'wf-r1-acme-frontend', tags: {} })
    expect(await handler().perform(effect())).toMatchObject({ kind: 'unknown' })
    expect(await seen(handler(), effect())).toMatchObject({ kind: 'unclear' })
  })
})

describe('A change of a database', () => {
  const effect = () => stage.effect(`change:0:${db}`)

  it('to another version is on its way while AWS upgrades, and done when the version is read back', async () => {
    await open(upgrade)
    const handler = databaseChangeEffect(stage.context, upgrade)
    expect(await seen(handler, effect())).toEqual({ kind: 'notThere' })
    expect(await handler.perform(effect())).toMatchObject({ kind: 'inProgress' })
    await stage.pass(2 * minuteMs)
    expect(await seen(handler, effect(), accepted)).toMatchObject({ kind: 'inProgress' })
    await stage.pass(40 * minuteMs)
    expect(await seen(handler, effect(), accepted)).toMatchObject({ kind: 'done', evidence: [{ label: 'Engine version', value: '8.0.41' }, { label: 'Status', value: 'available' }] })
    expect(await handler.perform(effect())).toMatchObject({ kind: 'done' })
  })

  it('that AWS took and did not make has failed, and says what is not as it should be', async () => {
    await open(upgrade)
    await stage.pass(10 * minuteMs)
    expect(await seen(databaseChangeEffect(stage.context, upgrade), effect(), accepted)).toEqual({
      kind: 'failed',
      again: 'never',
      message: 'AWS took the change of acme-frontend and did not make it: engine version is 8.0.40, not 8.0.41. The database’s events in AWS say why.',
    })
  })

  it('to a version that AWS does not offer fails for good, with nothing done to the database', async () => {
    const step: DatabaseStep = { ...upgrade, toVersion: '4.1.0' }
    await open(step)
    expect(await databaseChangeEffect(stage.context, step).perform(effect())).toMatchObject({ kind: 'failed', again: 'never', untouched: true })
  })

  it('that got no answer is looked for until AWS must show it; then everything as it was before proves that nothing was done', async () => {
    await open(upgrade)
    const { databases } = stage.context.operators('111122223333', 'eu-west-1')
    const found = await databases.database(stage.context.call, 'acme-frontend')
    if (found.ok) await stage.context.before.keep([found.value.value])
    const unanswered = { ...accepted, accepted: false, begunMs: stage.nowMs(), sinceMs: stage.nowMs() }
    const handler = databaseChangeEffect(stage.context, upgrade)
    expect(await seen(handler, effect(), unanswered)).toMatchObject({ kind: 'tooEarly' })
    await stage.pass(2 * minuteMs)
    expect(await seen(handler, effect(), unanswered)).toEqual({ kind: 'notThere', untouched: true })
    // Another class than before the run proves nothing of the kind.
    const resized: DatabaseStep = { kind: 'db.modify', changes: { instanceClass: 'db.m6i.large', retentionDays: 35 } }
    await databases.modify(stage.context.call, 'acme-frontend', { instanceClass: 'db.m6i.large', now: true })
    await stage.pass(60 * minuteMs)
    expect(await seen(databaseChangeEffect(stage.context, resized), effect(), unanswered)).toEqual({ kind: 'notThere' })
  })

  it('of several settings is done when all are read back', async () => {
    const step: DatabaseStep = { kind: 'db.modify', changes: { retentionDays: 35, multiAz: false } }
    await open(step)
    const handler = databaseChangeEffect(stage.context, step)
    expect(await handler.perform(effect())).toMatchObject({ kind: 'inProgress' })
    await stage.pass(60 * minuteMs)
    expect(await seen(handler, effect(), accepted)).toMatchObject({ kind: 'done', evidence: [{ label: 'Multi-AZ', value: 'off' }, { label: 'Backup retention', value: '35 d' }, { label: 'Status' }] })
  })

  it('to another parameter group is done only after the restart that AWS leaves to us, and restarts once', async () => {
    const step: DatabaseStep = { kind: 'db.modify', changes: { parameterGroup: 'mysql-tuned' } }
    await open(step)
    const handler = databaseChangeEffect(stage.context, step)
    const steps: string[] = []
    let begunMs = stage.nowMs()
    for (let turn = 0; turn < 40 && steps.at(-1) !== 'done'; turn += 1) {
      const begins = steps.filter((kind) => kind === 'perform').length
      const { kind } = await seen(handler, effect(), { ...accepted, accepted: begins > 0, tries: begins, begunMs, sinceMs: begunMs })
      steps.push(kind)
      if (kind === 'notThere') {
        begunMs = stage.nowMs()
        steps.push('perform')
        expect(await handler.perform(effect())).toMatchObject({ kind: 'inProgress' })
      }
      await stage.pass(30_000)
    }
    expect(steps.filter((kind) => kind === 'perform')).toHaveLength(2)
    const { databases } = stage.context.operators('111122223333', 'eu-west-1')
    expect(await databases.database(stage.context.call, 'acme-frontend')).toMatchObject({ ok: true, value: { value: { status: 'available', parameterGroups: [{ name: 'mysql-tuned', status: 'in-sync' }] } } })
    // Who died before the answer waits until AWS must show a restart.
    expect(await handler.perform(effect())).toMatchObject({ kind: 'done' })
  })

  it('whose restart may have been asked for by who died is waited for before it is asked for', async () => {
    const step: DatabaseStep = { kind: 'db.modify', changes: { parameterGroup: 'mysql-tuned' } }
    await open(step)
    const handler = databaseChangeEffect(stage.context, step)
    await handler.perform(effect())
    await stage.pass(minuteMs)
    const begunMs = stage.nowMs()
    const unanswered = { ...accepted, accepted: false, tries: 2, begunMs, sinceMs: begunMs }
    expect(await seen(handler, effect(), unanswered)).toMatchObject({ kind: 'tooEarly' })
    await stage.pass(2 * minuteMs)
    expect(await seen(handler, effect(), unanswered)).toEqual({ kind: 'notThere' })
    expect(await seen(handler, effect(), { ...unanswered, tries: 4 })).toMatchObject({ kind: 'failed', again: 'never' })
  })

  it('to more storage is done when it has at least that, while AWS still optimizes it', async () => {
    const { databases } = await open(upgrade).then(() => stage.context.operators('111122223333', 'eu-west-1'))
    const found = await databases.database(stage.context.call, 'acme-frontend')
    const storageGib = (found.ok ? found.value.value.storageGib! : 0) + 1
    const step: DatabaseStep = { kind: 'db.modify', changes: { storageGib } }
    const handler = databaseChangeEffect(stage.context, step)
    expect(await handler.perform(effect())).toMatchObject({ kind: 'inProgress' })
    await stage.pass(10 * minuteMs)
    const sighting = await seen(handler, effect(), accepted)
    expect(sighting).toMatchObject({ kind: 'done', evidence: [{ label: 'Storage' }, { label: 'Status', value: 'storage-optimization' }] })
  })

  it('waits while the database is busy with something else', async () => {
    await open(upgrade, [{ at: 'PT0S', kind: 'db.status', tenant: 'acme', environment: 'frontend', status: 'maintenance', for: 'PT1H' }])
    await stage.pass(minuteMs)
    expect(await databaseChangeEffect(stage.context, upgrade).perform(effect())).toMatchObject({ kind: 'failed', again: 'later', untouched: true })
  })
})
