import { appError, type AppError, type AppErrorKind } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import type { AlarmRecord, AppGroupRecord, AutomatedBackupRecord, DatabaseEventRecord, DatabaseRecord, InstanceRefresh, KmsKeyRecord, ScalingActivity, SnapshotRecord, TargetHealthRecord } from '#shared/fleet/records'
import type { AwsReader, AwsReaders, Call, KeptSnapshot, MetricQuery, MetricWindow, Reply } from '#electron/ports/aws-reader'
import type { AlarmChange } from '#shared/alarms/alarm-history'
import type { BucketRecord, IpSet, LogFilterRecord, SftpServerRecord, TaggedResourceRecord, WebAclRecord } from '#shared/fleet/service-records'
import type { Clock, Timers } from '#electron/ports/clock'

/** An account x Region as the fake keeps it: lists that a test edits, and a fault for each operation. */
export interface FakePlace {
  databases: DatabaseRecord[]
  snapshots: SnapshotRecord[]
  backups: AutomatedBackupRecord[]
  /** Manual snapshots, for sweeps of where copies go to. */
  kept: KeptSnapshot[]
  /** Keys that are not simply usable, by ARN. */
  keys: Map<string, KmsKeyRecord>
  events: DatabaseEventRecord[]
  alarms: AlarmRecord[]
  /** By alarm name. */
  histories: Map<string, readonly AlarmChange[]>
  /** ARNs of topics that exist. */
  topics: string[]
  groups: AppGroupRecord[]
  targets: Map<string, TargetHealthRecord>
  /** By group name. */
  activities: Map<string, readonly ScalingActivity[]>
  refreshes: Map<string, InstanceRefresh>
  /** A metric's value in the minute that begins then; undefined: no datapoint. */
  metric: (query: MetricQuery, atMs: number) => number | undefined
  /** A tenant's other services: what bears the tag, all metric filters, and the rest by ARN. */
  tagged: TaggedResourceRecord[]
  filters: LogFilterRecord[]
  services: Map<string, WebAclRecord | IpSet | SftpServerRecord | BucketRecord>
  /** The error that an operation answers now; undefined: none. */
  fault: (operation: string) => AppErrorKind | undefined
  /** How long a faulty request takes. */
  faultMs: number
}

export interface FakeRequest {
  readonly place: string
  readonly operation: string
  readonly atMs: number
  /** How many metrics it asked for. */
  readonly metrics?: number
}

export interface FakeAws {
  readonly readers: AwsReaders
  place(account: string, region: string): FakePlace
  /** Every request, in order. */
  readonly requests: FakeRequest[]
  readonly closed: string[]
}

const pageSize = 100

