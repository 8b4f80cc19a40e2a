import { cpus } from 'node:os'
import { resolve } from 'node:path'
import { measurePatches } from './patches'
import { measureQueries } from './queries'
import { measurePolling } from './polling'
import { measureResilience } from './resilience'
import type { Measured } from './measure'
import { measureWindow } from './window'

/**
 * `npm run bench`: one JSON document on standard output with what was measured and the goal; it passes or fails nothing.
 * `-- --only B3,B5` measures those alone.
 */
const root = resolve(__dirname, '../..')
const measures: Readonly<Record<string, () => readonly Measured[] | Promise<readonly Measured[]>>> = {
  A1: measurePolling,
  A10: measureResilience,
  B1: () => measureWindow(root),
  B3: measurePatches,
  B5: measureQueries,
}

async function main(): Promise<void> {
  const only = chosen(process.argv.slice(2))
  const results: Measured[] = []
  for (const [id, measure] of Object.entries(measures)) {
    if (only !== undefined && !only.includes(id) && !(id === 'A1' && only.includes('A2'))) continue
    process.stderr.write(`measuring ${id}\n`)
    results.push(...(await measure()))
  }
  const machine = { node: process.version, platform: process.platform, cpus: cpus().length, model: cpus()[0]?.model ?? 'unknown' }
  process.stdout.write(`${JSON.stringify({ at: new Date().toISOString(), machine, results }, null, 2)}\n`)
}

function chosen(args: readonly string[]): readonly string[] | undefined {
  const at = args.indexOf('--only')
  return at < 0 ? undefined : (args[at + 1] ?? '').split(',')
}

void main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  process.exitCode = 1
})
