import { describe, expect, it } from 'vitest'
import { findCycles, readImportGraph, type ImportGraph } from './imports'

const graph = readImportGraph(['electron', 'renderer', 'shared'])

/** Imports by files below `from` (without `except`) that `forbidden` recognises, as `file -> specifier`. */
function offences(from: string, forbidden: (edge: { specifier: string; target?: string; typeOnly: boolean }) => boolean, except: readonly string[] = []): string[] {
  return graph.files
    .filter((file) => file.startsWith(from) && !except.some((prefix) => file.startsWith(prefix)))
    .flatMap((file) => (graph.edges.get(file) ?? []).filter(forbidden).map(({ specifier }) => `${file} -> ${specifier}`))
}

describe('The zones', () => {
  it('are all there and hold sources', () => {
    for (const zone of ['electron/', 'renderer/', 'shared/']) expect(graph.files.some((file) => file.startsWith(zone))).toBe(true)
  })

  it('have no import cycles', () => {
    expect(findCycles(graph).map((cycle) => cycle.join(' -> '))).toEqual([])
  })

  it('resolve every import of their own to a file', () => {
    expect(offences('', ({ specifier, target }) => target !== undefined && !graph.edges.has(target) && !specifier.endsWith('.css'))).toEqual([])
  })

  it('keep shared pure: nothing but itself, zod and yaml', () => {
    expect(offences('shared/', ({ specifier, target }) => (target === undefined ? !['zod', 'yaml'].includes(specifier) : !target.startsWith('shared/')))).toEqual([])
  })

  it('keep Node, Electron, AWS and zod out of the renderer', () => {
    const allowed = ['react', 'react-dom/client', 'zustand', 'zustand/vanilla', '@tanstack/react-virtual', 'lucide-react']
    const foreign = ({ specifier, target }: { specifier: string; target?: string }): boolean =>
      target === undefined ? !allowed.includes(specifier) && !specifier.startsWith('react') && !specifier.startsWith('zustand/') : !/^(renderer|shared)\//.test(target)
    expect(offences('renderer/', foreign, ['renderer/components/chart/draw'])).toEqual([])
  })

  it('keep the chart library inside components/chart', () => {
    const library = ({ specifier }: { specifier: string }): boolean => specifier.startsWith('uplot')
    expect(offences('', library, ['renderer/components/chart/draw'])).toEqual([])
    expect(offences('renderer/components/chart/draw', ({ specifier, target }) => target === undefined && !library({ specifier }))).toEqual([])
  })

  it('let nothing that the renderer imports reach zod or yaml', () => {
    const reached = reachableFrom(graph, graph.files.filter((file) => file.startsWith('renderer/')))
    expect([...reached].filter((file) => (graph.edges.get(file) ?? []).some((edge) => !edge.typeOnly && ['zod', 'yaml'].includes(edge.specifier)))).toEqual([])
  })

  it('keep the AWS SDK inside adapters/aws', () => {
    expect(offences('', ({ specifier }) => /^@(aws-sdk|smithy)\//.test(specifier), ['electron/adapters/aws/'])).toEqual([])
  })

  it('keep the verifier of audit trails free of everything but Node', () => {
    const foreign = [...reachableFrom(graph, ['electron/cli/audit/verifier.ts'])].flatMap((file) => (graph.edges.get(file) ?? []).filter((edge) => !edge.typeOnly && edge.target === undefined && !edge.specifier.startsWith('node:')).map(({ specifier }) => `${file} -> ${specifier}`))
    expect(foreign).toEqual([])
  })

  it('keep SQLite inside adapters/sqlite', () => {
    expect(offences('', ({ specifier }) => specifier === '@photostructure/sqlite', ['electron/adapters/sqlite/'])).toEqual([])
  })

  it('keep the rules of the product away from the training fleet', () => {
    const training = ({ target }: { target?: string }): boolean => target?.startsWith('electron/training/') ?? false
    expect(offences('electron/polling/', training)).toEqual([])
    expect(offences('electron/adapters/', training, ['electron/adapters/aws/credentials'])).toEqual([])
    expect(offences('shared/', training)).toEqual([])
  })

  it('let ports import nothing but shared', () => {
    expect(offences('electron/ports/', ({ target }) => target === undefined || !/^(shared|electron\/ports)\//.test(target))).toEqual([])
  })

  it('keep features of the renderer apart', () => {
    const featureOf = (file: string): string | undefined => /^renderer\/features\/([^/]+)\//.exec(file)?.[1]
    const crossing = graph.files.flatMap((file) =>
      (graph.edges.get(file) ?? [])
        .filter(({ target }) => target !== undefined && featureOf(file) !== undefined && featureOf(target) !== undefined && featureOf(target) !== featureOf(file))
        .map(({ target }) => `${file} -> ${String(target)}`),
    )
    expect(crossing).toEqual([])
  })
})

/** Files that run when `starts` run: type-only imports are erased and lead nowhere. */
function reachableFrom(from: ImportGraph, starts: readonly string[]): Set<string> {
  const seen = new Set<string>()
  const queue = [...starts]
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (seen.has(file)) continue
    seen.add(file)
    for (const { target, typeOnly } of from.edges.get(file) ?? []) if (!typeOnly && target !== undefined && from.edges.has(target)) queue.push(target)
  }
  return seen
}
