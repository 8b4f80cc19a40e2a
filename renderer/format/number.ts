import { missing } from './duration'

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 })

/** `10,000`. */
export function formatCount(count: number): string {
  return Number.isFinite(count) ? whole.format(count) : missing
}

/** `$0.02`; below half a cent `$0.004`, then `<$0.001`: a running cost never reads as none. */
export function formatDollars(dollars: number): string {
  if (!Number.isFinite(dollars)) return missing
  if (dollars > 0 && dollars < 0.001) return '<$0.001'
  const digits = dollars > 0 && dollars < 0.005 ? 3 : 2
  return `$${dollars.toFixed(digits)}`
}

/** `1 row`, `2 rows`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}
