import { hourMs, minuteMs } from '#shared/kernel/time'
import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import type { Outcome } from '#shared/maintenance/decide'
import { longerEffects } from '#shared/maintenance/longer'
import type { Plan } from '#shared/maintenance/plan'
import type { RunEvent } from '#shared/maintenance/run-event'
import { replay } from '#shared/maintenance/run-state'
import { createDeskJournal } from '#electron/maintenance/desk-journal'
import { runTag } from '#electron/maintenance/effects/run-context'
import type { RunEnding } from '#electron/maintenance/run-driver'
import type { Ids } from '#electron/ports/clock'
import { seededIds } from '../seeded-ids'
import { openCrashWorld, tenant, type CrashWorld } from './crash-world'
import { openConsole } from './drill-console'
import type { DeathPlan } from './deaths'
import { createLife, type Life } from './life'
import type { CrashScenario } from './scenarios'

/** How one run went, with consoles dying on the way. */
export interface CaseFacts {
  /** Undefined: it did not end in time. */
  readonly outcome: Outcome | undefined
  /** What AWS took, by what and to what. */
  readonly deeds: ReadonlyMap<string, number>
  /** In words: what is left closed, muted, untold; what nobody should have been asked. */
  readonly leftovers: readonly string[]
  /** Addresses of which the run itself says that it does not know. */
  readonly unproven: number
  /** Edges of the last console, which lived. */
  readonly edges: readonly string[]
  readonly events: readonly RunEvent[]
  /** Operations that were asked of AWS, by effect; notices have calls of their own. */
  readonly requests: ReadonlyMap<string, ReadonlySet<string>>
  readonly plan: Plan
}

/** What a run stirs up by itself, an alarm for instance, is over by then. */
const calmMs = 30 * minuteMs

/** Runs last an hour or two; what takes longer than this never ends. */
const mostMs = 8 * hourMs

/** Each death is an edge of the console whose turn it is; the one after the last lives to the end. */
export async function runCase(scenario: CrashScenario, { deaths, absentMs }: Pick<DeathPlan, 'deaths' | 'absentMs'>, file: string): Promise<Result<CaseFacts, AppError>> {
  const opened = await openCrashWorld(scenario, file)
  if (!opened.ok) return opened
  const world = opened.value
  const ids = seededIds(1)
  const asked = new Set<string>()
  try {
    for (const [at, diesAt] of [...deaths, undefined].entries()) {
      const life = createLife(diesAt)
      if (at > 0) await world.time.advanceTo(world.time.clock.nowMs() + absentMs, world.settled)
      const ending = await live(world, life, ids, asked)
      if (!life.isOver()) return ok(await factsOf(world, ids, { ending, asked, edges: life.passed }))
    }
    throw new Error('The last console lives.')
  } finally {
    await world.stop()
  }
}

/** Until the console is dead, or the run over. */
async function live(world: CrashWorld, life: Life, ids: Ids, asked: Set<string>): Promise<RunEnding | undefined> {
  const { time, settled } = world
  let ending: RunEnding | undefined
  const opened = await openConsole({ world, life, holder: ids.next(), ids, onTurn: ({ questions }) => void answer(world, ids, questions.map(({ id }) => id), asked) })
  if (opened === undefined) throw new Error('A lease that has run out cannot be taken.')
  void opened.over.then((ended) => (ending = ended))
  await settled()
  while (!life.isOver() && ending === undefined && time.clock.nowMs() < world.span.fromMs + mostMs) await time.advanceTo(time.nextDueAtMs()!, settled)
  return ending
}

/** The operator at the desk: says that what is done by hand was done. Nothing else should be asked. */
async function answer(world: CrashWorld, ids: Ids, questions: readonly string[], asked: Set<string>): Promise<void> {
  const { plan, store, time, extendToMs } = world
  for (const question of questions) {
    if (asked.has(question)) continue
    if (extendToMs !== undefined && !(await isExtended(world, ids, extendToMs))) continue
    asked.add(question)
    if (plan.steps[0]?.kind !== 'manual' || question !== 'unclear:change:0:plan') continue
    const journal = createDeskJournal({ store, ids, run: plan.id })
    const said: RunEvent = { kind: 'answered', question, choice: 'wasDone', by: 'ada', atMs: time.clock.nowMs() }
    for (let isWritten = false; !isWritten; ) {
      const lines = await journal.read(0)
      if (!lines.ok) throw new Error(lines.error.message)
      const written = await journal.append(lines.value.length, said)
      isWritten = written.ok && written.value === 'written'
    }
  }
}

