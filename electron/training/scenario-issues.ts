import { isNode, LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'
import type { InputIssue } from '#shared/kernel/app-error'
import { nearestWord } from '#shared/kernel/nearest-word'
import { err, ok, type Result } from '#shared/kernel/result'

/** A JSON document that knows where its parts stand. */
export interface LocatedDocument {
  readonly data: unknown
  locate(path: readonly PropertyKey[]): { readonly line?: number; readonly column?: number }
  value(path: readonly PropertyKey[]): unknown
}

/** JSON is YAML, and the YAML parser remembers positions. */
export function parseDocumentAt(text: string): Result<LocatedDocument, readonly InputIssue[]> {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, schema: 'json' })
  const first = document.errors[0]
  if (first !== undefined) {
    const { line, col } = lines.linePos(first.pos[0])
    return err([{ path: '', message: first.message.split('\n')[0] ?? 'not readable', line, column: col }])
  }
  const locate = (path: readonly PropertyKey[]): { line?: number; column?: number } => {
    const node = document.getIn(path, true)
    if (isNode(node) && node.range) {
      const { line, col } = lines.linePos(node.range[0])
      return { line, column: col }
    }
    return path.length === 0 ? {} : locate(path.slice(0, -1))
  }
  return ok({ data: document.toJS() as unknown, locate, value: (path) => document.getIn(path) })
}

/** zod's findings in an operator's words: path, position, and what was probably meant. */
export function describeIssues(issues: readonly z.core.$ZodIssue[], document: LocatedDocument, knownKeys: readonly string[]): InputIssue[] {
  return issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys.map((key) => unknownKey(issue.path, key, document, knownKeys)) : [described(issue, document)]))
}

function unknownKey(path: readonly PropertyKey[], key: string, document: LocatedDocument, knownKeys: readonly string[]): InputIssue {
  const suggestion = nearestWord(key, knownKeys)
  return { path: dotted([...path, key]), message: `unknown key '${key}'`, ...document.locate([...path, key]), ...(suggestion === undefined ? {} : { suggestion }) }
}

function described(issue: z.core.$ZodIssue, document: LocatedDocument): InputIssue {
  const where = { path: dotted(issue.path), ...document.locate(issue.path) }
  if (issue.code !== 'invalid_union') return { ...where, message: issue.message }
  const given = document.value(issue.path)
  if (typeof given !== 'string') return { ...where, message: 'expected a name' }
  const suggestion = nearestWord(given, optionsOf(issue))
  return { ...where, message: `unknown ${String(issue.path.at(-1))} '${given}'`, ...(suggestion === undefined ? {} : { suggestion }) }
}

const optionsOf = (issue: z.core.$ZodIssue): string[] => ('options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : [])

export const dotted = (path: readonly PropertyKey[]): string => path.map((step, at) => (typeof step === 'number' ? `[${step}]` : `${at === 0 ? '' : '.'}${String(step)}`)).join('')
