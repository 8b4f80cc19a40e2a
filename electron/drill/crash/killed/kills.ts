import { choiceOf, kindOf, type DeathChoice, type DeathPlan } from '../deaths'
import type { CrashScenario } from '../scenarios'

/** Before a journal line is appended, after it, and after something was performed. */
const sorts = [/: before the line$/, /: after the line$/, /: after performing$/]

/** Edges of a kind of step, the first of each sort. */
const ofEachSort = (scenario: CrashScenario, kind: string, edges: readonly string[]): readonly number[] =>
  sorts.map((sort) => edges.findIndex((at) => sort.test(at) && kindOf(scenario, at) === kind)).filter((edge) => edge >= 0)

/**
 * Where processes are killed: at every edge of a kind of step, by name, and twice at all pairs of the three sorts. Thinned: at one edge of each sort,
 * and one pair.
 */
export const killChoice = (isThin: boolean): DeathChoice => {
  const all = choiceOf('thin')
  const isFirst = (scenario: CrashScenario, edges: readonly string[], { deaths, kind }: DeathPlan): boolean => ofEachSort(scenario, kind, edges).includes(deaths[0]!)
  return {
    once: (scenario, edges) => all.once(scenario, edges).filter((plan, at, plans) => plans.findIndex(({ deaths }) => deaths[0] === plan.deaths[0]) === at && (!isThin || isFirst(scenario, edges, plan))),
    twice: (scenario, first, before, after) => {
      if (!isFirst(scenario, before, first)) return []
      const pairs = ofEachSort(scenario, first.kind, after).map((second) => ({ ...first, deaths: [first.deaths[0]!, second] }))
      return !isThin ? pairs : sorts[2]!.test(first.at) ? pairs.slice(0, 1) : []
    },
  }
}
