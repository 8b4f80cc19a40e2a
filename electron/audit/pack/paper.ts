import { canonicalJson } from '#shared/kernel/canonical-json'

/** Papers of one thing as lines of JSON. */
export const linesOfJson = (values: readonly unknown[]): string => values.map((value) => `${canonicalJson(value)}\n`).join('')
