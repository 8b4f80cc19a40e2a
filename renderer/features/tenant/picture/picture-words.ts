import { formatDuration } from '../../../format/duration'
import { formatTime } from '../../../format/time'
import type { DatabasePicture, EnvironmentPicture, FailoverArrow, GroupPicture, TenantPicture } from './picture-model'

/** What the picture shows, in sentences: for ears, and for copying. */
export function pictureWords({ environments }: TenantPicture, nowMs: number): string {
  return environments.length === 0 ? 'Nothing of this tenant was found.' : environments.map((environment) => environmentWords(environment, nowMs)).join(' ')
}

const environmentWords = ({ environment, databases, groups }: EnvironmentPicture, nowMs: number): string =>
  `${environment}: ${[...groups.map(groupWords), ...databases.map((database) => databaseWords(database, nowMs))].join('; ')}.`

function databaseWords(database: DatabasePicture, nowMs: number): string {
  const { id, status, trouble, failover } = database
  return [`database ${id}, ${roleWords(database)}`, ...(status === 'available' ? [] : [status]), ...(trouble === undefined ? [] : [trouble.words]), ...(failover === undefined ? [] : [failoverWords(failover, nowMs)])].join(', ')
}

export function roleWords({ primary, standby, alone, isReplica }: DatabasePicture): string {
  const where = `${isReplica ? 'read replica' : 'primary'} in ${primary ?? 'a zone that AWS does not tell'}`
  return standby === undefined ? `${where}, ${alone === 'singleAz' ? 'no standby' : 'standby not told'}` : `${where}, standby in ${standby}`
}

export function groupWords({ id, shared, inService, desired, zones, targets, trouble }: GroupPicture): string {
  const where = zones.map(({ zone, serving, others }) => `${serving} in ${zone}${others.length === 0 ? '' : ` and ${others.length} not serving`}`).join(', ')
  return [`app group ${id}${shared ? ' shared with other tenants' : ''}, ${inService} of ${desired} in service${where === '' ? '' : `: ${where}`}`, ...(targets === undefined ? [] : [targetWords(targets)]), ...(trouble === undefined ? [] : [trouble.words])].join(', ')
}

export const targetWords = ({ healthy, total }: NonNullable<GroupPicture['targets']>): string => `load balancer sees ${healthy} of ${total} healthy`

/** `failed over at 02:14:05 +01:00 in 71 s, unplanned` */
export function failoverWords({ state, atMs, tookMs, cause, from, to }: FailoverArrow, nowMs: number): string {
  const what = { inProgress: 'failing over since', completed: 'failed over at', failed: 'failover failed at' }[state]
  const unseen = state === 'completed' && (from === undefined || to === undefined) ? ['zone not seen to change'] : []
  return [`${what} ${formatTime(atMs, nowMs)}`, ...(tookMs === undefined ? [] : [`in ${formatDuration(tookMs)}`]), ...(cause === undefined ? [] : [cause === 'requested' ? 'asked for' : 'unplanned']), ...unseen].join(', ').replace(', in ', ' in ')
}

/** The same on an arrow, which shows the rest: `02:14:05 +01:00, 71 s, unplanned` */
export function arrowWords({ state, atMs, tookMs, cause }: FailoverArrow, nowMs: number): string {
  const how = { inProgress: 'goes on', completed: undefined, failed: 'failed' }[state]
  return [formatTime(atMs, nowMs), ...(how === undefined ? [] : [how]), ...(tookMs === undefined ? [] : [formatDuration(tookMs)]), ...(cause === undefined ? [] : [cause === 'requested' ? 'asked for' : 'unplanned'])].join(', ')
}
