import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import type { Share } from '../shares'
import { cases } from './cases'
import { dieAt } from './deaths'
import { openSupportWorld, type SupportWorld } from './support-world'

export interface SupportDrillOptions {
  /** Only every so many edges is died at; 1: at all. */
  readonly every: number
  readonly share: Share
  /** Only cases whose name has this. */
  readonly only?: string
  /** `wrong`: in words; empty: nothing. */
  readonly onCase?: (name: string, wrong: readonly string[]) => void
}

export interface SupportReport {
  readonly cases: number
  /** Edges of one grant, opened and closed. */
  readonly edges: number
  /** In words. */
  readonly failed: readonly string[]
}

interface NamedCase {
  readonly name: string
  readonly run: (world: SupportWorld) => Promise<readonly string[]>
}

/** `edges`: of one grant in which nobody dies. */
const allCases = (edges: readonly string[], every: number): readonly NamedCase[] => [
  ...Object.entries(cases).map(([name, run]) => ({ name, run: async (world: SupportWorld) => [...(await run(world)), ...world.sight.broken()] })),
  ...edges.flatMap((label, edge) => (edge % every === 0 ? [{ name: `dies ${label} (edge ${edge})`, run: async (world: SupportWorld) => (await dieAt(world, edge)).wrong }] : [])),
]

/** Names of all cases, in order. */
export async function listCases(every: number): Promise<Result<readonly string[], AppError>> {
  const undisturbed = await inWorld((world) => dieAt(world, undefined))
  return undisturbed.ok ? ok(['nobody dies', ...allCases(undisturbed.value.edges, every).map(({ name }) => name)]) : undisturbed
}

/** Each case in a world of its own. */
export async function runSupportDrill({ every, share, only = '', onCase }: SupportDrillOptions): Promise<Result<SupportReport, AppError>> {
  const undisturbed = await inWorld((world) => dieAt(world, undefined))
  if (!undisturbed.ok) return undisturbed
  const { edges } = undisturbed.value
  const failed = undisturbed.value.wrong.map((words) => `nobody dies: ${words}`)
  const wanted = allCases(edges, every).filter(({ name }) => name.includes(only))
  if (wanted.length === 0) return err(appError('invalidInput', `No case has “${only}” in its name. --list tells them all.`))
  let done = share.part === 0 ? 1 : 0
  for (const [at, { name, run }] of wanted.entries()) {
    if (at % share.of !== share.part) continue
    const wrong = await inWorld((world) => run(world).catch((cause: unknown) => [cause instanceof Error ? cause.message : String(cause)]))
    if (!wrong.ok) return wrong
    failed.push(...wrong.value.map((words) => `${name}: ${words}`))
    done += 1
    onCase?.(name, wrong.value)
  }
  return ok({ cases: done, edges: edges.length, failed })
}

async function inWorld<T>(run: (world: SupportWorld) => Promise<T>): Promise<Result<T, AppError>> {
  const world = await openSupportWorld()
  if (!world.ok) return world
  try {
    return ok(await run(world.value))
  } finally {
    await world.value.stop()
  }
}
