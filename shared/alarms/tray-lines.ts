import type { AccessMatter, Matter, TrailMatter } from './matter'
import { targetOf, whomOf, type NoteTarget } from './note'
import { worstFirst } from './notify'

/** One matter in the tray's menu. Pressing it leads to the screen that shows it. */
export interface TrayLine {
  readonly label: string
  readonly open: NoteTarget
}

const mostLines = 5
const longestLabel = 90

/** What is critical, worst first, each by name; what does not fit is counted. `covered`: none, for a menu names whom it concerns. */
export function trayLines(matters: readonly Matter[], covered: boolean): { readonly lines: readonly TrayLine[]; readonly more: number } {
  const named = covered ? [] : matters.filter((matter) => (matter.critical && matter.kind !== 'alarm') || matter.kind === 'trail').sort(worstFirst)
  return { lines: named.slice(0, mostLines).map((matter) => ({ label: shortened(capital(`${whomOf(matter)}: ${briefly(matter)}`)), open: targetOf(matter) })), more: Math.max(0, named.length - mostLines) }
}

/** What counts beside tenants and alarms: "1 support access not proven closed, the audit trail is broken". */
export function otherWords(matters: readonly Matter[]): readonly string[] {
  const access = matters.filter((matter) => matter.kind === 'access')
  const trail = matters.filter((matter) => matter.kind === 'trail')
  return [
    ...accessOrder.flatMap((what) => {
      const count = access.filter((matter) => matter.what === what).length
      return count === 0 ? [] : [`${count} ${accessWords[what]}`]
    }),
    ...new Set(trail.map(({ what }) => `the audit trail ${trailWords[what]}`)),
  ]
}

const accessWords: Record<AccessMatter['what'], string> = {
  notClosed: 'support access not proven closed',
  notOpened: 'support access not as granted',
  drift: 'support access not as anybody said',
  breakGlass: 'support access without approval',
}
const accessOrder = Object.keys(accessWords) as AccessMatter['what'][] // keys of a literal: exact

const trailWords: Record<TrailMatter['what'], string> = {
  broken: 'is not as it was kept',
  held: 'cannot be written',
  notCopied: 'is not copied to the desk',
  notAnchored: 'has no new anchor',
}

function briefly(matter: Matter): string {
  switch (matter.kind) {
    case 'access':
      return accessWords[matter.what]
    case 'trail':
      return trailWords[matter.what]
    default:
      return matter.words
  }
}

const shortened = (label: string): string => (label.length <= longestLabel ? label : `${label.slice(0, label.lastIndexOf(' ', longestLabel - 2))} …`)
const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)
