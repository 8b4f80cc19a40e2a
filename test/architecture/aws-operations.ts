import { readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { projectRoot, sourcesBelow } from './imports'

/** What a file can ask of AWS, read from what it imports: an operation needs its Command class. */
export interface AwsReach {
  /** `rds:DescribeDBInstances`: the client package's service and the operation. */
  readonly operations: readonly string[]
  /** Imports by which an operation could be called unseen, as `file: import`. */
  readonly unreadable: readonly string[]
}

const clientPackage = /^@aws-sdk\/client-([\w-]+)$/
const providersPackage = '@aws-sdk/credential-providers'

/** Providers that read keys that exist already; what a person's own profile does with them is theirs. */
const keyReaders = ['fromIni', 'fromNodeProviderChain', 'fromEnv', 'fromProcess']

export function readAwsReach(folder: string): AwsReach {
  const found = sourcesBelow(folder).map((file) => reachOf(file, readFileSync(path.join(projectRoot, file), 'utf8')))
  return { operations: [...new Set(found.flatMap(({ operations }) => operations))].sort(), unreadable: found.flatMap(({ unreadable }) => unreadable) }
}

export function reachOf(file: string, text: string): AwsReach {
  const operations: string[] = []
  const unreadable: string[] = []
  const take = (from: string, names: readonly string[] | undefined): void => {
    if (!from.startsWith('@aws-sdk/')) return
    if (names === undefined) unreadable.push(`${file}: * from ${from}`)
    for (const name of names ?? []) {
      const operation = operationOf(from, name)
      if (operation === 'unreadable') unreadable.push(`${file}: ${name} from ${from}`)
      else if (operation !== undefined) operations.push(operation)
    }
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) take(node.moduleSpecifier.text, importedNames(node))
    if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined && ts.isStringLiteral(node.moduleSpecifier) && !node.isTypeOnly) take(node.moduleSpecifier.text, undefined)
    const lazy = lazyImport(node)
    if (lazy !== undefined) take(lazy, lazyNames(node.parent))
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true))
  return { operations, unreadable }
}

function operationOf(from: string, name: string): string | undefined {
  if (from === providersPackage) return name === 'fromTemporaryCredentials' ? 'sts:AssumeRole' : keyReaders.includes(name) ? undefined : 'unreadable'
  const service = clientPackage.exec(from)?.[1]
  if (service === undefined) return 'unreadable'
  if (name.endsWith('Command')) return `${service}:${name.slice(0, -'Command'.length)}`
  // A client alone sends nothing but commands, and exceptions are only compared with. Paginators, waiters and the aggregated client
  // (`RDS` instead of `RDSClient`) hide which operation they call.
  return /(Client|Exception|Fault)$/.test(name) ? undefined : 'unreadable'
}

/** Names that exist at run time; undefined for a namespace or default import. */
function importedNames({ importClause }: ts.ImportDeclaration): readonly string[] | undefined {
  if (importClause === undefined || importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return []
  const bindings = importClause.namedBindings
  if (importClause.name !== undefined || bindings === undefined || ts.isNamespaceImport(bindings)) return undefined
  return bindings.elements.filter((element) => !element.isTypeOnly).map((element) => (element.propertyName ?? element.name).text)
}

function lazyImport(node: ts.Node): string | undefined {
  const [argument] = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword ? node.arguments : []
  return argument !== undefined && ts.isStringLiteral(argument) ? argument.text : undefined
}

/** `const { XCommand } = await import(...)` says what it takes; every other form could take anything. */
function lazyNames(parent: ts.Node): readonly string[] | undefined {
  const declaration = ts.isAwaitExpression(parent) ? parent.parent : undefined
  if (declaration === undefined || !ts.isVariableDeclaration(declaration) || !ts.isObjectBindingPattern(declaration.name)) return undefined
  const { elements } = declaration.name
  if (elements.some((element) => element.dotDotDotToken !== undefined)) return undefined
  return elements.flatMap(({ propertyName, name }) => [propertyName ?? name].flatMap((one) => (ts.isIdentifier(one) ? [one.text] : [])))
}
