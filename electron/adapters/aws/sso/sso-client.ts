import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import type { SsoReply } from '#electron/ports/sso'
import { err, ok } from '#shared/kernel/result'
import { dateOf } from '../date'
import { toSsoFailure } from './sso-failures'

export interface SsoClientOptions {
  /** Checked with `loopbackEndpoint`; absent: AWS. */
  readonly endpoint?: string
  readonly requestTimeoutMs?: number
}

const usualTimeoutMs = 10_000
const connectionTimeoutMs = 5_000
/** The limiter sends five a second; more than this many waiting at once means a slow portal. */
const maxSockets = 4

/** What both SSO clients are made with: no retries, no profile, nothing from the environment. */
export function ssoClientConfig(region: string, { endpoint, requestTimeoutMs = usualTimeoutMs }: SsoClientOptions) {
  const httpAgent = new HttpAgent({ keepAlive: true, maxSockets })
  const httpsAgent = new HttpsAgent({ keepAlive: true, maxSockets })
  const config = {
    region,
    ...(endpoint === undefined ? {} : { endpoint }),
    // An environment variable or profile setting must not be able to redirect tokens.
    ignoreConfiguredEndpointUrls: true,
    maxAttempts: 1,
    requestHandler: new NodeHttpHandler({ httpAgent, httpsAgent, connectionTimeout: connectionTimeoutMs, requestTimeout: requestTimeoutMs, throwOnRequestTimeout: true }),
  }
  const close = (): void => {
    httpAgent.destroy()
    httpsAgent.destroy()
  }
  return { config, close }
}

/** One request: its value with AWS's date, or the failure. `read` answers undefined when the reply lacks what it must have. */
export async function ask<O extends object, T>(operation: string, request: () => Promise<O>, read: (output: O) => T | undefined): Promise<SsoReply<T>> {
  try {
    const output = await request()
    const value = read(output)
    if (value === undefined) return err(toSsoFailure({ name: 'UnreadableReply' }, operation))
    const dateMs = dateOf(output)
    return ok({ value, ...(dateMs === undefined ? {} : { dateMs }) })
  } catch (error) {
    return err(toSsoFailure(error, operation))
  }
}
