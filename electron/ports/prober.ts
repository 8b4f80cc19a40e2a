import type { ProbeAnswer } from '#shared/probes/probe-result'

/** What is asked: the part of a probe that goes over the wire. */
export interface ProbeRequest {
  readonly url: string
  readonly expectStatus: number
  readonly expectBody?: string
  readonly timeoutSeconds: number
}

/**
 * Asks a page as a new client would.
 *
 * 1. `ask` never throws and always ends: an aborted request and a passed timeout are failures too.
 * 2. Each request has a connection of its own; no redirect is followed, no proxy is used, and no more than 64 KiB of the body are read.
 */
export interface Prober {
  ask(request: ProbeRequest, signal: AbortSignal): Promise<ProbeAnswer>
}
