import { dayMs, hourMs, minuteMs, secondMs } from '#shared/kernel/time'

const units = [
  { name: 'd', ms: dayMs },
  { name: 'h', ms: hourMs },
  { name: 'm', ms: minuteMs },
  { name: 's', ms: secondMs },
] as const

/** What is shown where a figure is missing. Read aloud as "no data". */
export const missing = '–'

/** The two largest units of a duration: `4 m 10 s`, `2 h 5 m`, `45 s`. Negative durations show as `0 s`. */
export function formatDuration(durationMs: number): string {
  if (!Number.isFinite(durationMs)) return missing
  const first = units.findIndex((unit) => durationMs >= unit.ms)
  if (first < 0) return '0 s'
  const [major, minor] = [units[first]!, units[first + 1]]
  const count = Math.floor(durationMs / major.ms)
  const rest = minor === undefined ? 0 : Math.floor((durationMs - count * major.ms) / minor.ms)
  return minor === undefined || rest === 0 ? `${count} ${major.name}` : `${count} ${major.name} ${rest} ${minor.name}`
}

/** The largest unit alone, for narrow columns: `4 m`, `3 d`. */
export function formatAge(ageMs: number): string {
  if (!Number.isFinite(ageMs)) return missing
  const unit = units.find(({ ms }) => ageMs >= ms)
  return unit === undefined ? '0 s' : `${Math.floor(ageMs / unit.ms)} ${unit.name}`
}
