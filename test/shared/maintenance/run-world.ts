import { secondMs } from '#shared/kernel/time'
import { decide, type Decision, type Outcome, type Question, type RunFrame } from '#shared/maintenance/decide'
import type { Choice, RunEvent } from '#shared/maintenance/run-event'
import { evolve, newRun, type RunState } from '#shared/maintenance/run-state'

/** What the world does with an effect; by default it is done at once. */
export interface Behaviour {
  /** So often it fails before it works. */
  readonly fails?: number
  readonly again?: 'later' | 'never'
  /** Its failures say that nothing was done. */
  readonly untouched?: true
  /** So many looks until it is done. */
  readonly looks?: number
  /** The console dies: before the effect happened, or after it and before that was written down. Once each. */
  readonly dies?: 'before' | 'after'
  readonly isUnclear?: boolean
}

export interface WorldOptions {
  readonly behaviour?: (effect: string) => Behaviour
  readonly answer?: (question: Question) => Choice
  /** Events of operators, at the n-th decision. */
  readonly operator?: ReadonlyMap<number, Pick<Extract<RunEvent, { readonly by: string }>, 'kind'> & { readonly toMs?: number }>
  readonly startMs?: number
}

export interface RunStory {
  readonly outcome: Outcome | 'endless'
  /** Effects in the order in which they happened in the world, each time again. */
  readonly happened: readonly string[]
  readonly asked: readonly Question[]
  readonly journal: readonly RunEvent[]
  readonly endedAtMs: number
}

/** Carries a run through a world that fails and a console that dies, with nothing but the journal kept. */
export function carryOut(frame: RunFrame | ((state: RunState) => RunFrame), { behaviour = () => ({}), answer = ({ choices }) => choices[0]!, operator = new Map(), startMs = 0 }: WorldOptions = {}): RunStory {
  const journal: RunEvent[] = []
  let state = newRun
  let read = 0
  const caughtUp = (): typeof state => {
    for (; read < journal.length; read += 1) state = evolve(state, journal[read]!)
    return state
  }
  const happened: string[] = []
  const asked: Question[] = []
  const tries = new Map<string, number>()
  const looks = new Map<string, number>()
  const died = new Set<string>()
  let nowMs = startMs

  const perform = (effect: string): void => {
    const { fails = 0, again = 'later', looks: toLook = 0, dies, untouched } = behaviour(effect)
    journal.push({ kind: 'started', effect, atMs: nowMs })
    const tried = (tries.get(effect) ?? 0) + 1
    tries.set(effect, tried)
    const isDeath = dies !== undefined && !died.has(effect)
    if (isDeath) died.add(effect)
    if (isDeath && dies === 'before') return
    if (tried <= fails) return void journal.push({ kind: 'failed', effect, atMs: nowMs, message: 'the world said no', again, ...(untouched === undefined ? {} : { untouched }) })
    happened.push(effect)
    if (isDeath) return
    if (toLook > 0) journal.push({ kind: 'inProgress', effect, atMs: nowMs, lookAgainAtMs: nowMs + 15 * secondMs })
    else journal.push({ kind: 'done', effect, atMs: nowMs, evidence: [] })
  }

  const observe = (effect: string): void => {
    const { looks: toLook = 0, isUnclear } = behaviour(effect)
    const looked = (looks.get(effect) ?? 0) + 1
    looks.set(effect, looked)
    if (isUnclear === true) journal.push({ kind: 'unclear', effect, atMs: nowMs, message: 'two of them are there' })
    else if (!happened.includes(effect)) journal.push({ kind: 'notThere', effect, atMs: nowMs })
    else if (looked < toLook) journal.push({ kind: 'inProgress', effect, atMs: nowMs, lookAgainAtMs: nowMs + 15 * secondMs })
    else journal.push({ kind: 'done', effect, atMs: nowMs, evidence: [] })
  }

  for (let turn = 0; turn < 2_000; turn += 1) {
    const wish = operator.get(turn)
    if (wish !== undefined) journal.push({ ...wish, by: 'ada', atMs: nowMs } as RunEvent)
    const decision: Decision = decide(typeof frame === 'function' ? frame(caughtUp()) : frame, caughtUp(), { nowMs, inFlight: new Set() })
    if (decision.outcome !== undefined) return { outcome: decision.outcome, happened, asked, journal, endedAtMs: nowMs }
    decision.perform.forEach(perform)
    decision.observe.forEach(observe)
    nowMs += secondMs
    if (decision.perform.length + decision.observe.length > 0) continue
    const [question] = decision.questions
    if (question !== undefined) {
      asked.push(question)
      journal.push({ kind: 'answered', question: question.id, choice: answer(question), by: 'ada', atMs: nowMs })
      continue
    }
    // People come in between: time does not jump over them.
    if ([...operator.keys()].some((later) => later > turn)) continue
    if (decision.wakeAtMs === undefined) break
    nowMs = Math.max(nowMs, decision.wakeAtMs)
  }
  return { outcome: 'endless', happened, asked, journal, endedAtMs: nowMs }
}
