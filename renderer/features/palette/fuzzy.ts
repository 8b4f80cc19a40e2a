const whole = 100
const wordStart = 8
const inARow = 5

/**
 * How well `needle` is found in `text` (both lower case): its letters in order, better at word starts and in a row, best as a
 * piece in one. Undefined: not found. Shorter texts win among equals.
 */
export function fuzzyScore(needle: string, text: string): number | undefined {
  if (needle === '') return 0
  const piece = text.indexOf(needle)
  if (piece >= 0) return whole + (piece === 0 || text[piece - 1] === ' ' ? whole : 0) - text.length / whole
  let score = 0
  let at = -1
  for (const letter of needle) {
    if (letter === ' ') continue
    const found = text.indexOf(letter, at + 1)
    if (found < 0) return undefined
    const before = text[found - 1]
    score += found === at + 1 ? inARow : before === undefined || before === ' ' || before === '-' ? wordStart : 1
    at = found
  }
  return score - text.length / whole
}
