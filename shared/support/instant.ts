/** `2026-11-22T12:00:00Z`: whole seconds, as the support-access document and closing schedules have them. */
export const isoOf = (atMs: number): string => `${new Date(atMs).toISOString().slice(0, 19)}Z`

/** Epoch milliseconds; undefined: it is no instant with its offset. */
export function instantOf(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text)) return undefined
  const atMs = Date.parse(text)
  return Number.isNaN(atMs) ? undefined : atMs
}

/** Ends are rounded down: nothing is open longer than was granted. */
export const wholeSecond = (atMs: number): number => Math.floor(atMs / 1_000) * 1_000
