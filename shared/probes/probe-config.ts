import { secondMs } from '../kernel/time'

/** How one address of a tenant's environment is asked, as the fleet file says it. */
export interface ProbeConfig {
  readonly environment: string
  /** `http://` or `https://`. */
  readonly url: string
  readonly expectStatus: number
  /** A text that the first 64 KiB of the body must hold. */
  readonly expectBody?: string
  readonly intervalSeconds: number
  readonly timeoutSeconds: number
}

export const probeDefaults = { expectStatus: 200, intervalSeconds: 60, timeoutSeconds: 10 } as const

/** What makes two probes of a tenant the same at different times, over restarts too. */
export const probeKey = ({ environment, url }: Pick<ProbeConfig, 'environment' | 'url'>): string => `${environment} ${url}`

/**
 * How long an answer speaks for the time after it: two intervals and the longest answer. Then nobody can say any more (decision 0014).
 */
export const holdsMs = ({ intervalSeconds, timeoutSeconds }: Pick<ProbeConfig, 'intervalSeconds' | 'timeoutSeconds'>): number => (2 * intervalSeconds + timeoutSeconds + 20) * secondMs

/** `acme.example:8443` of an address; the schema has made sure that there is one. */
export const hostAndPort = (url: string): string => (/^https?:\/\/(?:[^/?#@]*@)?([^/?#]*)/i.exec(url)?.[1] ?? '').toLowerCase()

/** What the moments hang on at which a page is asked. A server on this computer has another port at each start: the same moments all the same. */
export const phaseKey = (tenantId: string, { environment, url }: Pick<ProbeConfig, 'environment' | 'url'>): string =>
  `${tenantId} ${probeKey({ environment, url: isOnThisComputer(url) ? url.replace(/:\d+(?=[/?#]|$)/, '') : url })}`

const isOnThisComputer = (url: string): boolean => /^(localhost|\[::1\]|127\.[\d.]+)(:\d+)?$/.test(hostAndPort(url))

/**
 * What stands for one way through the network. On this computer nothing goes through a network, and every tenant's address is at the same
 * host: there each tenant counts for itself, so that training shows what a desk would see.
 */
export function networkHost(tenantId: string, url: string): string {
  const name = hostAndPort(url).replace(/:\d+$/, '')
  return isOnThisComputer(url) ? `${name} ${tenantId}` : name
}
