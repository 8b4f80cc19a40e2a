import { dayMs } from '#shared/kernel/time'
import { summaryOf } from '#shared/metrics/series'
import { formatTime } from '../../format/time'
import type { ChartGrid, ChartProps } from './chart-types'

const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(zone: string | undefined): Intl.DateTimeFormat {
  const known = clocks.get(zone ?? '')
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-GB', { ...(zone === undefined ? {} : { timeZone: zone }), day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  clocks.set(zone ?? '', made)
  return made
}

/** `02:15` on the axis; over several days the day at its midnight. */
export function chartTime(atMs: number, { fromMs, untilMs }: ChartGrid, zone: string | undefined): string {
  const parts = Object.fromEntries(clockOf(zone).formatToParts(atMs).map(({ type, value }) => [type, value]))
  const clock = `${parts['hour']}:${parts['minute']}`
  return untilMs - fromMs > dayMs || clock === '00:00' ? (clock === '00:00' ? `${parts['day']} ${parts['month']}` : clock) : clock
}

/** The whole chart as a sentence: last, least and most of every line, and when. */
export function chartWords({ title, lines, grid, face, zone }: Omit<ChartProps, 'cursor'>): string {
  if (lines.length === 0) return `${title}: nothing to show.`
  const said = lines.map(({ title: line, values }) => {
    const found = summaryOf(values, grid)
    if (found === undefined) return `${line}: no data`
    const at = (atMs: number): string => formatTime(atMs, grid.untilMs, zone)
    return `${line}: last ${face.value(found.last.value)} at ${at(found.last.atMs)}, least ${face.value(found.least.value)} at ${at(found.least.atMs)}, most ${face.value(found.most.value)} at ${at(found.most.atMs)}`
  })
  return `${title}. ${said.join('; ')}.`
}

/** What one period says, for the cursor. */
export function pointWords({ lines, grid, face, zone }: Omit<ChartProps, 'cursor' | 'title'>, index: number): string {
  const when = formatTime(grid.fromMs + index * grid.periodMs, grid.untilMs, zone)
  return `${when}: ${lines.map(({ title, values }) => `${title} ${valueWords(values[index], face.value)}`).join(', ')}`
}

export const valueWords = (value: number | undefined, words: (value: number) => string): string => (value === undefined || Number.isNaN(value) ? 'no data' : words(value))
