import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { secondMs } from '#shared/kernel/time'
import { seededIds } from '../seeded-ids'
import type { Share } from '../shares'
import type { CaseFacts } from './case-facts'
import { runCase } from './crash-case'
import { judge } from './crash-judgement'
import { doubleDeaths, type DeathChoice, type DeathPlan } from './deaths'
import { scenarios, type CrashScenario } from './scenarios'

export interface CrashDrillOptions {
  /** The desk's store; whatever is there is removed. */
  readonly file: string
  readonly choice: DeathChoice
  /** How many runs die twice anywhere, over all scenarios, beside the pairs within a kind of step. */
  readonly twice: number
  readonly seed: number
  /** Only scenarios of that name. */
  readonly only?: string
  /** Of its cases, each with what follows from it. */
  readonly share: Share
  readonly onCase?: (words: string) => void
}

export interface CrashReport {
  /** Of effects, in whose midst consoles died: how many runs in which one did, and in which two did. */
  readonly kinds: Readonly<Record<string, { readonly once: number; readonly twice: number }>>
  readonly cases: number
  readonly doubled: readonly string[]
  readonly missing: readonly string[]
  readonly wrongEnds: readonly string[]
}

/** The same drill, in a world of another make. */
export type PlayCase = (scenario: CrashScenario, plan: DeathPlan, file: string) => Promise<Result<CaseFacts, AppError>>

/** Runs every scenario once undisturbed, then again and again, each time with consoles that die elsewhere. */
export async function runCrashDrill(options: CrashDrillOptions, play: PlayCase = runCase): Promise<Result<CrashReport, AppError>> {
  const { choice, twice, seed, only, share } = options
  const book = createBook()
  const ids = seededIds(seed)
  let number = 0
  const wanted = scenarios.filter(({ name }) => only === undefined || name === only)
  if (wanted.length === 0) return err(appError('invalidInput', `There is no scenario “${only}”. There are: ${scenarios.map(({ name }) => name).join(', ')}.`))
  for (const [at, scenario] of wanted.entries()) {
    const undisturbed = await play(scenario, nobody, options.file)
    if (!undisturbed.ok) return undisturbed
    const { edges } = undisturbed.value
    const check = (plan: DeathPlan, facts: CaseFacts): void => options.onCase?.(book.note(scenario, plan, { undisturbed: undisturbed.value, facts }))
    if ((number += 1) % share.of === share.part) check(nobody, undisturbed.value)
    const anywhere = doubleDeaths(scenario, edges, shareOf(twice, at, wanted.length), ids)
    for (const plan of [...choice.once(scenario, edges), ...anywhere]) {
      if ((number += 1) % share.of !== share.part) continue
      const facts = await play(scenario, plan, options.file)
      if (!facts.ok) return facts
      check(plan, facts.value)
      const pairs = plan.deaths.length > 1 ? [] : choice.twice(scenario, plan, edges, facts.value.edges)
      for (const pair of pairs) {
        const again = await play(scenario, pair, options.file)
        if (!again.ok) return again
        check(pair, again.value)
      }
    }
  }
  return ok(book.report())
}

const nobody: DeathPlan = { deaths: [], absentMs: 0, kind: 'none', at: 'nowhere' }

/** As evenly as it goes. */
const shareOf = (many: number, at: number, of: number): number => Math.floor((many * (at + 1)) / of) - Math.floor((many * at) / of)

interface Played {
  readonly undisturbed: CaseFacts
  readonly facts: CaseFacts
}

/** What was found so far. */
function createBook() {
  const kinds: Record<string, { once: number; twice: number }> = {}
  const found = { doubled: [] as string[], missing: [] as string[], wrongEnds: [] as string[] }
  let cases = 0
  return {
    note(scenario: CrashScenario, { deaths, absentMs, kind, at }: DeathPlan, { undisturbed, facts }: Played): string {
      cases += 1
      const times = (kinds[kind] ??= { once: 0, twice: 0 })
      if (facts.died === 1) times.once += 1
      if (facts.died === 2) times.twice += 1
      const verdict = judge(scenario, undisturbed, facts)
      const where = `${scenario.name}, ${deaths.length} deaths (${deaths.join(', ')}), ${absentMs / secondMs} s absent, the first at “${at}”`
      for (const what of ['doubled', 'missing', 'wrongEnds'] as const) for (const words of verdict[what]) found[what].push(`${where}: ${words}`)
      return where
    },
    report(): CrashReport {
      const { none: _, ...died } = kinds
      return { kinds: died, cases, ...found }
    },
  }
}
