import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import { cases } from './cases'
import { dieAt } from './deaths'
import { openSupportWorld, type SupportWorld } from './support-world'

export interface SupportDrillOptions {
  /** Only every so many edges is died at; 1: at all. */
  readonly every: number
  /** Every `of`-th case, beginning with number `part`. */
  readonly share: { readonly part: number; readonly of: number }
  /** Only cases whose name has this. */
  readonly only?: string
  readonly onCase?: (name: string) => void
}

export interface SupportReport {
  readonly cases: number
  /** Edges of one grant, opened and closed. */
  readonly edges: number
  /** In words. */
  readonly failed: readonly string[]
}

/** Each case in a world of its own. */
export async function runSupportDrill({ every, share, only = '', onCase }: SupportDrillOptions): Promise<Result<SupportReport, AppError>> {
  const undisturbed = await inWorld((world) => dieAt(world, undefined))
  if (!undisturbed.ok) return undisturbed
  const { edges } = undisturbed.value
  const failed = undisturbed.value.wrong.map((words) => `nobody dies: ${words}`)
  const deaths = edges.flatMap((label, edge) => (edge % every === 0 ? [{ name: `dies ${label} (edge ${edge})`, run: async (world: SupportWorld) => (await dieAt(world, edge)).wrong }] : []))
  const all = [...Object.entries(cases).map(([name, run]) => ({ name, run: async (world: SupportWorld) => [...(await run(world)), ...world.sight.broken()] })), ...deaths].filter(({ name }) => name.includes(only))
  let done = share.part === 0 ? 1 : 0
  for (const [at, { name, run }] of all.entries()) {
    if (at % share.of !== share.part) continue
    const wrong = await inWorld((world) => run(world).catch((cause: unknown) => [cause instanceof Error ? cause.message : String(cause)]))
    if (!wrong.ok) return wrong
    failed.push(...wrong.value.map((words) => `${name}: ${words}`))
    done += 1
    onCase?.(name)
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