/** Says so once; whether everything was put again for the new end. */
async function isExtended({ plan, store, time }: CrashWorld, ids: Ids, toMs: number): Promise<boolean> {
  const journal = createDeskJournal({ store, ids, run: plan.id })
  const lines = await journal.read(0)
  if (!lines.ok) throw new Error(lines.error.message)
  const isSaid = lines.value.some(({ kind }) => kind === 'extended')
  // Where somebody wrote in between, the next turn says it.
  if (!isSaid) await journal.append(lines.value.length, { kind: 'extended', toMs, by: 'ada', atMs: time.clock.nowMs() })
  const effects = longerEffects(plan, replay(lines.value))
  return isSaid && effects.every(({ id }) => lines.value.some((event) => event.kind === 'done' && event.effect === id))
}

async function factsOf(world: CrashWorld, ids: Ids, { ending, asked, edges }: { readonly ending: RunEnding | undefined; readonly asked: ReadonlySet<string>; readonly edges: readonly string[] }): Promise<CaseFacts> {
  const lines = await createDeskJournal({ store: world.store, ids, run: world.plan.id }).read(0)
  if (!lines.ok) throw new Error(lines.error.message)
  const unproven = lines.value.flatMap((event) => (event.kind === 'done' ? event.evidence : [])).filter(({ label, value }) => label === 'Mail' && value.split(', ').includes('sending')).length
  await world.time.advanceTo(world.time.clock.nowMs() + calmMs, world.settled)
  const strange = [...asked].filter((question) => world.plan.steps[0]?.kind !== 'manual' || question !== 'unclear:change:0:plan')
  return { outcome: ending?.kind === 'ended' ? ending.outcome : undefined, deeds: world.deeds.counts(), leftovers: [...(await leftoversOf(world)), ...strange.map((question) => `asked ${question}`)], unproven, edges, events: lines.value, requests: world.requests, plan: world.plan }
}

/** What AWS itself shows after the end. */
async function leftoversOf({ operators, region, doors, alarms, bucket, fleet, plan, leaves }: CrashWorld): Promise<readonly string[]> {
  const call = { signal: new AbortController().signal, onRequest: () => Promise.resolve() }
  const aws = operators(doors[0]!.account, region)
  const left: string[] = []
  for (const { loadBalancerArn } of doors) {
    const listeners = await aws.access.listeners(call, loadBalancerArn)
    for (const { arn } of listeners.ok ? listeners.value.value : []) {
      const rules = await aws.access.rules(call, arn)
      left.push(...(rules.ok ? rules.value.value : []).filter(({ priority }) => priority !== 'default').map((rule) => `closed by ${rule.arn}`))
    }
  }
  const muted = await aws.alarms.muteRules(call)
  left.push(...(muted.ok ? muted.value.value : []).map((name) => `muted by ${name}`))
  const actions = await aws.alarms.actions(call, alarms)
  left.push(...Object.entries(actions.ok ? actions.value.value : {}).filter(([, isOn]) => !isOn).map(([name]) => `muted: ${name}`))
  if (actions.ok && Object.keys(actions.value.value).length < alarms.length) left.push('alarms are missing')
  const notice = await aws.objects.get(call, bucket, `${tenant}.json`)
  const text = notice.ok ? notice.value.value.body : ''
  if (!/"state":"completed","access":"open"/.test(text)) left.push(`the login screen says ${text}`)
  const aside = await aws.databases.database(call, `wf-${plan.id}-${plan.databases[0]!.id}`)
  if (aside.ok && aside.value.value.tags['tenant'] !== undefined) left.push('the database that was set aside is still the tenant’s')
  if (aside.ok && aside.value.value.tags[runTag] !== undefined) left.push('tags')
  return [...left, ...fleet.truth().filter(({ kind, checks, explainsOnly }) => checks.length > 0 && explainsOnly !== true && !leaves.includes(kind)).map(({ kind, subject }) => `wrong: ${kind} of ${subject}`)]
}
