/** The entries of one story and the stretches of chains that prove them. */
export interface StoryEntries {
  /** As `audit verify --extract` reads it: what does not belong to the story is withheld. */
  readonly text: string
  /** Of these chains, as this computer laid them: one a line. */
  readonly anchorsText: string
  readonly shown: number
  readonly withheld: number
  /** AWS time of the story's first and last entry. */
  readonly fromMs: number
  readonly toMs: number
}