/** AWS behind the reader port: pages, asks the caller's `Call` before and after each request as the real adapter does. */
export function createFakeAws({ clock, timers }: { readonly clock: Clock; readonly timers: Timers }): FakeAws {
  const places = new Map<string, FakePlace>()
  const requests: FakeRequest[] = []
  const closed: string[] = []
  const placeOf = (account: string, region: string): FakePlace => {
    const key = `${account}/${region}`
    const place = places.get(key) ?? emptyPlace()
    places.set(key, place)
    return place
  }

  const readers: AwsReaders = (account, region): AwsReader => {
    const key = `${account}/${region}`
    const place = placeOf(account, region)
    const request = async (call: Call, operation: string, metrics?: number): Promise<Result<null, AppError>> => {
      for (let attempt = 1; ; attempt++) {
        await call.onRequest(operation, metrics)
        if (call.signal.aborted) return err(appError('cancelled', 'stopped'))
        requests.push({ place: key, operation, atMs: clock.nowMs(), ...(metrics === undefined ? {} : { metrics }) })
        const kind = place.fault(operation)
        if (kind === undefined) return ok(null)
        if (place.faultMs > 0) await timers.sleep(place.faultMs, `faulty ${operation}`, call.signal)
        const error = appError(kind, `${operation} failed`)
        if ((await call.onFailure?.(operation, error, attempt)) !== 'again') return err(error)
      }
    }
    const list = async <R extends object>(call: Call, operation: string, records: () => readonly R[]): Promise<Reply<R>> => {
      const found: R[] = []
      for (let from = 0; from === 0 || from < records().length; from += pageSize) {
        const page = await request(call, operation)
        if (!page.ok) return page
        found.push(...records().slice(from, from + pageSize))
      }
      return ok({ records: found, dateMs: wholeSecond(clock.nowMs()) })
    }
    const one = async <R extends object>(call: Call, operations: readonly string[], arn: string): Promise<Reply<R>> => {
      for (const operation of operations) {
        const reply = await request(call, operation)
        if (!reply.ok) return reply
      }
      const record = place.services.get(arn)
      const dateMs = wholeSecond(clock.nowMs())
      // Each test keeps under an ARN what the method that it is asked by returns; readings are dated as AWS would.
      return record === undefined ? err(appError('notFound', 'nothing of that name')) : ok({ records: [('readAtMs' in record ? { ...record, readAtMs: dateMs } : record) as R], dateMs })
    }
    return {
      account,
      region,
      databases: (call, ids) => list(call, 'DescribeDBInstances', () => place.databases.filter((db) => ids === undefined || ids.includes(db.id))),
      snapshots: (call) => list(call, 'DescribeDBSnapshots', () => place.snapshots),
      keptSnapshots: (call) => list(call, 'DescribeDBSnapshots', () => place.kept),
      databaseQuotas: async (call) => {
        const reply = await request(call, 'DescribeAccountAttributes')
        return reply.ok ? ok({ records: [{ name: 'ManualSnapshots', used: place.kept.length, max: 100 }], dateMs: wholeSecond(clock.nowMs()) }) : reply
      },
      key: async (call, keyId) => {
        const reply = await request(call, 'DescribeKey')
        if (!reply.ok) return reply
        const readAtMs = wholeSecond(clock.nowMs())
        return ok({ records: [place.keys.get(keyId) ?? { kind: 'kms-key', key: keyId, state: 'Enabled', manager: 'CUSTOMER', readAtMs }], dateMs: readAtMs })
      },
      automatedBackups: (call) => list(call, 'DescribeDBInstanceAutomatedBackups', () => place.backups),
      databaseEvents: (call, sinceMs, wanted) =>
        list(call, 'DescribeEvents', () => place.events.filter((event) => event.atMs >= sinceMs && event.atMs <= clock.nowMs() && (wanted === undefined || event.categories.some((category) => wanted.includes(category))))),
      pendingMaintenance: (call) => list(call, 'DescribePendingMaintenanceActions', () => []),
      alarms: (call, filter) =>
        list(call, 'DescribeAlarms', () => place.alarms.filter((alarm) => filter === undefined || ('state' in filter ? alarm.state === filter.state : filter.names.includes(alarm.name)))),
      alarmTags: async (call) => {
        const reply = await request(call, 'ListTagsForResource')
        return reply.ok ? ok({ tenantTag: 'tagged', dateMs: wholeSecond(clock.nowMs()) }) : reply
      },
      alarmHistory: async (call, name) => {
        const reply = await request(call, 'DescribeAlarmHistory')
        return reply.ok ? ok({ readAtMs: wholeSecond(clock.nowMs()), changes: place.histories.get(name) ?? [], more: false }) : reply
      },
      topics: (call) => list(call, 'ListTopics', () => place.topics.map((arn) => ({ arn }))),
      appGroups: (call) => list(call, 'DescribeAutoScalingGroups', () => place.groups),
      targetHealth: async (call, arn) => {
        const reply = await request(call, 'DescribeTargetHealth')
        if (!reply.ok) return reply
        const record = place.targets.get(arn)
        return record === undefined ? err(appError('notFound', 'no such target group')) : ok({ records: [record], dateMs: wholeSecond(clock.nowMs()) })
      },
      scalingActivities: async (call, group) => {
        const reply = await request(call, 'DescribeScalingActivities')
        const readAtMs = wholeSecond(clock.nowMs())
        return reply.ok ? ok({ records: [{ kind: 'group-activities', key: group, readAtMs, activities: place.activities.get(group) ?? [] }], dateMs: readAtMs }) : reply
      },
      instanceRefresh: async (call, group) => {
        const reply = await request(call, 'DescribeInstanceRefreshes')
        const readAtMs = wholeSecond(clock.nowMs())
        const latest = place.refreshes.get(group)
        return reply.ok ? ok({ records: [{ kind: 'group-refresh', key: group, readAtMs, ...(latest === undefined ? {} : { latest }) }], dateMs: readAtMs }) : reply
      },
      loadBalancers: async (call, arns) => {
        const reply = await request(call, 'DescribeTargetGroups')
        return reply.ok ? ok({ records: arns.map((targetGroupArn) => ({ targetGroupArn, loadBalancerArns: [targetGroupArn.replace('targetgroup/', 'loadbalancer/app/')] })), dateMs: wholeSecond(clock.nowMs()) }) : reply
      },
      metrics: async (call, queries, window) => {
        const reply = await request(call, 'GetMetricData', queries.length)
        return reply.ok ? ok({ records: queries.map((query) => ({ points: pointsOf(place, query, window) })), dateMs: wholeSecond(clock.nowMs()) }) : reply
      },
      taggedResources: (call) => list(call, 'GetResources', () => place.tagged),
      logFilters: (call) => list(call, 'DescribeMetricFilters', () => place.filters),
      webAcl: (call, arn) => one<WebAclRecord>(call, ['GetWebACLForResource'], arn),
      ipSet: (call, arn) => one<IpSet>(call, ['GetIPSet'], arn),
      sftpServer: (call, arn) => one<SftpServerRecord>(call, ['DescribeServer'], arn),
      bucket: (call, arn) => one<BucketRecord>(call, ['GetObjectLockConfiguration', 'GetBucketVersioning', 'GetBucketLifecycleConfiguration', 'GetPublicAccessBlock'], arn),
      identity: async (call) => {
        const reply = await request(call, 'GetCallerIdentity')
        return reply.ok ? ok({ account, arn: `arn:aws:sts::${account}:user/fake`, dateMs: clock.nowMs() }) : reply
      },
      close: () => void closed.push(key),
    }
  }
  return { readers, place: placeOf, requests, closed }
}

const emptyPlace = (): FakePlace => ({ databases: [], snapshots: [], backups: [], kept: [], keys: new Map(), events: [], alarms: [], histories: new Map(), topics: [], groups: [], targets: new Map(), activities: new Map(), refreshes: new Map(), metric: () => undefined, tagged: [], filters: [], services: new Map(), fault: () => undefined, faultMs: 0 })

const wholeSecond = (ms: number): number => Math.floor(ms / 1000) * 1000

function pointsOf(place: FakePlace, query: MetricQuery, { startMs, endMs }: MetricWindow): { readonly atMs: number; readonly value: number }[] {
  const periodMs = query.periodSeconds * 1000
  const first = Math.ceil(startMs / periodMs) * periodMs
  const times = Array.from({ length: Math.max(0, Math.floor((endMs - first) / periodMs)) }, (_, nth) => first + nth * periodMs)
  return times.flatMap((atMs) => {
    const value = place.metric(query, atMs)
    return value === undefined ? [] : [{ atMs, value }]
  })
}
