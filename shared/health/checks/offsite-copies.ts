import type { DatabaseView, OffsiteView, TenantView } from '../../fleet/tenant-view'
import { copyPlaceOf } from '../../fleet/offsite'
import { aboutDatabase, evidence, hasTold, type Check, type Verdict, type Words } from '../check'
import { copiesInFlight, copyDueSinceMs, copyLateMs, copyMissingMs, copyState, quotaNearRatio, takesNoBackups, type CopyState } from '../offsite-copies'
import { countText, momentText } from '../wording'

export const offsiteCopies: Check = {
  id: 'offsite-copies',
  clause: 'dailySnapshots',
  title: 'Off-site copies',
  feeds: ['offsite.copies', 'rds.instances'],
  judge: (view) => view.databases.flatMap((database) => judgeDatabase(view, database)),
}

function judgeDatabase({ contract }: TenantView, database: DatabaseView): readonly Verdict[] {
  const { record, offsite, place } = database
  if (record.replicaOf !== undefined || record.clusterId !== undefined || contract.offsite === false) return []
  if (copyPlaceOf(contract.offsite, record) === 'home') {
    return [aboutDatabase(database, 'rds.instances', { severity: 'unknown', summary: `Whether ${record.id} is copied off-site cannot be told: the fleet file names ${record.region}, where the database itself is. Name another Region or account.`, evidence: [evidence('Off-site place', record.region)] })]
  }
  const state = copyState(database)
  if (offsite === undefined || state === undefined || !hasTold(place, 'offsite.copies')) return []
  const said = [...aboutAge(database, state, offsite), ...aboutRoom(database, state, offsite)]
  const [first] = said
  return first === undefined ? [] : [aboutDatabase(database, 'offsite.copies', { evidence: evidenceOf(state, offsite), ...first })]
}

const where = ({ account, region }: OffsiteView, home: { readonly account: string }): string => (account === home.account ? region : `${region} of account ${account}`)

/** Semantics: what is encrypted with the key that RDS takes by itself cannot be shared with another account. */
const cannotBeShared = ({ record, key }: DatabaseView, { account }: OffsiteView): boolean => account !== record.account && key?.manager === 'AWS'

/** Worst first: one finding a database. */
function aboutAge(database: DatabaseView, { newest, ageMs, stuck, failed, observedAtMs }: CopyState, offsite: OffsiteView): readonly Words[] {
  const { record } = database
  const there = where(offsite, record)
  // Without backups there is nothing to copy: that is another clause's matter until it can be judged again.
  if (takesNoBackups(database)) return []
  const unshared = cannotBeShared(database, offsite) ? ' Its snapshots are under the key that RDS takes by itself (aws/rds), which no other account can use: restore it under a key of its own.' : ''
  const livedMs = observedAtMs - copyDueSinceMs(database)
  if (newest === undefined || ageMs === undefined) {
    if (livedMs <= copyLateMs) return []
    const severity = livedMs <= copyMissingMs ? 'watch' : 'degraded'
    return [{ severity, summary: `Database ${record.id} has no copy in ${there}: if ${record.region} is lost, so is the database.${unshared}`, ...(failed === undefined ? {} : { beganAtMs: copyDueSinceMs(database) + copyLateMs }) }]
  }
  const since = { beganAtMs: newest.snapshotAtMs + copyLateMs }
  const why = stuck !== undefined ? ' The next one is under way without progress.' : failed !== undefined ? ' The next one failed.' : ''
  if (ageMs > copyMissingMs) return [{ severity: 'degraded', summary: `The newest copy of ${record.id} in ${there} is of ${momentText(newest.snapshotAtMs)}: two nights and more are missing there.${why}${unshared}`, ...since }]
  if (ageMs > copyLateMs) return [{ severity: 'watch', summary: `The newest copy of ${record.id} in ${there} is of ${momentText(newest.snapshotAtMs)}: last night's has not arrived.${why}`, ...since }]
  if (failed !== undefined) return [{ severity: 'watch', summary: `A copy of ${record.id} to ${there} failed. The one before it is of ${momentText(newest.snapshotAtMs)}.` }]
  if (stuck !== undefined) return [{ severity: 'watch', summary: `A copy of ${record.id} to ${there} makes no progress. The one before it is of ${momentText(newest.snapshotAtMs)}.`, ...(stuck.sameProgressSinceMs === undefined ? {} : { beganAtMs: stuck.sameProgressSinceMs }) }]
  return []
}

/** How full the place is: copies never expire, and at the quota the next one is refused. */
function aboutRoom({ record }: DatabaseView, _state: CopyState, offsite: OffsiteView): readonly Words[] {
  const { manualSnapshots: used, manualSnapshotQuota: most } = offsite.place ?? {}
  if (used === undefined || most === undefined || used < most * quotaNearRatio) return []
  const there = where(offsite, record)
  return used >= most
    ? [{ severity: 'degraded', summary: `No further copy of ${record.id} fits into ${there}: all ${most} manual snapshots that the account may have there are used. Remove old copies or ask AWS for more.` }]
    : [{ severity: 'watch', summary: `Soon no further copy of ${record.id} fits into ${there}: ${used} of the ${most} manual snapshots that the account may have there are used. Remove old copies or ask AWS for more.` }]
}

function evidenceOf({ newest, underWay, failed, stuck }: CopyState, { account, region, place }: OffsiteView) {
  return [
    evidence('Off-site place', `${account}, ${region}`),
    evidence('Newest copy', newest === undefined ? 'none' : `${newest.id}, of ${momentText(newest.snapshotAtMs)}`),
    ...underWay.slice(0, 3).map(({ id, progressPercent }) => evidence('Under way', `${id}, ${progressPercent ?? 0} %`)),
    ...(stuck?.sameProgressSinceMs === undefined ? [] : [evidence('At the same percentage since', momentText(stuck.sameProgressSinceMs))]),
    ...(failed === undefined ? [] : [evidence('Failed', failed.id)]),
    ...(place === undefined || place.inFlight === 0 ? [] : [evidence('Copies under way there', place.inFlight >= copiesInFlight ? `${place.inFlight}: AWS makes ${copiesInFlight} at a time` : countText(place.inFlight, 'copy').replace('copys', 'copies'))]),
    ...(place?.manualSnapshots === undefined ? [evidence('Manual snapshots there', 'quota not told')] : [evidence('Manual snapshots there', `${place.manualSnapshots} of ${place.manualSnapshotQuota ?? '?'}`)]),
  ]
}
