import { describe, expect, it } from 'vitest'
import { minuteMs } from '#shared/kernel/time'
import { done, newCall, operatorOf, operatorsOf, why, type OperatorTarget } from './target'

/** What the operator promises of databases, of every server that has these operations. */
export function describeDatabases(target: () => OperatorTarget): void {
  const databases = () => operatorOf(target()).databases
  const id = (nth: number) => target().databases[nth]!

  describe('databases', () => {
    it('are read whole: what a restore has to bring back', async () => {
      const call = newCall()
      const state = done(await databases().database(call, id(0)))
      expect(state).toMatchObject({ id: id(0), status: 'available', engine: 'mysql', pending: {} })
      expect(state.arn).toContain(`:db:${id(0)}`)
      expect(Object.entries(state).filter(([, value]) => value === undefined)).toEqual([])
      expect(call.operations).toEqual(['DescribeDBInstances'])
      expect(why(await databases().database(newCall(), 'gone-for-good'))).toBe('gone')
    })

    it('are kept as a snapshot with the name and tags that were wanted; asked for again, it is there already', async () => {
      const wanted = { databaseId: id(0), snapshotId: `wf-r1-${id(0)}`, tags: { 'watchfloor-run': 'r1' } }
      expect(why(await databases().snapshot(newCall(), wanted.snapshotId))).toBe('gone')
      const made = done(await databases().createSnapshot(newCall(), wanted))
      expect(made).toMatchObject({ id: wanted.snapshotId, databaseId: id(0) })
      await target().pass(30 * minuteMs)
      expect(done(await databases().snapshot(newCall(), wanted.snapshotId))).toMatchObject({ status: 'available', tags: { 'watchfloor-run': 'r1' } })
      expect(why(await databases().createSnapshot(newCall(), wanted))).toBe('alreadyThere')
      expect(why(await databases().createSnapshot(newCall(), { ...wanted, databaseId: 'gone-for-good', snapshotId: 'wf-r1-gone' }))).toBe('gone')
    })

    it('have copies of their snapshots in another Region', async () => {
      const source = done(await databases().snapshot(newCall(), `wf-r1-${id(0)}`))
      const away = operatorsOf(target())(target().home, target().otherRegion).databases
      const copy = { sourceArn: source.arn, sourceRegion: target().region, snapshotId: 'wf-r1-away', kmsKeyId: target().otherKey, tags: { 'watchfloor-run': 'r1' } }
      expect(done(await away.copySnapshot(newCall(), copy))).toMatchObject({ id: 'wf-r1-away', databaseId: id(0) })
      await target().pass(120 * minuteMs)
      expect(done(await away.snapshot(newCall(), 'wf-r1-away'))).toMatchObject({ status: 'available' })
      expect(why(await away.copySnapshot(newCall(), copy))).toBe('alreadyThere')
      expect(why(await away.copySnapshot(newCall(), { ...copy, sourceArn: `${source.arn}-gone`, snapshotId: 'wf-r1-gone' }))).toBe('gone')
    })

    it('are changed', async () => {
      done(await databases().modify(newCall(), id(1), { instanceClass: 'db.m6i.4xlarge', now: true }))
      await target().pass(60 * minuteMs)
      expect(done(await databases().database(newCall(), id(1)))).toMatchObject({ instanceClass: 'db.m6i.4xlarge', status: 'available' })
      expect(why(await databases().modify(newCall(), 'gone-for-good', { multiAz: true, now: true }))).toBe('gone')
    })

    it('are restarted', async () => {
      expect(done(await databases().reboot(newCall(), id(2), { forceFailover: false })).id).toBe(id(2))
      expect(why(await databases().reboot(newCall(), 'gone-for-good', { forceFailover: false }))).toBe('gone')
    })

    it('come back as new instances of a snapshot or of a moment, with what was wanted', async () => {
      const spec = { databaseId: 'wf-restored', instanceClass: 'db.m6i.large', multiAz: true, deletionProtection: true, tags: { tenant: 'bank' } }
      done(await databases().restoreFromSnapshot(newCall(), `wf-r1-${id(0)}`, spec))
      expect(why(await databases().restoreFromSnapshot(newCall(), `wf-r1-${id(0)}`, spec))).toBe('alreadyThere')
      expect(why(await databases().restoreFromSnapshot(newCall(), 'gone-for-good', { databaseId: 'wf-nothing' }))).toBe('gone')
      done(await databases().restoreToPointInTime(newCall(), { databaseId: id(0) }, { databaseId: 'wf-then' }))
      await target().pass(120 * minuteMs)
      expect(done(await databases().database(newCall(), 'wf-restored'))).toMatchObject({ status: 'available', instanceClass: 'db.m6i.large', multiAz: true, tags: { tenant: 'bank' } })
      expect(done(await databases().database(newCall(), 'wf-then'))).toMatchObject({ status: 'available' })
    })

    it('bear another name, and the old one is free', async () => {
      done(await databases().modify(newCall(), id(3), { newId: `${id(3)}-before`, now: true }))
      await target().pass(10 * minuteMs)
      expect(why(await databases().database(newCall(), id(3)))).toBe('gone')
      expect(done(await databases().database(newCall(), `${id(3)}-before`)).id).toBe(`${id(3)}-before`)
    })

    it('are tagged', async () => {
      const { arn } = done(await databases().database(newCall(), id(1)))
      done(await databases().addTags(newCall(), arn, { 'watchfloor-run': 'r1' }))
      expect(done(await databases().tags(newCall(), arn))).toMatchObject({ 'watchfloor-run': 'r1' })
      done(await databases().removeTags(newCall(), arn, ['watchfloor-run']))
      expect(done(await databases().tags(newCall(), arn))).not.toHaveProperty('watchfloor-run')
    })
  })
}
