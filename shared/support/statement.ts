import type { ActivityRow, SourcePart } from './activity/activity'
import type { GrantView } from './support-view'

/** What a tenant's client is given: who had access, when, for what, the proof of its closing, and what else happened then. Of others it says nothing. */
export interface ClientStatement {
  readonly desk: string
  readonly tenant: string
  readonly tenantName: string
  readonly fromMs: number
  readonly toMs: number
  /** AWS time. */
  readonly writtenAtMs: number
  /** That were open within the span, oldest first. */
  readonly grants: readonly GrantView[]
  /** One each, in the order in which they are said. */
  readonly sources: readonly SourcePart[]
  /** Oldest first. */
  readonly timeline: readonly ActivityRow[]
  /** Rows that are too many: the oldest. */
  readonly leftOut: number
  /** Names of others that were taken out of its texts. */
  readonly namesWithheld: number
}

/** What a statement would hold, before it is written. */
export interface StatementPreview extends Pick<ClientStatement, 'writtenAtMs' | 'sources' | 'leftOut' | 'namesWithheld'> {
  readonly grants: number
  readonly rows: number
}

export const previewOf = ({ writtenAtMs, sources, leftOut, namesWithheld, grants, timeline }: ClientStatement): StatementPreview => ({
  writtenAtMs,
  sources,
  leftOut,
  namesWithheld,
  grants: grants.length,
  rows: timeline.filter(({ isGap }) => isGap !== true).length,
})

/** Said below the timeline wherever it is shown. */
export function leftOutWords({ leftOut, namesWithheld }: Pick<ClientStatement, 'leftOut' | 'namesWithheld'>): readonly string[] {
  return [
    ...(leftOut === 0 ? [] : [`${leftOut} older rows are too many for one statement. Ask for a shorter span to have them.`]),
    ...(namesWithheld === 0 ? [] : ['[…] stands where somebody else was named.']),
  ]
}
