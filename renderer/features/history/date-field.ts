const two = (value: number): string => String(value).padStart(2, '0')

/** A moment as `<input type="datetime-local">` wants it: the operator's own zone, whole minutes. */
export function toField(atMs: number): string {
  const date = new Date(atMs)
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`
}

/** Undefined: not a whole moment (yet). */
export function fromField(value: string): number | undefined {
  const atMs = new Date(value).getTime()
  return Number.isFinite(atMs) ? atMs : undefined
}
