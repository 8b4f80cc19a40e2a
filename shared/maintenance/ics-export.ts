import { utf8Length } from '../kernel/utf8-length'
import type { WindowSummary } from './window-view'

/**
 * Windows as an iCalendar file (RFC 5545), for the calendars that people have: instants in UTC, one event a window, known again by its id
 * when it is imported once more.
 */
export function icsOf(windows: readonly (WindowSummary & { readonly sequence?: number })[], { desk, nowMs }: { readonly desk: string; readonly nowMs: number }): string {
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Watchfloor//Maintenance windows//EN', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH', `X-WR-CALNAME:${text(`Maintenance: ${desk}`)}`]
  for (const window of windows) lines.push(...eventOf(window, nowMs))
  return `${[...lines, 'END:VCALENDAR'].map(fold).join('\r\n')}\r\n`
}

function eventOf({ id, title, span, stage, tenants, databases, sequence = 0 }: WindowSummary & { readonly sequence?: number }, nowMs: number): readonly string[] {
  const isOff = stage === 'calledOff' || stage === 'missed'
  return [
    'BEGIN:VEVENT',
    `UID:${id}@watchfloor`,
    `DTSTAMP:${stamp(nowMs)}`,
    `DTSTART:${stamp(span.fromMs)}`,
    `DTEND:${stamp(span.toMs)}`,
    `SEQUENCE:${sequence}`,
    `STATUS:${isOff ? 'CANCELLED' : stage === 'planned' ? 'TENTATIVE' : 'CONFIRMED'}`,
    `SUMMARY:${text(title)}`,
    `DESCRIPTION:${text(`${tenants.length} tenant${tenants.length === 1 ? '' : 's'} (${tenants.join(', ')}), ${databases} database${databases === 1 ? '' : 's'}`)}`,
    'END:VEVENT',
  ]
}

const stamp = (atMs: number): string => `${new Date(atMs).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`

const text = (value: string): string => value.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n')

const longestLine = 75

/** Lines of 75 bytes at most, never cut within a character; the rest begins with a space. */
function fold(line: string): string {
  const parts: string[] = []
  let part = ''
  for (const character of line) {
    const room = parts.length === 0 ? longestLine : longestLine - 1
    if (utf8Length(part + character) > room) {
      parts.push(part)
      part = ''
    }
    part += character
  }
  return [...parts, part].join('\r\n ')
}
