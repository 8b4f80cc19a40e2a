import { faults, type ServiceFault } from '../../wire/service-fault'

/** An attribute as the wire has it: `{"S": "text"}`, `{"N": "1"}`. */
export type Attribute = Readonly<Record<string, unknown>>
export type Item = Readonly<Record<string, Attribute>>

export interface Terms {
  readonly names: Readonly<Record<string, string>>
  readonly values: Readonly<Record<string, Attribute>>
}

/**
 * The conditions that the training fleet understands: `attribute_exists(#a)`, `attribute_not_exists(#a)`, `#a = :a`, joined by AND. Others are
 * refused: an emulation that guessed would let a wrong write pass. A fault is returned as one.
 */
export function holds(condition: string | undefined, { names, values }: Terms, item: Item | undefined): boolean | ServiceFault {
  for (const term of (condition ?? '').split(/\s+AND\s+/).filter((part) => part.trim() !== '')) {
    const match = /^\s*(?:(attribute_exists|attribute_not_exists)\s*\(\s*(#?\w+)\s*\)|(#?\w+)\s*=\s*(:\w+))\s*$/.exec(term)
    if (match === null) return faults.validation(`Invalid ConditionExpression: the training fleet does not understand "${term}"`)
    const [, asked, exists, name = '', value = ''] = match
    const there = item?.[nameOf(exists ?? name, names)]
    const isTrue = asked === undefined ? isEqual(there, values[value]) : (there !== undefined) === (asked === 'attribute_exists')
    if (!isTrue) return false
  }
  return true
}

export interface KeyRange {
  readonly pk: string
  readonly fits: (sk: string) => boolean
}

/** `#pk = :pk`, alone or with `begins_with(#sk, :x)` or `#sk > :x`. */
export function rangeOf(condition: string | undefined, { values }: Terms): KeyRange | ServiceFault {
  const match = /^\s*#?\w+\s*=\s*(:\w+)(?:\s+AND\s+(?:begins_with\s*\(\s*#?\w+\s*,\s*(:\w+)\s*\)|#?\w+\s*>\s*(:\w+)))?\s*$/.exec(condition ?? '')
  if (match === null) return faults.validation('Invalid KeyConditionExpression: the training fleet does not understand it')
  const [pk, begin, after] = match.slice(1).map((name) => (name === undefined ? undefined : textOf(values[name])))
  return { pk: pk ?? '', fits: (sk) => (begin === undefined || sk.startsWith(begin)) && (after === undefined || sk > after) }
}

export const textOf = (attribute: Attribute | undefined): string => (typeof attribute?.['S'] === 'string' ? attribute['S'] : '')
const nameOf = (name: string, names: Terms['names']): string => (name.startsWith('#') ? (names[name] ?? name) : name)

/** Numbers by their value, everything else by what it is. */
function isEqual(left: Attribute | undefined, right: Attribute | undefined): boolean {
  if (left === undefined || right === undefined) return false
  return 'N' in left && 'N' in right ? Number(left['N']) === Number(right['N']) : JSON.stringify(left) === JSON.stringify(right)
}
