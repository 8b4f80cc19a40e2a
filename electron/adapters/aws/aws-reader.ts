import type { AwsReader, AwsReaders } from '#electron/ports/aws-reader'
import type { Clock, Timers } from '#electron/ports/clock'
import type { CredentialSource } from '#electron/ports/credentials'
import { fetchAlarmHistory } from './alarm-history'
import { fetchAppGroups } from './auto-scaling'
import { createClients } from './clients'
import { fetchAlarms, fetchAlarmTags } from './cloudwatch'
import { fetchLoadBalancers, fetchTargetHealth } from './elbv2'
import { CredentialFailure } from './errors'
import { fetchKey } from './kms'
import { fetchMetrics } from './metrics'
import { fetchAutomatedBackups, fetchDatabaseEvents, fetchDatabaseQuotas, fetchDatabases, fetchKeptSnapshots, fetchPendingMaintenance, fetchSnapshots } from './rds'
import { fetchInstanceRefresh, fetchScalingActivities } from './scaling-activities'
import type { Exchange } from './send'
import { fetchIdentity } from './sts'
import type { TagNames } from './tags'

export interface AwsReadersOptions {
  /** Checked with `loopbackEndpoint`; absent: AWS. */
  readonly endpoint?: string
  readonly credentials: CredentialSource
  readonly tags: TagNames
  readonly clock: Clock
  readonly timers: Timers
  /** Wall time until a silent socket is given up; default 10 s. */
  readonly requestTimeoutMs?: number
  /** The same in the clock's time, for a drill whose clock is not the wall's; absent: none. */
  readonly deadlineMs?: number
}

export const defaultRequestTimeoutMs = 10_000

/** Readers by account x Region: each is made once and lives until it is closed. */
export function createAwsReaders(options: AwsReadersOptions): AwsReaders {
  const readers = new Map<string, AwsReader>()
  return (account, region) => {
    const key = `${account}/${region}`
    const known = readers.get(key)
    if (known !== undefined) return known
    const reader = createReader(options, account, region, () => readers.delete(key))
    readers.set(key, reader)
    return reader
  }
}

function createReader(options: AwsReadersOptions, account: string, region: string, forget: () => void): AwsReader {
  const { tags, credentials } = options
  const clients = createClients({
    region,
    ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint }),
    requestTimeoutMs: options.requestTimeoutMs ?? defaultRequestTimeoutMs,
    credentials: async () => {
      const result = await credentials.forAccount(account)
      if (!result.ok) throw new CredentialFailure(result.error)
      return result.value
    },
  })
  const exchange: Exchange = {
    account,
    region,
    clock: options.clock,
    timers: options.timers,
    ...(options.deadlineMs === undefined ? {} : { deadlineMs: options.deadlineMs }),
    keys: () => credentials.forAccount(account),
    onExpired: () => credentials.drop(account),
  }
  return {
    account,
    region,
    databases: (call, ids) => fetchDatabases(clients.rds(), exchange, tags, call, ids),
    snapshots: (call) => fetchSnapshots(clients.rds(), exchange, call),
    keptSnapshots: (call) => fetchKeptSnapshots(clients.rds(), exchange, call),
    databaseQuotas: (call) => fetchDatabaseQuotas(clients.rds(), exchange, call),
    key: (call, keyId) => fetchKey(clients.kms(), exchange, call, keyId),
    automatedBackups: (call) => fetchAutomatedBackups(clients.rds(), exchange, call),
    databaseEvents: (call, sinceMs, categories) => fetchDatabaseEvents(clients.rds(), exchange, call, sinceMs, categories),
    pendingMaintenance: (call) => fetchPendingMaintenance(clients.rds(), exchange, call),
    alarms: (call, filter) => fetchAlarms(clients.cloudWatch(), exchange, call, filter),
    alarmTags: (call, arn) => fetchAlarmTags(clients.cloudWatch(), exchange, tags, call, arn),
    alarmHistory: (call, name) => fetchAlarmHistory(clients.cloudWatch(), exchange, call, name),
    topics: async (call) => (await import('./sns')).fetchTopics(clients, exchange, call),
    appGroups: (call) => fetchAppGroups(clients.autoScaling(), exchange, tags, call),
    targetHealth: (call, targetGroupArn) => fetchTargetHealth(clients.elb(), exchange, call, targetGroupArn),
    scalingActivities: (call, group) => fetchScalingActivities(clients.autoScaling(), exchange, call, group),
    instanceRefresh: (call, group) => fetchInstanceRefresh(clients.autoScaling(), exchange, call, group),
    loadBalancers: (call, arns) => fetchLoadBalancers(clients.elb(), exchange, call, arns),
    metrics: (call, queries, window) => fetchMetrics(clients.cloudWatch(), exchange, call, queries, window),
    // Few desks have all of these, and none needs them for its first picture: their clients are loaded when they are asked for.
    taggedResources: async (call) => (await import('./tagging')).fetchTaggedResources(clients, exchange, tags, call),
    logFilters: async (call) => (await import('./cloudwatch-logs')).fetchLogFilters(clients, exchange, call),
    webAcl: async (call, arn) => (await import('./wafv2')).fetchWebAcl(clients, exchange, call, arn),
    ipSet: async (call, arn) => (await import('./wafv2')).fetchIpSet(clients, exchange, call, arn),
    sftpServer: async (call, arn) => (await import('./transfer')).fetchSftpServer(clients, exchange, call, arn),
    bucket: async (call, arn) => (await import('./s3')).fetchBucket(clients, exchange, call, arn),
    identity: (call) => fetchIdentity(clients.sts(), exchange, call),
    close: () => {
      clients.close()
      forget()
    },
  }
}
