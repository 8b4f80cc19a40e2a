import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { AutoScalingClient } from '@aws-sdk/client-auto-scaling'
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2'
import { KMSClient } from '@aws-sdk/client-kms'
import { RDSClient } from '@aws-sdk/client-rds'
import { STSClient } from '@aws-sdk/client-sts'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import type { AwsCredentials } from '#electron/ports/credentials'
import { dateMiddleware, dateMiddlewareOptions, jsonDateMiddleware } from './date'

// The SDK tells every operator on stderr that its releases of 2027 need Node 22. Ours is pinned, and the pin is our concern.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true'

/** One client a service for one account x Region, made when first used, over one pair of keep-alive agents. */
export interface Clients {
  rds(): RDSClient
  cloudWatch(): CloudWatchClient
  autoScaling(): AutoScalingClient
  elb(): ElasticLoadBalancingV2Client
  kms(): KMSClient
  sts(): STSClient
  /** The client of a service whose adapter is loaded when it is first asked for; made once a service. */
  later<C extends { destroy(): void }>(service: string, create: (config: ClientConfig) => C): C
  close(): void
}

export interface ClientOptions {
  readonly region: string
  /** A checked loopback endpoint; absent: AWS. */
  readonly endpoint?: string
  readonly requestTimeoutMs: number
  /** Called for every request: caching and renewal are the credential source's. Throws CredentialFailure. */
  credentials(): Promise<AwsCredentials>
}

export type ClientConfig = ReturnType<typeof configOf>

const connectionTimeoutMs = 5_000
const maxSockets = 8
/** Between two polls of a place one idle connection a service is enough; with hundreds of places more would be memory. */
const maxFreeSockets = 2

export function createClients(options: ClientOptions): Clients {
  const httpAgent = new HttpAgent({ keepAlive: true, maxSockets, maxFreeSockets })
  const httpsAgent = new HttpsAgent({ keepAlive: true, maxSockets, maxFreeSockets })
  const config = configOf(options, { httpAgent, httpsAgent })
  const opened: { destroy(): void }[] = []
  const later = new Map<string, { destroy(): void }>()
  const once = <C extends { destroy(): void }>(create: () => C): (() => C) => {
    let client: C | undefined
    return () => {
      if (client === undefined) {
        client = create()
        opened.push(client)
      }
      return client
    }
  }

  return {
    rds: once(() => withDates(new RDSClient(config), (client) => client.middlewareStack.add(dateMiddleware, dateMiddlewareOptions))),
    cloudWatch: once(() => withDates(new CloudWatchClient(config), (client) => client.middlewareStack.add(dateMiddleware, dateMiddlewareOptions))),
    autoScaling: once(() => withDates(new AutoScalingClient(config), (client) => client.middlewareStack.add(dateMiddleware, dateMiddlewareOptions))),
    elb: once(() => withDates(new ElasticLoadBalancingV2Client(config), (client) => client.middlewareStack.add(dateMiddleware, dateMiddlewareOptions))),
    kms: once(() => withDates(new KMSClient(config), (client) => client.middlewareStack.add(jsonDateMiddleware, dateMiddlewareOptions))),
    sts: once(() => withDates(new STSClient(config), (client) => client.middlewareStack.add(dateMiddleware, dateMiddlewareOptions))),
    later: <C extends { destroy(): void }>(service: string, create: (config: ClientConfig) => C): C => {
      const known = later.get(service) ?? create(config)
      if (!later.has(service)) opened.push(known)
      later.set(service, known)
      return known as C // each service's name is used by its own adapter file alone
    },
    close: () => {
      for (const client of opened) client.destroy()
      httpAgent.destroy()
      httpsAgent.destroy()
    },
  }
}

function configOf(options: ClientOptions, agents: { readonly httpAgent: HttpAgent; readonly httpsAgent: HttpsAgent }) {
  const requestHandler = new NodeHttpHandler({
    ...agents,
    connectionTimeout: connectionTimeoutMs,
    requestTimeout: options.requestTimeoutMs,
    // Without it the SDK only warns, and the request hangs.
    throwOnRequestTimeout: true,
  })
  return {
    region: options.region,
    ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint }),
    // An environment variable or profile setting must not be able to redirect signed requests.
    ignoreConfiguredEndpointUrls: true,
    maxAttempts: 1,
    requestHandler,
    disableRequestCompression: true,
    credentials: async () => {
      const { accessKeyId, secretAccessKey, sessionToken } = await options.credentials()
      // "Already expired" makes the SDK ask each time instead of keeping keys that were dropped.
      return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }), expiration: new Date(0) }
    },
  }
}

/**
 * Each client types its own middleware stack, so that each adds the middleware itself. The SDK's own log goes: it copies every reply whole,
 * field by field, for a logger that nobody listens to.
 */
export function withDates<C extends { readonly middlewareStack: { remove(name: string): boolean } }>(client: C, add: (client: C) => void): C {
  add(client)
  client.middlewareStack.remove('loggerMiddleware')
  return client
}
