import { readdirSync, readFileSync, existsSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'

/** The import graph of the product's own sources, read from the files themselves. Paths are relative to the project's root. */
export interface ImportGraph {
  readonly files: readonly string[]
  /** file -> files it imports, and bare package names. Type-only imports are left out of `runtime`. */
  readonly edges: ReadonlyMap<string, readonly Edge[]>
}

export interface Edge {
  readonly specifier: string
  /** Absent for packages and built-ins. */
  readonly target?: string
  readonly typeOnly: boolean
  /** `import()`: loaded when it is reached. */
  readonly lazy?: true
}

export const projectRoot = path.resolve(import.meta.dirname, '../..')

export function readImportGraph(zones: readonly string[]): ImportGraph {
  const files = zones.flatMap((zone) => sourcesBelow(zone))
  return { files, edges: new Map(files.map((file) => [file, edgesOf(file)])) }
}

export function sourcesBelow(folder: string): string[] {
  const absolute = path.join(projectRoot, folder)
  if (!existsSync(absolute)) return []
  return readdirSync(absolute, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map((entry) => path.relative(projectRoot, path.join(entry.parentPath, entry.name)))
    .sort()
}

function edgesOf(file: string): Edge[] {
  const text = readFileSync(path.join(projectRoot, file), 'utf8')
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false)
  const edges: Edge[] = []
  const visit = (node: ts.Node): void => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier !== undefined && ts.isStringLiteral(node.moduleSpecifier)) {
      edges.push(edge(file, node.moduleSpecifier.text, isTypeOnly(node)))
    }
    const [argument] = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword ? node.arguments : []
    if (argument !== undefined && ts.isStringLiteral(argument)) edges.push({ ...edge(file, argument.text, false), lazy: true })
    ts.forEachChild(node, visit)
  }
  visit(source)
  return edges
}

function isTypeOnly(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(node)) return node.isTypeOnly
  return node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
}

function edge(from: string, specifier: string, typeOnly: boolean): Edge {
  const target = resolve(from, specifier)
  return target === undefined ? { specifier, typeOnly } : { specifier, target, typeOnly }
}

function resolve(from: string, specifier: string): string | undefined {
  const base = specifier.startsWith('#') ? specifier.slice(1) : specifier.startsWith('.') ? path.join(path.dirname(from), specifier) : undefined
  if (base === undefined) return undefined
  const candidates = [base, `${base}.ts`, `${base}.tsx`, `${base}/index.ts`]
  return candidates.find((candidate) => /\.\w+$/.test(candidate) && existsSync(path.join(projectRoot, candidate))) ?? base
}

/** Every set of files that import each other in a circle, each as a path that ends where it began. */
export function findCycles(graph: ImportGraph): string[][] {
  const cycles: string[][] = []
  const done = new Set<string>()
  const stack: string[] = []
  const onStack = new Set<string>()
  const walk = (file: string): void => {
    if (done.has(file)) return
    stack.push(file)
    onStack.add(file)
    for (const { target } of graph.edges.get(file) ?? []) {
      if (target === undefined || !graph.edges.has(target)) continue
      if (onStack.has(target)) cycles.push([...stack.slice(stack.indexOf(target)), target])
      else walk(target)
    }
    stack.pop()
    onStack.delete(file)
    done.add(file)
  }
  for (const file of graph.files) walk(file)
  return cycles
}
