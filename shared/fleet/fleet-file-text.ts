import { isMap, isNode, isPair, isScalar, LineCounter, parseDocument, visit, type Alias, type Document, type Node, type Pair } from 'yaml'
import type { InputIssue } from '../kernel/app-error'

/** A fleet file as text with places: from a path in the data to line and column. */
export interface FleetText {
  readonly document: Document
  /** What YAML itself found wrong. */
  readonly issues: readonly InputIssue[]
  readonly data: unknown
  /** Where the value of a path is; of a missing one, its nearest parent. */
  place(path: readonly PropertyKey[]): Place
  /** Where a key itself is written. */
  keyPlace(path: readonly PropertyKey[], key: string): Place
  /** A scalar as it is written, quotes and all absent; undefined: no scalar there. */
  source(path: readonly PropertyKey[]): string | undefined
}

export interface Place {
  readonly line: number
  readonly column: number
}

/** Aliases beyond this are an attack, not a fleet file. */
const mostAliases = 1_000

export function readFleetText(text: string): FleetText {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true })
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(Math.min(offset, text.length))
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }
  const yamlIssues = document.errors.map(({ pos, code, message }): InputIssue => ({ path: '', message: yamlWords(code, message), ...at(pos[0]) }))
  const { data, issues } = yamlIssues.length > 0 ? { data: undefined, issues: yamlIssues } : resolve(document, at)
  return {
    document,
    issues,
    data,
    place: (path) => at(rangeStart(nearestNode(document, path))),
    keyPlace: (path, key) => at(keyStart(document, path, key)),
    source: (path) => {
      const node = document.getIn(path, true)
      return isScalar(node) ? node.source : undefined
    },
  }
}

function resolve(document: Document, at: (offset: number) => Place): { readonly data: unknown; readonly issues: readonly InputIssue[] } {
  const loose = looseAliases(document).map((alias): InputIssue => ({ path: '', message: `The alias *${alias.source} has no anchor &${alias.source} before it.`, ...at(rangeStart(alias)) }))
  if (loose.length > 0) return { data: undefined, issues: loose }
  try {
    return { data: document.toJS({ maxAliasCount: mostAliases }) as unknown, issues: [] }
  } catch {
    // With every alias resolved, only too many of them throw.
    return { data: undefined, issues: [{ path: '', ...at(0), message: `Aliases unfold to more than ${mostAliases} values: write them out.` }] }
  }
}

function looseAliases(document: Document): readonly Alias[] {
  const found: Alias[] = []
  visit(document, {
    Alias: (_key, alias) => {
      if (alias.resolve(document) === undefined) found.push(alias)
    },
  })
  return found
}

function yamlWords(code: string, message: string): string {
  const words: Readonly<Record<string, string>> = {
    TAB_AS_INDENT: 'A tab is used to indent: YAML allows blanks only.',
    DUPLICATE_KEY: 'The same key is there twice; only one can hold.',
    MISSING_CHAR: `Something is missing: ${message}.`,
    BAD_INDENT: `The indentation is not right: ${message}.`,
    MULTIPLE_DOCS: 'There is more than one YAML document in the file (a line with ---).',
    UNEXPECTED_TOKEN: `This cannot stand here: ${message}.`,
    BAD_ALIAS: `An alias is not right: ${message}.`,
  }
  return words[code] ?? `This is not YAML: ${message}.`
}

function nearestNode(document: Document, path: readonly PropertyKey[]): Node | undefined {
  for (let length = path.length; length > 0; length--) {
    const node: unknown = document.getIn(path.slice(0, length), true)
    if (isNode(node)) return node
  }
  return document.contents ?? undefined
}

const rangeStart = (node: Node | undefined): number => node?.range?.[0] ?? 0

function keyStart(document: Document, path: readonly PropertyKey[], key: string): number {
  const parent: unknown = path.length === 0 ? document.contents : document.getIn(path, true)
  if (!isMap(parent)) return rangeStart(nearestNode(document, path))
  const pair = parent.items.find((item): item is Pair<Node> => isPair(item) && isScalar(item.key) && String(item.key.value) === key)
  return isNode(pair?.key) ? rangeStart(pair.key) : rangeStart(parent)
}

/** A path as the file would be read aloud: `accounts[0].regions[1]`. */
export const pathText = (path: readonly PropertyKey[]): string => path.reduce<string>((text, step) => (typeof step === 'number' ? `${text}[${step}]` : `${text}${text === '' ? '' : '.'}${String(step)}`), '')
