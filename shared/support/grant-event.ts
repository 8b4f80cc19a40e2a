import type { AccessKind } from './grant'

/** One of the things in AWS that a grant opens. `key` names it among all. */
export type DoorRef =
  | { readonly kind: 'application'; readonly key: string; readonly account: string; readonly region: string; readonly parameter: string }
  | { readonly kind: 'ssh'; readonly key: string; readonly account: string; readonly region: string; readonly securityGroup: string; readonly cidr: string }

export const parameterKey = (account: string, region: string, parameter: string): string => `application|${account}|${region}|${parameter}`
export const ruleKey = (account: string, region: string, securityGroup: string, cidr: string): string => `ssh|${account}|${region}|${securityGroup}|${cidr}`
export const kindOfKey = (key: string): AccessKind => (key.startsWith('ssh|') ? 'ssh' : 'application')

/**
 * The journal of a grant: what was done about it in AWS, written by whoever holds the desk's support lease.
 *
 * 1. `opening` stands before the first thing that is done: without it nothing was.
 * 2. `sent` stands before the first request that lets somebody in by that door: without it the door was never open for the grant.
 * 3. `opened` and `closed` stand for what was read back. After `opened` nothing of that door is opened again by itself.
 *    `doorClosed` stands for one of several doors, while another was not read so yet.
 * 4. `mended`: somebody wants what was found missing put back.
 */
export type GrantEvent =
  | { readonly kind: 'opening'; readonly atMs: number; readonly doors: readonly DoorRef[] }
  | { readonly kind: 'sent'; readonly atMs: number; readonly door: string }
  | { readonly kind: 'opened'; readonly atMs: number; readonly doors: readonly OpenedDoor[] }
  | { readonly kind: 'trouble'; readonly atMs: number; readonly door: string; readonly words: string; readonly tries: number; readonly nextTryAtMs?: number }
  | { readonly kind: 'recovered'; readonly atMs: number; readonly door: string }
  | { readonly kind: 'endedByClient'; readonly atMs: number; readonly saidAtMs?: number; readonly who?: string }
  | { readonly kind: 'mended'; readonly atMs: number; readonly by: string; readonly door: string }
  | { readonly kind: 'addressChanged'; readonly atMs: number; readonly cidr: string }
  | { readonly kind: 'remark'; readonly atMs: number; readonly words: string; readonly isTrouble: boolean }
  | { readonly kind: 'doorClosed'; readonly atMs: number; readonly door: string; readonly words: string }
  | { readonly kind: 'closed'; readonly atMs: number; readonly doors: readonly ClosedDoor[] }

export interface OpenedDoor {
  readonly door: string
  /** When its schedule closes it. */
  readonly closesByItselfAtMs?: number
  readonly words: string
}

export interface ClosedDoor {
  readonly door: string
  /** What was read: "The document names no grant." */
  readonly words: string
}
