import { isCollection, isMap, isPair, isScalar, isSeq, parseDocument, stringify, type Document, type Node, type YAMLMap, type YAMLSeq } from 'yaml'
import { appError, type AppError } from '../kernel/app-error'
import { err, ok, type Result } from '../kernel/result'
import { parseFleetFile } from './fleet-file-parse'
import { sameValue } from './same-value'

/** A change the app makes to the file; comments and formatting of everything else survive. */
export type FleetFileEdit =
  | { readonly kind: 'set'; readonly path: Path; readonly value: unknown }
  | { readonly kind: 'remove'; readonly path: Path }
  | { readonly kind: 'append'; readonly path: Path; readonly value: unknown }

type Path = readonly (string | number)[]

/**
 * The file's text after an edit. Refused (`invalidFile`) when it is not a valid fleet file before or after.
 *
 * The text is cut and mended where the value stands, so that the rest stays letter by letter. Where that is not possible (a first
 * entry, a flow list) the document is written anew from its nodes, which keeps comments but may change blanks.
 */
export function editFleetFile(text: string, edit: FleetFileEdit): Result<string, AppError> {
  const before = parseFleetFile(text, 'fleet file')
  if (!before.ok) return before
  const document = parseDocument(text, { merge: true })
  const mended = mend(text, document, edit)
  const whole = change(document, edit)
  if (whole === undefined) return err(appError('invalidFile', `The fleet file has nothing at ${edit.path.join('.')} to ${edit.kind === 'append' ? 'add to' : edit.kind}.`, { issues: [] }))
  // The document's own edit says what the data must be; a cut that came out otherwise is not used.
  const result = mended !== undefined && sameValue(dataOf(mended), whole.data) ? mended : whole.text
  const after = parseFleetFile(result, 'fleet file')
  return after.ok ? ok(result) : after
}

function dataOf(text: string): unknown {
  const document = parseDocument(text, { merge: true })
  return document.errors.length > 0 ? undefined : document.toJS()
}

/** Edits the document itself. Undefined: there is nothing at the path. */
function change(document: Document, edit: FleetFileEdit): { readonly text: string; readonly data: unknown } | undefined {
  switch (edit.kind) {
    case 'set':
      document.setIn(edit.path, document.createNode(edit.value))
      break
    case 'remove':
      if (!document.deleteIn(edit.path)) return undefined
      break
    case 'append': {
      const list = document.getIn(edit.path, true)
      if (isSeq(list)) list.add(document.createNode(edit.value))
      else if (list === undefined) document.setIn(edit.path, document.createNode([edit.value]))
      else return undefined
    }
  }
  return { text: document.toString({ lineWidth: 0 }), data: document.toJS() as unknown }
}

function mend(text: string, document: Document, edit: FleetFileEdit): string | undefined {
  const node: unknown = document.getIn(edit.path, true)
  const parent: unknown = edit.path.length <= 1 ? document.contents : document.getIn(edit.path.slice(0, -1), true)
  switch (edit.kind) {
    case 'set':
      if (isScalar(node) && !isCollectionValue(edit.value)) return replaceRange(text, node, inlineText(edit.value))
      return node === undefined && isMap(parent) ? appendTo(text, parent, { [String(edit.path.at(-1))]: edit.value }) : undefined
    case 'append':
      return isSeq(node) ? appendTo(text, node, [edit.value]) : undefined
    case 'remove':
      return isCollection(parent) ? cutEntry(text, parent, edit.path.at(-1)!) : undefined
  }
}

const isCollectionValue = (value: unknown): boolean => typeof value === 'object' && value !== null
const inlineText = (value: unknown): string => stringify(value, { lineWidth: 0, defaultStringType: 'PLAIN' }).trimEnd()

function replaceRange(text: string, { range }: Node, replacement: string): string | undefined {
  if (range === undefined || range === null || replacement.includes('\n')) return undefined
  return text.slice(0, range[0]) + replacement + text.slice(range[1])
}

/** Adds entries behind the last of a block collection, at its column. */
function appendTo(text: string, collection: YAMLMap | YAMLSeq, value: unknown): string | undefined {
  const start = collection.range?.[0]
  const last = lastNode(collection)
  if (collection.flow === true || start === undefined || last?.range === undefined || last.range === null) return undefined
  const indent = ' '.repeat(start - lineStart(text, start))
  const block = stringify(value, { lineWidth: 0 })
    .trimEnd()
    .split('\n')
    .map((line) => indent + line)
    .join('\n')
  const end = lineEnd(text, contentEnd(text, last.range[1]))
  return `${text.slice(0, end)}\n${block}${text.slice(end)}`
}

/** Removes an entry of a block collection with the lines it stands on; comments between entries stay. */
function cutEntry(text: string, collection: YAMLMap | YAMLSeq, key: string | number): string | undefined {
  if (collection.flow === true || collection.items.length < 2) return undefined
  const entry = isSeq(collection) ? collection.items[Number(key)] : collection.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === key)
  const [first, last] = isPair(entry) ? [entry.key as Node | null, (entry.value ?? entry.key) as Node | null] : [entry as Node | undefined, entry as Node | undefined] // a parsed document's entries are nodes
  if (first?.range === undefined || first.range === null || last?.range === undefined || last.range === null) return undefined
  const from = lineStart(text, first.range[0])
  // In `- id: x` the first key shares its line with the dash of the entry around it: that line cannot go alone.
  if (!/^[ ]*(- )?$/.test(text.slice(from, first.range[0])) || (isMap(collection) && text.slice(from, first.range[0]).includes('-'))) return undefined
  const end = lineEnd(text, contentEnd(text, last.range[1]))
  return text.slice(0, from) + text.slice(Math.min(text.length, end + 1))
}

function lastNode(collection: YAMLMap | YAMLSeq): Node | undefined {
  const entry = collection.items.at(-1)
  const node: unknown = isPair(entry) ? (entry.value ?? entry.key) : entry
  return isCollection(node) && node.flow !== true && node.items.length > 0 ? lastNode(node) : ((node ?? undefined) as Node | undefined)
}

const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1
const lineEnd = (text: string, at: number): number => {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end
}
/** A node's range may reach over the line break behind it. */
const contentEnd = (text: string, end: number): number => {
  let at = end
  while (at > 0 && /\s/.test(text[at - 1]!)) at--
  return at
}
