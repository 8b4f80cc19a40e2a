import type { z } from 'zod'
import type { InputIssue } from '../kernel/app-error'
import { nearestWord } from '../kernel/nearest-word'
import { knownRegions } from './aws-regions'
import type { FleetText } from './fleet-file-text'
import { pathText } from './fleet-file-text'
import { keysAt } from './fleet-schema'

type ZodIssue = z.core.$ZodIssue

/** What the schema refused, as places in the file with what was expected and what was found. */
export function schemaIssues(text: FleetText, issues: readonly ZodIssue[]): readonly InputIssue[] {
  return issues.flatMap((issue) => toIssues(text, issue, issue.path))
}

function toIssues(text: FleetText, issue: ZodIssue, path: readonly PropertyKey[]): readonly InputIssue[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(text, path, key))
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const inner = fittingBranch(issue.errors)
    if (inner !== undefined) return inner.flatMap((each) => toIssues(text, each, [...path, ...each.path]))
  }
  return [mismatch(text, path, issue.message)]
}

// Whoever wrote an object meant the member that is an object: the one that complains about a part of it.
const fittingBranch = (branches: readonly (readonly ZodIssue[])[]): readonly ZodIssue[] | undefined => branches.find((branch) => branch.some((issue) => issue.path.length > 0 || issue.code === 'unrecognized_keys'))

function unknownKey(text: FleetText, path: readonly PropertyKey[], key: string): InputIssue {
  const known = keysAt(path)
  const suggestion = nearestWord(key, known)
  const meant = suggestion === undefined ? `Known here: ${known.join(', ')}.` : `Did you mean '${suggestion}'?`
  return { path: pathText([...path, key]), message: `The key '${key}' is not known here. ${meant}`, ...text.keyPlace(path, key), ...(suggestion === undefined ? {} : { suggestion }) }
}

function mismatch(text: FleetText, path: readonly PropertyKey[], expected: string): InputIssue {
  const found = valueAt(text.data, path)
  const source = text.source(path)
  const base = { path: pathText(path), ...text.place(path) }
  if (typeof found === 'number' && expected.startsWith('an account id')) {
    const suggestion = `"${source ?? found}"`
    return { ...base, suggestion, message: `Expected ${expected}, found the number ${source ?? found}. Write ${suggestion}: without quotes YAML reads a number and loses leading zeros.` }
  }
  const suggestion = suggest(expected, found)
  const meant = suggestion === undefined ? '' : ` Did you mean '${suggestion}'?`
  return { ...base, message: found === undefined ? `Expected ${expected}, but it is missing.` : `Expected ${expected}, found ${shown(found)}.${meant}`, ...(suggestion === undefined ? {} : { suggestion }) }
}

function suggest(expected: string, found: unknown): string | undefined {
  if (typeof found !== 'string') return undefined
  if (expected.startsWith('an AWS Region')) return nearestWord(found, knownRegions)
  if (expected.startsWith("a role's name")) return /:role\/(.+)$/.exec(found)?.[1]
  return /^[a-z]+(, [a-z]+)*( or [a-z]+)$/.test(expected) ? nearestWord(found, expected.split(/, | or /)) : undefined
}

export function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, step) => (typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[step] : undefined), data) // lists and records are read alike
}

/** A value as an operator would recognise it. */
export function shown(value: unknown): string {
  if (value === null) return 'nothing'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (typeof value === 'object') return 'keys and values'
  const text = typeof value === 'string' ? `'${value}'` : JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 77)}...` : text
}
