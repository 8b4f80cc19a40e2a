import { utf8Length } from '#shared/kernel/utf8-length'
import { offsetText, wallTimeOf, wallTimeText } from '#shared/kernel/wall-time'

/** AWS's limit for a fixed response. */
export const mostPageBytes = 1024

export interface PageFacts {
  readonly title: string
  /** When access is expected back. */
  readonly untilMs: number
  /** IANA name: the window's own. */
  readonly zone: string
}

/** What people see instead of the application: what it is, until when, and nothing else. No scripts, nothing loaded; titles too long for AWS are cut. */
export function maintenancePage({ title, untilMs, zone }: PageFacts): string {
  const [day = '', clock = ''] = wallTimeText(wallTimeOf(untilMs, zone)).split('T')
  const [utcDay = '', utcClock = ''] = wallTimeText(wallTimeOf(untilMs, 'UTC')).split('T')
  const until = `${clock} on ${day} (${zone}, UTC${offsetText(untilMs, zone)}), which is ${utcClock} UTC${utcDay === day ? '' : ` on ${utcDay}`}`
  return pageOf(fitting(title, mostPageBytes - utf8Length(pageOf('', until))), until)
}

const cut = '…'

/** As much of a text, escaped, as so many bytes hold. */
function fitting(text: string, bytes: number): string {
  const whole = escaped(text)
  if (utf8Length(whole) <= bytes) return whole
  let head = ''
  let left = bytes - utf8Length(cut)
  for (const character of text) {
    left -= utf8Length(escaped(character))
    if (left < 0) break
    head += escaped(character)
  }
  return head + cut
}

const pageOf = (title: string, until: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Maintenance</title>` +
  `<style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:15vh auto;padding:0 1rem;color:#1c2430;background:#fff}@media(prefers-color-scheme:dark){body{color:#e6eaf0;background:#12161c}}</style></head>` +
  `<body><main><h1>Closed for maintenance</h1><p>${title}</p><p>Access is expected back by ${until}.</p></main></body></html>`

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? character)
