import type { FleetConfig } from '#shared/fleet/fleet-config'
import { createAwsOperators, createCredentialSource } from '#electron/adapters/aws/index'
import { realClock as clock, realTimers as timers } from '#electron/adapters/system/real-time'
import type { AwsOperator, AwsOperators } from '#electron/ports/aws-operator'
import type { FailureKind, OperatorCall, Outcome } from '#electron/ports/operator/outcome'
import { trainingCredentials } from '#electron/training/index'
import { configOf } from '../aws-adapter/target'
import { DeleteObjectCommand, ListObjectVersionsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'

/** A server that the operator's suite runs against, and what it may be done to there. */
export interface OperatorTarget {
  readonly endpoint: string
  readonly home: string
  readonly region: string
  readonly otherRegion: string
  /** A key of `otherRegion`. */
  readonly otherKey: string
  /** Databases of `region`, available, each for one test. */
  readonly databases: readonly string[]
  /** A load balancer of `region` with one listener, and a bucket of `region`. */
  readonly loadBalancer: string
  readonly bucket: string
  /** A bucket of `region` with Object Lock, and a security group there. */
  readonly lockedBucket: string
  readonly securityGroup: string
  /** The server's time. */
  readonly nowMs: () => number
  /** As somebody with every right in S3 would, who does not care what is there; the second rejects with S3's words. */
  readonly overwrite: (key: string, body: string) => Promise<void>
  readonly deleteFirst: (key: string) => Promise<void>
  /** The server's time goes on by so much; one whose work takes no time does nothing. */
  readonly pass: (durationMs: number) => Promise<void>
}

export const operatorsOf = (target: Pick<OperatorTarget, 'endpoint' | 'home' | 'region' | 'otherRegion'>, more: { readonly requestTimeoutMs?: number } = {}): AwsOperators => {
  const config: FleetConfig = configOf({ ...target, second: '222233334444' })
  const credentials = createCredentialSource({ config, endpoint: target.endpoint, clock, timers, training: trainingCredentials })
  return createAwsOperators({ endpoint: target.endpoint, credentials, clock, timers, ...more })
}

export const operatorOf = (target: OperatorTarget): AwsOperator => operatorsOf(target)(target.home, target.region)

/** What somebody does with the SDK alone, past every rule of the console. */
export function intruder(of: () => Pick<OperatorTarget, 'endpoint' | 'home' | 'region' | 'lockedBucket'>): Pick<OperatorTarget, 'overwrite' | 'deleteFirst'> {
  const s3 = () => new S3Client({ endpoint: of().endpoint, region: of().region, forcePathStyle: true, credentials: { accessKeyId: `AKIA${of().home}EVIL`, secretAccessKey: 'any' } })
  return {
    overwrite: async (key, body) => void (await s3().send(new PutObjectCommand({ Bucket: of().lockedBucket, Key: key, Body: body }))),
    deleteFirst: async (key) => {
      const { Versions: versions = [] } = await s3().send(new ListObjectVersionsCommand({ Bucket: of().lockedBucket, Prefix: key }))
      await s3().send(new DeleteObjectCommand({ Bucket: of().lockedBucket, Key: key, VersionId: versions.at(-1)?.VersionId }))
    },
  }
}

export function newCall(): OperatorCall & { readonly operations: readonly string[] } {
  const operations: string[] = []
  return { signal: new AbortController().signal, operations, onRequest: (operation) => (operations.push(operation), Promise.resolve()) }
}

export function done<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.error.why}: ${outcome.error.error.message}`)
  return outcome.value.value
}

/** Why it failed; `done` when it did not. */
export const why = (outcome: Outcome<unknown>): FailureKind | 'done' => (outcome.ok ? 'done' : outcome.error.why)
