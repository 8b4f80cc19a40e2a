import {
  DescribeAccountAttributesCommand,
  DescribeDBInstanceAutomatedBackupsCommand,
  DescribeDBInstancesCommand,
  DescribeDBSnapshotsCommand,
  DescribeEventsCommand,
  DescribePendingMaintenanceActionsCommand,
  type RDSClient,
} from '@aws-sdk/client-rds'
import { ok } from '#shared/kernel/result'
import type { AutomatedBackupRecord, DatabaseEventRecord, DatabaseRecord, PendingMaintenanceRecord, SnapshotRecord } from '#shared/fleet/records'
import type { Call, DatabaseQuota, KeptSnapshot, Reply } from '#electron/ports/aws-reader'
import { ownCopies } from './own-copy'
import { collectPages } from './paging'
import { toBackup, toDatabase, toEvent, toKept, toPending, toQuota, toSnapshot } from './rds-records'
import { send, type Exchange } from './send'
import type { TagNames } from './tags'

const pageSize = 100
/** Values in one filter; AWS does not publish a limit, a page's worth is known to work. */
const idsPerRequest = 100

export async function fetchDatabases(rds: RDSClient, exchange: Exchange, tags: TagNames, call: Call, ids?: readonly string[]): Promise<Reply<DatabaseRecord>> {
  if (ids === undefined) return fetchDatabasePages(rds, exchange, tags, call)
  const records: DatabaseRecord[] = []
  let dateMs = exchange.clock.nowMs()
  for (let from = 0; from < ids.length; from += idsPerRequest) {
    const reply = await fetchDatabasePages(rds, exchange, tags, call, ids.slice(from, from + idsPerRequest))
    if (!reply.ok) return reply
    records.push(...reply.value.records)
    dateMs = reply.value.dateMs
  }
  return ok({ records, dateMs })
}

// Names go into a filter: asked by identifier, one database that is gone would fail the whole request.
const fetchDatabasePages = (rds: RDSClient, exchange: Exchange, tags: TagNames, call: Call, ids?: readonly string[]): Promise<Reply<DatabaseRecord>> => {
  const shared = new Map<string, string>()
  return collectPages(
    (marker) =>
      send(exchange, call, 'rds', 'DescribeDBInstances', (abortSignal) =>
        rds.send(
          new DescribeDBInstancesCommand({ MaxRecords: pageSize, Marker: marker, ...(ids === undefined ? {} : { Filters: [{ Name: 'db-instance-id', Values: [...ids] }] }) }),
          { abortSignal },
        ),
      ),
    (output) => output.DBInstances && { records: output.DBInstances.flatMap((instance) => toDatabase(exchange, tags, instance, shared)), next: output.Marker },
  )
}

export const fetchSnapshots = (rds: RDSClient, exchange: Exchange, call: Call): Promise<Reply<SnapshotRecord>> =>
  collectPages(
    (marker) =>
      send(exchange, call, 'rds', 'DescribeDBSnapshots', (abortSignal) => rds.send(new DescribeDBSnapshotsCommand({ MaxRecords: pageSize, Marker: marker }), { abortSignal })),
    (output) => output.DBSnapshots && { records: output.DBSnapshots.flatMap(toSnapshot), next: output.Marker },
  )

/** Automated ones are left out by AWS: a Region that copies go to may be home to databases of its own. */
export async function fetchKeptSnapshots(rds: RDSClient, exchange: Exchange, call: Call): Promise<Reply<KeptSnapshot>> {
  const manual = await fetchKeptOf(rds, exchange, call, 'manual')
  if (!manual.ok) return manual
  const backup = await fetchKeptOf(rds, exchange, call, 'awsbackup')
  return backup.ok ? ok({ records: [...manual.value.records, ...backup.value.records], dateMs: backup.value.dateMs }) : backup
}

const fetchKeptOf = (rds: RDSClient, exchange: Exchange, call: Call, type: 'manual' | 'awsbackup'): Promise<Reply<KeptSnapshot>> =>
  collectPages(
    (marker) =>
      send(exchange, call, 'rds', 'DescribeDBSnapshots', (abortSignal) =>
        rds.send(new DescribeDBSnapshotsCommand({ SnapshotType: type, MaxRecords: pageSize, Marker: marker }), { abortSignal }),
      ),
    (output) => output.DBSnapshots && { records: output.DBSnapshots.flatMap(toKept), next: output.Marker },
  )

export async function fetchDatabaseQuotas(rds: RDSClient, exchange: Exchange, call: Call): Promise<Reply<DatabaseQuota>> {
  const reply = await send(exchange, call, 'rds', 'DescribeAccountAttributes', (abortSignal) => rds.send(new DescribeAccountAttributesCommand({}), { abortSignal }))
  return reply.ok ? ok({ records: ownCopies((reply.value.output.AccountQuotas ?? []).flatMap(toQuota)), dateMs: reply.value.dateMs }) : reply
}

export const fetchAutomatedBackups = (rds: RDSClient, exchange: Exchange, call: Call): Promise<Reply<AutomatedBackupRecord>> =>
  collectPages(
    (marker) =>
      send(exchange, call, 'rds', 'DescribeDBInstanceAutomatedBackups', (abortSignal) =>
        rds.send(new DescribeDBInstanceAutomatedBackupsCommand({ MaxRecords: pageSize, Marker: marker }), { abortSignal }),
      ),
    (output) => output.DBInstanceAutomatedBackups && { records: output.DBInstanceAutomatedBackups.flatMap((backup) => toBackup(exchange.region, backup)), next: output.Marker },
  )

/** All source types in one request; what is neither an instance nor a cluster is left out here, which is cheaper than asking twice. */
export const fetchDatabaseEvents = (rds: RDSClient, exchange: Exchange, call: Call, sinceMs: number, categories?: readonly string[]): Promise<Reply<DatabaseEventRecord>> =>
  collectPages(
    (marker) =>
      send(exchange, call, 'rds', 'DescribeEvents', (abortSignal) =>
        rds.send(new DescribeEventsCommand({ StartTime: new Date(sinceMs), MaxRecords: pageSize, Marker: marker, ...(categories === undefined ? {} : { EventCategories: [...categories] }) }), { abortSignal }),
      ),
    (output) => output.Events && { records: output.Events.flatMap(toEvent), next: output.Marker },
  )

export const fetchPendingMaintenance = (rds: RDSClient, exchange: Exchange, call: Call): Promise<Reply<PendingMaintenanceRecord>> =>
  collectPages(
    (marker) =>
      send(exchange, call, 'rds', 'DescribePendingMaintenanceActions', (abortSignal) =>
        rds.send(new DescribePendingMaintenanceActionsCommand({ MaxRecords: pageSize, Marker: marker }), { abortSignal }),
      ),
    (output) => output.PendingMaintenanceActions && { records: output.PendingMaintenanceActions.flatMap(toPending), next: output.Marker },
  )
