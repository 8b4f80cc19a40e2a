import { hiddenInLine } from '#shared/support/said-text'

const hidden = new RegExp(hiddenInLine.source, 'gu')

/** A line for a terminal: what others typed moves no cursor, begins no line and turns no writing around. The end of a CSV line stays. */
export function plainLine(line: string): string {
  const isCrLf = line.endsWith('\r')
  const text = isCrLf ? line.slice(0, -1) : line
  return `${text.replaceAll(/\r?\n/g, ' / ').replaceAll(hidden, '\ufffd')}${isCrLf ? '\r' : ''}`
}

/** JSON that says the same and can be looked at: what a terminal would obey stands there as its number. */
export const plainJson = (value: unknown): string => JSON.stringify(value, null, 2).replaceAll(hidden, (character) => (character === '\n' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`))
