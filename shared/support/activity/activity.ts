/**
 * What happened to a tenant while access was given to it, for the client's statement.
 *
 * 1. Every row says where it was read. A source that was not asked, or could not be read, is said with its reason: never an empty list alone.
 * 2. Time that a source knows nothing of is a row of its own (`isGap`).
 * 3. Instants are AWS time, epoch milliseconds.
 */
export const activitySources = ['grants', 'cloudTrail', 'databaseEvents', 'incidents', 'changes', 'windows'] as const
export type ActivitySource = (typeof activitySources)[number]

/** A row as its source has it. */
export interface ActivityFact {
  /** Unique within its source. */
  readonly id: string
  readonly atMs: number
  /** Of what takes time and is over. */
  readonly untilMs?: number
  /** It was not over when the statement was written. */
  readonly lasts?: true
  /** Absent: it concerns the tenant as a whole. */
  readonly environment?: string
  readonly what: string
  /** The database, the parameter, the window. */
  readonly target?: string
  readonly who?: string
  /** The address that a request came from. */
  readonly fromWhere?: string
  /** How it came out, and what else is known. */
  readonly outcome?: string
  readonly isGap?: true
}

/** A row of the statement. */
export interface ActivityRow extends ActivityFact {
  readonly source: ActivitySource
  /** Ids of the grants in whose time it falls. */
  readonly grants: readonly string[]
}

/** What came of asking one source. */
export type SourceReading =
  | { readonly source: ActivitySource; readonly kind: 'notAsked' | 'failed'; readonly words: string }
  | {
      readonly source: ActivitySource
      readonly kind: 'read'
      /** How far it knows: what is newer may be missing. Absent: it has not said. */
      readonly asOfMs?: number
      readonly facts: readonly ActivityFact[]
      /** What it should have and has not, each a sentence. */
      readonly missing: readonly string[]
    }

/** What the statement says of a source. */
export interface SourcePart {
  readonly source: ActivitySource
  readonly title: string
  readonly state: 'complete' | 'partly' | 'notAsked' | 'failed'
  /** Rows of it in the timeline; gaps are not counted. */
  readonly rows: number
  /** How fresh it is, what it lacks and what it cannot know; or why it was not read. */
  readonly words: string
}

/** What a statement covers. */
export interface JoinedSpan {
  readonly fromMs: number
  readonly toMs: number
  /** AWS time. */
  readonly writtenAtMs: number
}
