import type { SupportMatter } from '../support/matter'

/**
 * What a run left behind: access closed or alarms muted without a live run that would undo it, a run that nobody carries,
 * or one that waits for an answer. Found by any
 * console, whoever made it.
 */
export interface Leftover {
  readonly tenant: string
  readonly kind: 'access' | 'alarms' | 'run' | 'question'
  /** The window's id. */
  readonly run: string
  readonly account?: string
  readonly region?: string
  /** AWS time of its first sight. */
  readonly sinceMs: number
}

/** When a run of ours was at work on a tenant: what happens to its databases meanwhile was to be expected. */
export interface RunSpan {
  readonly tenant: string
  /** The window's id. */
  readonly run: string
  readonly title: string
  readonly fromMs: number
  /** Of a run that goes on: the end as it stands. */
  readonly untilMs: number
}

/** What the desk knows that the watch should: what windows left behind, whose access is closed right now, what became of support access. What is left out is as it was. */
export interface DeskWord {
  readonly leftovers?: readonly Leftover[]
  /** Tenants. */
  readonly closed?: readonly string[]
  readonly support?: readonly SupportMatter[]
  /** Of runs that go on, and of those that ended lately. */
  readonly runs?: readonly RunSpan[]
}

export const leftoverKey = ({ tenant, kind, run, account = '', region = '' }: Omit<Leftover, 'sinceMs'>): string => [tenant, kind, run, account, region].join('|')
