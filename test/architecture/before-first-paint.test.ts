import { expect, it } from 'vitest'
import { readImportGraph } from './imports'

/** Everything that stands in memory once these files do: what they import at once, directly or not. */
function loadedWith(roots: readonly string[], zones: readonly string[]): ReadonlySet<string> {
  const graph = readImportGraph(zones)
  const loaded = new Set<string>()
  const load = (name: string): void => {
    if (loaded.has(name)) return
    loaded.add(name)
    for (const { target, specifier, typeOnly, lazy } of graph.edges.get(name) ?? []) if (!typeOnly && lazy === undefined) load(target ?? specifier)
  }
  for (const root of roots) load(root)
  return loaded
}

it('before there is a window main loads neither schemas nor AWS nor the watch (decision 0015)', () => {
  const loaded = [...loadedWith(['electron/main.ts'], ['electron', 'shared'])]
  expect(loaded).toContain('electron/app/first-window.ts')
  expect(loaded).not.toContain('electron/app/desktop.ts')
  expect(loaded.filter((name) => /^(zod|yaml|keytar|@)|electron\/(polling|training|signin|adapters\/(aws|keychain))\//.test(name))).toEqual([])
})

it('before its first paint the page loads no screen but the fleet (decision 0015)', () => {
  const loaded = [...loadedWith(['renderer/main.tsx'], ['renderer', 'shared'])]
  expect(loaded).toContain('renderer/features/fleet/fleet-screen.tsx')
  expect(loaded.filter((name) => /features\/(setup|settings|palette|tenant)\/.*\.tsx$|components\/chart\/|^uplot/.test(name))).toEqual([])
})
