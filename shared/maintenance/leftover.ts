/**
 * What a run left behind: access closed or alarms muted without a live run that would undo it, or a run that nobody carries. Found by any
 * console, whoever made it.
 */
export interface Leftover {
  readonly tenant: string
  readonly kind: 'access' | 'alarms' | 'run'
  /** The window's id. */
  readonly run: string
  readonly account?: string
  readonly region?: string
  /** AWS time of its first sight. */
  readonly sinceMs: number
}

export const leftoverKey = ({ tenant, kind, run, account = '', region = '' }: Omit<Leftover, 'sinceMs'>): string => [tenant, kind, run, account, region].join('|')
