import { dayMs, hourMs, minuteMs, secondMs } from './time'

const pattern = /^P(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/

/** `PT1H30M` to milliseconds. Weeks down to seconds; months and years have no fixed length and are refused (undefined). */
export function parseIsoDuration(text: string): number | undefined {
  const match = pattern.exec(text)
  if (match === null || text.endsWith('P') || text.endsWith('T')) return undefined
  const sizes = [7 * dayMs, dayMs, hourMs, minuteMs, secondMs]
  return Math.round(sizes.reduce((sum, size, at) => sum + size * Number(match[at + 1] ?? 0), 0))
}
