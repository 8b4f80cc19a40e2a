import type { AwsReader, AwsReaders, Call } from '#electron/ports/aws-reader'
import type { Prober } from '#electron/ports/prober'

/**
 * Lets requests out one at a time, in the order in which they were asked for, so that a drill gives the same result on any machine.
 *
 * 1. A request is out from the moment its turn is granted until its reader sends the next, reports a failure, or returns.
 * 2. A request that the world holds back on purpose (delay, hang) does not keep the others waiting: see `isStill`.
 */
export interface RequestGate {
  /** The same readers, every request of theirs passing the gate. */
  guard(readers: AwsReaders): AwsReaders
  /** The same prober, every question of it passing the gate. */
  guardProber(prober: Prober): Prober
  /** Requests that wait for their turn, and requests that are out. */
  waiting(): number
  out(): number
  /** Lets the next one go. */
  admit(): void
}

export function createRequestGate(): RequestGate {
  const queue: (() => void)[] = []
  let out = 0
  const enter = (): Promise<void> =>
    new Promise((resolve) => {
      queue.push(() => {
        out += 1
        resolve()
      })
    })
  const leave = (): void => {
    out -= 1
  }

  /** Runs one reader method, following its requests by what it asks of its `Call`. */
  const followed = async <T>(call: Call, run: (call: Call) => Promise<T>): Promise<T> => {
    let isOut = false
    const end = (): void => {
      if (isOut) leave()
      isOut = false
    }
    const failed: Call['onFailure'] = async (operation, error, attempt) => {
      end()
      return (await call.onFailure?.(operation, error, attempt)) ?? 'giveUp'
    }
    try {
      return await run({
        signal: call.signal,
        onRequest: async (operation, metrics) => {
          end()
          await call.onRequest(operation, metrics)
          await enter()
          isOut = true
        },
        onFailure: failed,
      })
    } finally {
      end()
    }
  }

  return {
    guardProber: (prober) => ({
      ask: async (request, signal) => {
        await enter()
        try {
          return await prober.ask(request, signal)
        } finally {
          leave()
        }
      },
    }),
    guard: (readers) => (account, region) => guardReader(readers(account, region), followed),
    waiting: () => queue.length,
    out: () => out,
    admit: () => queue.shift()?.(),
  }
}

type Followed = <T>(call: Call, run: (call: Call) => Promise<T>) => Promise<T>

function guardReader(reader: AwsReader, followed: Followed): AwsReader {
  return {
    account: reader.account,
    region: reader.region,
    databases: (call, ids) => followed(call, (inner) => reader.databases(inner, ids)),
    snapshots: (call) => followed(call, (inner) => reader.snapshots(inner)),
    keptSnapshots: (call) => followed(call, (inner) => reader.keptSnapshots(inner)),
    databaseQuotas: (call) => followed(call, (inner) => reader.databaseQuotas(inner)),
    key: (call, keyId) => followed(call, (inner) => reader.key(inner, keyId)),
    automatedBackups: (call) => followed(call, (inner) => reader.automatedBackups(inner)),
    databaseEvents: (call, sinceMs, categories) => followed(call, (inner) => reader.databaseEvents(inner, sinceMs, categories)),
    pendingMaintenance: (call) => followed(call, (inner) => reader.pendingMaintenance(inner)),
    alarms: (call, filter) => followed(call, (inner) => reader.alarms(inner, filter)),
    alarmTags: (call, arn) => followed(call, (inner) => reader.alarmTags(inner, arn)),
    alarmHistory: (call, name) => followed(call, (inner) => reader.alarmHistory(inner, name)),
    topics: (call) => followed(call, (inner) => reader.topics(inner)),
    appGroups: (call) => followed(call, (inner) => reader.appGroups(inner)),
    targetHealth: (call, targetGroupArn) => followed(call, (inner) => reader.targetHealth(inner, targetGroupArn)),
    scalingActivities: (call, group) => followed(call, (inner) => reader.scalingActivities(inner, group)),
    instanceRefresh: (call, group) => followed(call, (inner) => reader.instanceRefresh(inner, group)),
    loadBalancers: (call, arns) => followed(call, (inner) => reader.loadBalancers(inner, arns)),
    metrics: (call, queries, window) => followed(call, (inner) => reader.metrics(inner, queries, window)),
    taggedResources: (call) => followed(call, (inner) => reader.taggedResources(inner)),
    logFilters: (call) => followed(call, (inner) => reader.logFilters(inner)),
    webAcl: (call, arn) => followed(call, (inner) => reader.webAcl(inner, arn)),
    ipSet: (call, arn) => followed(call, (inner) => reader.ipSet(inner, arn)),
    sftpServer: (call, arn) => followed(call, (inner) => reader.sftpServer(inner, arn)),
    bucket: (call, arn) => followed(call, (inner) => reader.bucket(inner, arn)),
    identity: (call) => followed(call, (inner) => reader.identity(inner)),
    close: () => reader.close(),
  }
}
