import { cpus } from 'node:os'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { measurePatches } from './patches'
import { measureQueries } from './queries'
import { measurePolling } from './polling'
import { measureResilience } from './resilience'
import type { Measured } from './measure'
import { measureWindow } from './window'

/**
 * `npm run bench`: one JSON document on standard output with what was measured and the goal; it passes or fails nothing.
 * `-- --only B3,B5` measures those alone; `-- --full` plays all 10,000 tenants for A1 and A2.
 */
const root = resolve(__dirname, '../..')
const ids = ['A1', 'A2', 'A10', 'B1', 'B2', 'B3', 'B5'] as const
type Id = (typeof ids)[number]

async function main(): Promise<void> {
  const { only, full } = readArguments(process.argv.slice(2))
  const measures: readonly { readonly covers: readonly Id[]; readonly run: () => readonly Measured[] | Promise<readonly Measured[]> }[] = [
    { covers: ['A1', 'A2'], run: () => measurePolling(full) },
    { covers: ['A10'], run: measureResilience },
    { covers: ['B1', 'B2'], run: () => measureWindow(root) },
    { covers: ['B3'], run: measurePatches },
    { covers: ['B5'], run: measureQueries },
  ]
  const results: Measured[] = []
  for (const { covers, run } of measures) {
    if (!covers.some((id) => only.includes(id))) continue
    process.stderr.write(`measuring ${covers.join(' and ')}\n`)
    results.push(...(await run()))
  }
  const machine = { node: process.version, platform: process.platform, cpus: cpus().length, model: cpus()[0]?.model ?? 'unknown' }
  process.stdout.write(`${JSON.stringify({ at: new Date().toISOString(), machine, results }, null, 2)}\n`)
}

function readArguments(args: readonly string[]): { readonly only: readonly Id[]; readonly full: boolean } {
  const { values } = parseArgs({ args: [...args], options: { only: { type: 'string' }, full: { type: 'boolean', default: false } } })
  const wanted = values.only?.split(',') ?? ids
  const unknown = wanted.find((id) => !ids.some((known) => known === id))
  if (unknown !== undefined) throw new Error(`There is no measure '${unknown}'. There are ${ids.join(', ')}.`)
  return { only: ids.filter((id) => wanted.includes(id)), full: values.full }
}

void main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})
