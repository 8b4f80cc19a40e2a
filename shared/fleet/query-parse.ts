import { nearestWord } from '../kernel/nearest-word'
import { parseSpan } from './query-span'
import { choiceKeys, measureKeys, type ChoiceKey, type MeasureKey } from './query-keys'

/**
 * The filter line, such as `health:critical env:frontend region:eu-west-1 acme lag>10m alarms>0 -sandbox "acme bank"`.
 *
 * 1. Terms are separated by blanks and must all hold. Quotes keep blanks together; a leading `-` negates.
 * 2. `key:value` asks for one of several values (`health:critical,degraded`); `key>value` (also `<`, `>=`, `<=`, `=`) compares.
 * 3. Anything else is searched in id and name, upper and lower case alike.
 * 4. A term that cannot be understood is an error with its place and filters nothing, so that typing never empties the screen.
 */
export interface Query {
  readonly terms: readonly QueryTerm[]
  readonly errors: readonly QueryError[]
}

/** Texts are lower case. */
export type QueryTerm =
  | { readonly kind: 'text'; readonly not: boolean; readonly text: string }
  | { readonly kind: 'choice'; readonly not: boolean; readonly key: ChoiceKey; readonly values: readonly string[] }
  | { readonly kind: 'measure'; readonly not: boolean; readonly key: MeasureKey; readonly operator: Operator; readonly value: number }

export const operators = ['>=', '<=', '>', '<', '='] as const
export type Operator = (typeof operators)[number]

/** Something in the line that cannot be understood, in words; `start` and `end` are positions in the line. */
export interface QueryError {
  readonly start: number
  readonly end: number
  readonly message: string
}

export function parseQuery(line: string): Query {
  const terms: QueryTerm[] = []
  const errors: QueryError[] = []
  for (const word of splitWords(line)) {
    const read = readTerm(word)
    if (typeof read === 'string') errors.push({ start: word.start, end: word.end, message: read })
    else if (read !== undefined) terms.push(read)
  }
  return { terms, errors }
}

interface Word {
  readonly text: string
  readonly start: number
  readonly end: number
  /** Where the text outside of quotes first has a colon or a comparison; -1: nowhere. */
  readonly sign: number
  readonly isOpen: boolean
}

function splitWords(line: string): readonly Word[] {
  const words: Word[] = []
  let [text, start, sign, quoted, inWord] = ['', 0, -1, false, false]
  const finish = (end: number): void => {
    if (inWord) words.push({ text, start, end, sign, isOpen: quoted })
    ;[text, sign, inWord] = ['', -1, false]
  }
  for (let at = 0; at < line.length; at++) {
    const character = line[at]!
    if (!quoted && /\s/.test(character)) {
      finish(at)
      continue
    }
    if (!inWord) [start, inWord] = [at, true]
    if (character === '"') quoted = !quoted
    else {
      if (!quoted && sign < 0 && text !== '' && /[:<>=]/.test(character)) sign = text.length
      text += character
    }
  }
  finish(line.length)
  return words
}

/** A term, what is wrong with it, or nothing (a lone `-` or empty quotes). */
function readTerm({ text: whole, sign, isOpen }: Word): QueryTerm | string | undefined {
  if (isOpen) return 'The quotation mark is not closed.'
  const not = whole.startsWith('-') && whole.length > 1
  const text = (not ? whole.slice(1) : whole).toLowerCase()
  if (text === '' || text === '-') return undefined
  const at = sign < 0 ? -1 : sign - (not ? 1 : 0)
  if (at < 1) return { kind: 'text', not, text }
  const key = text.slice(0, at)
  const rest = text.slice(at)
  return rest.startsWith(':') ? readChoice(key, rest.slice(1), not) : readMeasure(key, rest, not)
}

function readChoice(key: string, value: string, not: boolean): QueryTerm | string {
  const choice = choiceKeys.find(({ names }) => names.includes(key))
  if (choice === undefined) return isMeasure(key) ? `Compare '${key}' with < or >, e.g. ${key}>${measureKeys.find(({ names }) => names.includes(key))?.example ?? '1'}.` : unknownKey(key)
  const values = value.split(',').filter((each) => each !== '')
  if (values.length === 0) return `After '${key}:' there is a value missing, e.g. ${key}:${choice.example}.`
  const strange = choice.values === undefined ? undefined : values.find((each) => !choice.values!.some((known) => known.startsWith(each)))
  if (strange !== undefined) return `'${strange}' is no ${key}. It is one of ${choice.values!.join(', ')}.`
  return { kind: 'choice', not, key: choice.key, values }
}

function readMeasure(key: string, rest: string, not: boolean): QueryTerm | string {
  const operator = operators.find((each) => rest.startsWith(each)) ?? '='
  const text = rest.slice(operator.length)
  const measure = measureKeys.find(({ names }) => names.includes(key))
  if (measure === undefined) return choiceKeys.some(({ names }) => names.includes(key)) ? `'${key}' is not a number: write ${key}:value.` : unknownKey(key)
  const value = measure.unit === 'span' ? parseSpan(text) : text === '' ? undefined : Number(text)
  if (value === undefined || Number.isNaN(value)) return `After '${key}${operator}' there should be ${measure.unit === 'span' ? 'a span such as 10m, 90s or 2h' : 'a number'}, not '${text}'.`
  return { kind: 'measure', not, key: measure.key, operator, value }
}

const isMeasure = (key: string): boolean => measureKeys.some(({ names }) => names.includes(key))

function unknownKey(key: string): string {
  const meant = nearestWord(key, [...choiceKeys, ...measureKeys].flatMap(({ names }) => names))
  return `'${key}' is nothing to filter by.${meant === undefined ? '' : ` Did you mean '${meant}'?`} Put it in quotes to search for it as text.`
}
