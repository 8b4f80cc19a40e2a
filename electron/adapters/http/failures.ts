import type { ProbeFailure } from '#shared/probes/probe-result'

export interface FoundFailure {
  readonly failure: ProbeFailure
  readonly detail: string
}

/** What a failed connection means, by Node's code. */
export function connectionFailure(code: string | undefined, host: string): FoundFailure {
  const known = byCode[code ?? '']
  if (known !== undefined) return { failure: known.failure, detail: known.words(host) }
  if (code?.startsWith('HPE_') === true) return { failure: 'reply', detail: `what ${host} sent is no HTTP reply` }
  if (code?.startsWith('ERR_SSL_') === true || code === 'EPROTO') return { failure: 'tls', detail: `TLS with ${host} failed (${code})` }
  return { failure: 'reset', detail: `the connection to ${host} failed (${code ?? 'no reason given'})` }
}

interface Known {
  readonly failure: ProbeFailure
  readonly words: (host: string) => string
}

const dns: Known = { failure: 'dns', words: (host) => `the name ${host} cannot be resolved` }
const unreachable: Known = { failure: 'unreachable', words: (host) => `there is no way to ${host}` }
const reset: Known = { failure: 'reset', words: (host) => `${host} closed the connection without an answer` }

const byCode: Readonly<Record<string, Known>> = {
  ENOTFOUND: dns,
  EAI_AGAIN: { failure: 'dns', words: (host) => `the name server did not answer for ${host}` },
  EAI_NODATA: dns,
  EAI_NONAME: dns,
  ECONNREFUSED: { failure: 'refused', words: (host) => `${host} refused the connection` },
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  ENETDOWN: unreachable,
  EADDRNOTAVAIL: unreachable,
  ECONNRESET: reset,
  ECONNABORTED: reset,
  EPIPE: reset,
  ETIMEDOUT: { failure: 'timeout', words: (host) => `${host} did not accept the connection in time` },
}

/** Why a certificate is not accepted, by OpenSSL's code. */
export function certificateFailure(code: string, host: string): FoundFailure {
  return { failure: 'tls', detail: certificateWords[code]?.(host) ?? `the certificate of ${host} is not accepted (${code})` }
}

const untrusted = (host: string): string => `the certificate of ${host} is signed by nobody who is trusted here`
const certificateWords: Readonly<Record<string, (host: string) => string>> = {
  CERT_HAS_EXPIRED: (host) => `the certificate of ${host} has expired`,
  CERT_NOT_YET_VALID: (host) => `the certificate of ${host} is not valid yet`,
  CERT_REVOKED: (host) => `the certificate of ${host} was revoked`,
  ERR_TLS_CERT_ALTNAME_INVALID: (host) => `the certificate is for another name than ${host}`,
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
}
