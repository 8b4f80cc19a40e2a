import type { FleetConfig } from '#shared/fleet/fleet-config'
import { createAwsReaders, createCredentialSource } from '#electron/adapters/aws/index'
import { realClock as clock, realTimers as timers } from '#electron/adapters/system/real-time'
import type { TaggedType } from '#shared/fleet/service-records'
import type { AwsReaders, Call } from '#electron/ports/aws-reader'
import { trainingCredentials } from '#electron/training/index'
import { fakeConfig } from '#test/fakes/fake-watch-parts'

/** A server that the suite runs against, and what its fleet holds. Each part is a fact of the seed or the scenario, not of the adapter. */
export interface Target {
  readonly endpoint: string
  /** The signed-in account: over a hundred databases and alarms in `region`, some in `otherRegion`. */
  readonly home: string
  readonly region: string
  readonly otherRegion: string
  /** Reached through a role. */
  readonly second: string
  readonly databases: number
  readonly alarms: number
  /** A tenant of `region` with a database of this id, an alarm of this name in ALARM and one without data. */
  readonly tenant: string
  readonly databaseId: string
  /** A database of `region` with a key of its own. */
  readonly encryptedId: string
  readonly firing: string
  readonly noData: string
  /** The topic that alarms of `region` tell. */
  readonly topic: string
  readonly secondDatabaseId: string
  /** A tenant with other services of its own in `account` and `region`; absent `sftpArn`: the tagging API lists it. */
  readonly services: {
    readonly tenant: string
    readonly account: string
    readonly log: { readonly group: string; readonly filter: string; readonly namespace: string }
    readonly archive: string
    /** Its load balancer's name, and that of one without a web ACL in `home`. */
    readonly guarded: string
    readonly open: string
    readonly sftpArn?: string
    readonly tagged: readonly TaggedType[]
  }
  /** Pages of all alarms: moto sends them in one. */
  readonly alarmPages: number
  /** The server's time. */
  nowMs(): number
  /** Runs before each request: a server whose time stands still must not throttle. */
  readonly beforeRequest?: () => Promise<void>
}

export function configOf(target: Pick<Target, 'home' | 'region' | 'otherRegion' | 'second'>): FleetConfig {
  return {
    ...fakeConfig(),
    signIn: { kind: 'profile' },
    accounts: [
      { id: target.home, name: 'home', regions: [target.region, target.otherRegion] },
      { id: target.second, name: 'second', regions: [target.region], role: 'WatchfloorOperator', externalId: 'desk-7' },
    ],
  }
}

/** The adapter as the product builds it: keys from the environment, the second account through AssumeRole. */
export function readersOf(target: Pick<Target, 'endpoint' | 'home' | 'region' | 'otherRegion' | 'second'>, more: { readonly requestTimeoutMs?: number } = {}): AwsReaders {
  const { endpoint } = target
  const config = configOf(target)
  const credentials = createCredentialSource({ config, endpoint, clock, timers, training: trainingCredentials })
  return createAwsReaders({ endpoint, credentials, tags: config.tags, clock, timers, ...more })
}

/** Signs in as the home account, with an environment that tries to send requests elsewhere. */
export function signIn(home: string): () => void {
  const keys = trainingCredentials(home)
  const wanted: Record<string, string> = {
    AWS_ACCESS_KEY_ID: keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
    AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    AWS_ENDPOINT_URL_RDS: 'http://127.0.0.1:9',
  }
  const before = Object.fromEntries(Object.keys(wanted).map((name) => [name, process.env[name]]))
  Object.assign(process.env, wanted)
  return () => {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  }
}

/** A call that notes its requests and never asks for another attempt. */
export function plainCall(beforeRequest?: () => Promise<void>): Call & { readonly operations: readonly string[] } {
  const operations: string[] = []
  const onRequest = async (operation: string): Promise<void> => {
    operations.push(operation)
    await beforeRequest?.()
  }
  return { signal: new AbortController().signal, onRequest, operations }
}
