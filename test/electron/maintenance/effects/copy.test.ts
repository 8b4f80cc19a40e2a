import { afterEach, describe, expect, it } from 'vitest'
import { hourMs, minuteMs } from '#shared/kernel/time'
import { copyEffect } from '#electron/maintenance/effects/copy'
import { snapshotEffect } from '#electron/maintenance/effects/snapshot'
import { accepted, arnOf, home, openEffectStage, seen, type EffectStage } from './stage'

const db = arnOf('acme-frontend')
const copyTo = { region: 'eu-central-1', kmsKeyId: `arn:aws:kms:eu-central-1:${home}:key/there` }

let stage: EffectStage
afterEach(() => stage.stop())

async function withSnapshot() {
  stage = await openEffectStage({ steps: [{ kind: 'db.engine-upgrade', toVersion: '8.0.41', allowMajor: false }], copyTo })
  await snapshotEffect(stage.context).perform(stage.effect(`snapshot:${db}`))
  await stage.pass(30 * minuteMs)
  return { handler: copyEffect(stage.context), effect: stage.effect(`copy:${db}`) }
}

describe('A copy of a run’s snapshot', () => {
  it('goes to the other Region under the run’s name, and counts once it is available there', async () => {
    const { handler, effect } = await withSnapshot()
    expect(await seen(handler, effect)).toEqual({ kind: 'notThere' })
    expect(await handler.perform(effect)).toMatchObject({ kind: 'inProgress' })
    expect(await seen(handler, effect, accepted)).toMatchObject({ kind: 'inProgress' })
    await stage.pass(2 * hourMs)
    expect(await seen(handler, effect, accepted)).toEqual({ kind: 'done', evidence: [{ label: 'Copy', value: `arn:aws:rds:eu-central-1:${home}:snapshot:wf-r1-acme-frontend` }, { label: 'Status', value: 'available' }] })
  })

  it('is found, not made again, by who comes after a crash', async () => {
    const { handler, effect } = await withSnapshot()
    await handler.perform(effect)
    expect(await handler.perform(effect)).toMatchObject({ kind: 'unknown' })
    expect(await seen(handler, effect)).toMatchObject({ kind: 'inProgress' })
  })

  it('is no part of a plan that names no Region', async () => {
    stage = await openEffectStage({ steps: [{ kind: 'db.engine-upgrade', toVersion: '8.0.41', allowMajor: false }] })
    expect(() => stage.effect(`copy:${db}`).id).toThrow()
  })
})
