import { assertNever } from '../kernel/assert-never'
import { choiceKeys, codeWords, measureKeys, type ChoiceSpec } from './query-keys'
import type { RowAccess } from './row-access'
import type { FleetTable } from './table'
import type { Operator, Query, QueryTerm } from './query-parse'

type Test = (row: number) => boolean

/** Row numbers of present tenants that match, in row order. `nowMs`: AWS time, for ages. `access` absent: not known, and nobody is found by it. */
export function filterRows(table: FleetTable, query: Query, nowMs: number, access?: RowAccess): Uint32Array {
  const tests = query.terms.map((term) => negated(termTest(table, term, nowMs, access), term.not))
  const { present } = table.columns
  const found = new Uint32Array(table.rowCount)
  let count = 0
  for (let row = 0; row < table.rowCount; row++) {
    if (present[row] === 1 && tests.every((test) => test(row))) found[count++] = row
  }
  return found.slice(0, count)
}

const negated = (test: Test, not: boolean): Test => (not ? (row) => !test(row) : test)

function termTest(table: FleetTable, term: QueryTerm, nowMs: number, access: RowAccess | undefined): Test {
  switch (term.kind) {
    case 'text':
      return textTest(table, term.text)
    case 'choice':
      return choiceTest(table, choiceKeys.find(({ key }) => key === term.key)!, term.values, access)
    case 'measure':
      return measureTest(measureKeys.find(({ key }) => key === term.key)!.value(table, nowMs), term.operator, term.value)
    default:
      return assertNever(term)
  }
}

function textTest(table: FleetTable, text: string): Test {
  const { id, name } = table.columns
  const matches = perText(table, (value) => value.includes(text))
  return (row) => matches(id[row] ?? 0) || matches(name[row] ?? 0)
}

function choiceTest(table: FleetTable, { match: { column, how } }: ChoiceSpec, values: readonly string[], access: RowAccess | undefined): Test {
  const cells = column === 'access' ? (access?.state ?? []) : table.columns[column]
  if (how === 'code') {
    const words: readonly string[] = codeWords[column as keyof typeof codeWords] // a spec with `code` names one of these columns
    const wanted = new Set(words.flatMap((word, code) => (values.some((value) => word.startsWith(value)) ? [code] : [])))
    return (row) => wanted.has(cells[row] ?? -1)
  }
  const holds = how === 'part' ? (text: string) => values.some((value) => text.includes(value)) : (text: string) => text.split(' ').some((word) => values.some((value) => word.startsWith(value)))
  const matches = perText(table, holds)
  return (row) => matches(cells[row] ?? 0)
}

/** Asks once for each text, however many rows hold it. Texts are given in lower case. */
function perText(table: FleetTable, holds: (text: string) => boolean): (index: number) => boolean {
  const lower = lowerCase(table.strings)
  const known = new Uint8Array(table.strings.length)
  return (index) => {
    const state = known[index] ?? 0
    if (state !== 0) return state === 2
    const answer = holds(lower(index))
    known[index] = answer ? 2 : 1
    return answer
  }
}

// A text never changes within an epoch: its lower case is found once, and only for texts that are searched.
const lowered = new WeakMap<readonly string[], string[]>()
export function lowerCase(strings: readonly string[]): (index: number) => string {
  const cache = lowered.get(strings) ?? []
  lowered.set(strings, cache)
  return (index) => (cache[index] ??= (strings[index] ?? '').toLowerCase())
}

const comparisons: Record<Operator, (a: number, b: number) => boolean> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '=': (a, b) => a === b,
}

// A missing value is NaN, for which no comparison holds; `!==` aside, negation then finds it: "not known to be late" includes unknown.
function measureTest(valueOf: (row: number) => number, operator: Operator, wanted: number): Test {
  const compare = comparisons[operator]
  return (row) => compare(valueOf(row), wanted)
}
