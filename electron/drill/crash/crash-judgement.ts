import type { CaseFacts } from './case-facts'
import type { CrashScenario } from './scenarios'

/** What is wrong with a case, in words. */
export interface Verdict {
  readonly doubled: readonly string[]
  readonly missing: readonly string[]
  readonly wrongEnds: readonly string[]
}

/** A run in which consoles died does to the world what the same run does in which nobody dies: that much, and not more. */
export function judge(scenario: Pick<CrashScenario, 'outcome'>, undisturbed: Pick<CaseFacts, 'deeds'>, facts: Pick<CaseFacts, 'deeds' | 'outcome' | 'leftovers' | 'unproven' | 'unanswered'>): Verdict {
  const wanted = undisturbed.deeds
  const doubled = [...facts.deeds].filter(([deed, times]) => times > (wanted.get(deed) ?? 0)).map(([deed, times]) => `${times} times instead of ${wanted.get(deed) ?? 0}: ${deed}`)
  const missing = [...wanted].filter(([deed, times]) => (facts.deeds.get(deed) ?? 0) < times).map(([deed]) => deed)
  const mails = missing.filter((deed) => deed.startsWith('send '))
  // Mail that may have left is not sent again: the run has to say that it does not know. What AWS took from the dead is not done again.
  const excused = new Set([...mails.slice(0, facts.unproven), ...facts.unanswered])
  const ends = facts.outcome === scenario.outcome ? [] : [`ended ${facts.outcome ?? 'never'} instead of ${scenario.outcome}`]
  return { doubled, missing: missing.filter((deed) => !excused.has(deed)), wrongEnds: [...ends, ...facts.leftovers] }
}
