import { dayMs, hourMs, minuteMs, secondMs } from '../kernel/time'

/** Times and amounts as findings say them. UTC: the finding is data; the screen shows its own zone beside it. */
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const
const two = (value: number): string => String(value).padStart(2, '0')

/** `3 May 2026` */
export function dateText(atMs: number): string {
  const date = new Date(atMs)
  return `${date.getUTCDate()} ${months[date.getUTCMonth()] ?? ''} ${date.getUTCFullYear()}`
}

/** `3 May 2026 02:14:05 UTC` */
export function momentText(atMs: number): string {
  const date = new Date(atMs)
  return `${dateText(atMs)} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} UTC`
}

/** The two largest units: `4 m 10 s`, `3 h 5 m`, `17 d 2 h`. A negative span reads as `0 s`. */
export function durationText(spanMs: number): string {
  const units = [
    ['d', dayMs],
    ['h', hourMs],
    ['m', minuteMs],
    ['s', secondMs],
  ] as const
  const first = units.findIndex(([, unitMs]) => spanMs >= unitMs)
  if (first < 0) return '0 s'
  const [[name, unitMs], smaller] = [units[first]!, units[first + 1]]
  const rest = smaller === undefined ? 0 : Math.floor((spanMs % unitMs) / smaller[1])
  return `${Math.floor(spanMs / unitMs)} ${name}${smaller === undefined || rest === 0 ? '' : ` ${rest} ${smaller[0]}`}`
}

/** `1 instance`, `3 instances` */
export const countText = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/** `a`, `a and b`, `a, b and c`; more than `most`: `a, b and 3 more`. */
export function listText(items: readonly string[], most = 5): string {
  const shown = items.length > most ? [...items.slice(0, most), `${items.length - most} more`] : items
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}
