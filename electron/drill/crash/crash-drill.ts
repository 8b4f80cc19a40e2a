import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { secondMs } from '#shared/kernel/time'
import { seededIds } from '../seeded-ids'
import { runCase } from './crash-case'
import { judge } from './crash-judgement'
import { doubleDeaths, singleDeaths, type DeathPlan } from './deaths'
import { scenarios } from './scenarios'

export interface CrashDrillOptions {
  /** The desk's store; whatever is there is removed. */
  readonly file: string
  /** Every edge of every run, and each of them with a second death. */
  readonly isFull: boolean
  /** How many runs die twice, over all scenarios. */
  readonly twice: number
  readonly seed: number
  /** Only scenarios of that name. */
  readonly only?: string
  /** Every `of`-th case, beginning with number `part`. */
  readonly share: { readonly part: number; readonly of: number }
  readonly onCase?: (words: string) => void
}

export interface CrashReport {
  /** Of effects, in whose midst consoles died. */
  readonly kinds: readonly string[]
  readonly cases: number
  readonly doubled: readonly string[]
  readonly missing: readonly string[]
  readonly wrongEnds: readonly string[]
}

/** Runs every scenario once undisturbed, then again and again, each time with a console that dies elsewhere. */
export async function runCrashDrill({ file, isFull, twice, seed, only, share, onCase }: CrashDrillOptions): Promise<Result<CrashReport, AppError>> {
  const kinds = new Set<string>()
  const found = { doubled: [] as string[], missing: [] as string[], wrongEnds: [] as string[] }
  const ids = seededIds(seed)
  let cases = 0
  let number = 0
  const wanted = scenarios.filter(({ name }) => only === undefined || name === only)
  if (wanted.length === 0) return err(appError('invalidInput', `There is no scenario “${only}”. There are: ${scenarios.map(({ name }) => name).join(', ')}.`))
  for (const [at, scenario] of wanted.entries()) {
    const undisturbed = await runCase(scenario, nobody, file)
    if (!undisturbed.ok) return undisturbed
    const { edges } = undisturbed.value
    const singles = singleDeaths(scenario, edges, isFull)
    const doubles = doubleDeaths(scenario, edges, isFull ? edges.length : shareOf(twice, at, wanted.length), ids)
    for (const plan of [nobody, ...singles, ...doubles]) {
      const { deaths, absentMs, kind, at: edge } = plan
      if ((number += 1) % share.of !== share.part) continue
      const facts = deaths.length === 0 ? undisturbed : await runCase(scenario, plan, file)
      if (!facts.ok) return facts
      cases += 1
      if (deaths.length > 0) kinds.add(kind)
      const verdict = judge(scenario, undisturbed.value, facts.value)
      const where = `${scenario.name}, ${deaths.length} deaths (${deaths.join(', ')}), ${absentMs / secondMs} s absent, the first at “${edge}”`
      for (const what of ['doubled', 'missing', 'wrongEnds'] as const) for (const words of verdict[what]) found[what].push(`${where}: ${words}`)
      onCase?.(where)
    }
  }
  return ok({ kinds: [...kinds].sort(), cases, ...found })
}

const nobody: DeathPlan = { deaths: [], absentMs: 0, kind: 'none', at: 'nowhere' }

/** As evenly as it goes. */
const shareOf = (many: number, at: number, of: number): number => Math.floor((many * (at + 1)) / of) - Math.floor((many * at) / of)
