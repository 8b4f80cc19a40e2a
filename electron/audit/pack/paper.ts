import { canonicalJson } from '#shared/kernel/canonical-json'

/** A file of the pack: its name, what it is, its text. */
export interface PackFile {
  readonly name: string
  readonly about: string
  readonly text: string
}

/** Papers of one thing as lines of JSON. */
export const linesOfJson = (values: readonly unknown[]): string => values.map((value) => `${canonicalJson(value)}\n`).join('')
