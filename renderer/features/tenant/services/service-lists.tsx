import type { ReactNode } from 'react'
import type { LogView, TenantServices } from '#shared/fleet/service-views'
import { HealthMark } from '../../../components/health-mark'
import { plural } from '../../../format/number'
import { ServiceRow } from './service-row'
import { doorStanding, lifecycleWords, lockWords, logStanding, sftpStanding } from './service-words'

/** Rows of each part, in the order of the view. */
export const doorRows = ({ doors, strayAcls }: TenantServices): readonly ReactNode[] => [
  ...strayAcls.map(({ tagged, environment }) => <ServiceRow key={tagged.key} id={tagged.id} environment={environment} standing={{ mark: 'degraded', words: 'a web ACL that guards none of its doors' }} facts={[]} />),
  ...doors.map(({ tagged, environment, shared, record }) => (
    <ServiceRow
      key={tagged.key}
      id={tagged.id}
      environment={environment}
      shared={shared}
      standing={doorStanding(record)}
      readAtMs={record?.readAtMs}
      facts={record?.acl === undefined ? [] : [['web ACL', record.acl.name], ['otherwise', record.acl.otherwise ?? 'not told'], ...listFact(record.ipSets.flatMap(({ addresses }) => addresses ?? []))]}
    />
  )),
]

const shown = 3
const listFact = (addresses: readonly string[]): readonly (readonly [string, string])[] =>
  addresses.length === 0 ? [] : [['list', `${addresses.slice(0, shown).join(', ')}${addresses.length > shown ? ` and ${addresses.length - shown} more` : ''}`]]

export const sftpRows = ({ sftpServers }: TenantServices): readonly ReactNode[] =>
  sftpServers.map(({ tagged, environment, shared, record }) => (
    <ServiceRow
      key={tagged.key}
      id={tagged.id}
      environment={environment}
      shared={shared}
      standing={record === undefined ? { mark: 'unknown', words: 'waits for its turn' } : record.refused === undefined ? sftpStanding(record.state) : { mark: 'unknown', words: record.refused === 'denied' ? 'may not be read' : 'is gone' }}
      readAtMs={record?.readAtMs}
      facts={[
        ...(record?.protocols === undefined ? [] : [['by', record.protocols.join(', ')] as const]),
        ...(record?.endpointType === undefined ? [] : [['endpoint', record.endpointType.toLowerCase()] as const]),
        ...(record?.users === undefined ? [] : [['for', plural(record.users, 'user')] as const]),
        ...(record?.hostKeyFingerprint === undefined ? [] : [['host key', record.hostKeyFingerprint] as const]),
      ]}
    />
  ))

export const bucketRows = ({ buckets }: TenantServices): readonly ReactNode[] =>
  buckets.map(({ tagged, environment, shared, record }) => (
    <ServiceRow
      key={tagged.key}
      id={tagged.id}
      environment={environment}
      shared={shared}
      standing={record === undefined ? { mark: 'unknown', words: 'waits for its turn' } : record.refused === undefined ? lockWords(record) : { mark: 'unknown', words: record.refused === 'denied' ? 'may not be read' : 'is gone' }}
      readAtMs={record?.readAtMs}
      facts={
        record === undefined || record.refused !== undefined
          ? []
          : [
              ['versions', record.versioning === undefined ? 'may not be read' : record.versioning === 'Enabled' ? 'kept' : record.versioning === 'never' ? 'never kept' : 'no longer kept'],
              ['lifecycle', lifecycleWords(record)],
              ['public access', record.blocksPublicAccess === undefined ? 'may not be read' : record.blocksPublicAccess ? 'blocked' : 'not blocked here'],
            ]
      }
    />
  ))

/** Logs that something looks at, each; the others in one line. */
export function logRows({ logs }: TenantServices): readonly ReactNode[] {
  const heard = logs.filter(({ filters }) => filters.length > 0)
  const unheard = logs.filter(({ filters }) => filters.length === 0)
  const rows = heard.map((log) => (
    <ServiceRow
      key={`${log.place.region} ${log.group}`}
      id={log.group}
      environment={log.environment}
      standing={logStanding(log)}
      facts={log.filters.map(({ record, alarms }) => [record.name, alarms.length === 0 ? '(no alarm)' : `(${alarms.map(({ name, state }) => `${name} ${state === 'INSUFFICIENT_DATA' ? 'without data' : state}`).join(', ')})`])}
    />
  ))
  return unheard.length === 0 ? rows : [...rows, <li key="unheard"><HealthMark kind="info" /><span className="service-quiet text">Nothing looks at {unheard.map(quietName).join(', ')}.</span></li>]
}

const quietName = ({ group, database }: LogView): string => (database === undefined ? group : `${database.log} of ${database.id}`)
