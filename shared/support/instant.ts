/** `2026-11-22T12:00:00Z`: whole seconds, as the support-access document and closing schedules have them. */
export const isoOf = (atMs: number): string => `${new Date(atMs).toISOString().slice(0, 19)}Z`

/** Epoch milliseconds; undefined: it is no instant with its offset. */
export function instantOf(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text) || !isDay(text.slice(0, 10))) return undefined
  const atMs = Date.parse(text)
  return Number.isNaN(atMs) ? undefined : atMs
}

/** `2026-02-30` would be read as the second of March. */
function isDay(text: string): boolean {
  const atMs = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(atMs) && isoOf(atMs).startsWith(text)
}

/** Ends are rounded down: nothing is open longer than was granted. */
export const wholeSecond = (atMs: number): number => Math.floor(atMs / 1_000) * 1_000
