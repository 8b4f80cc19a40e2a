import fc from 'fast-check'
import { expect, test } from 'vitest'
import { minuteMs, secondMs } from '#shared/kernel/time'
import { readDocument } from '#shared/support/document'
import { isOver } from '#shared/support/grant-state'
import { grantsOfRule } from '#shared/support/rule-mark'
import type { DeskStore } from '#electron/ports/desk-store'
import { createLife, timersOf, type Life } from '#electron/drill/crash/life'
import { guardedStore } from '#electron/drill/support/guarded'
import { createFakeSupportAws, type Operation } from './fake-support-aws'
import { aWish, openSupportStage, supportConfig, valueOf } from './support-stage'

/** What may happen to a desk: people ask and end, clients end, AWS refuses, consoles die; and time passes. */
type Step =
  | { readonly kind: 'ask'; readonly minutes: number; readonly what: readonly ('application' | 'ssh')[] }
  | { readonly kind: 'end'; readonly which: number }
  | { readonly kind: 'clientEnds'; readonly which: number }
  | { readonly kind: 'refuse'; readonly operation: Operation; readonly times: number; readonly how: 'refused' | 'lost' }
  | { readonly kind: 'die'; readonly edges: number }
  | { readonly kind: 'pass'; readonly seconds: number }

const parameter = '/watchfloor/support-access/acme/frontend'
const group = 'sg-0123456789abcdef0'
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('ask' as const), minutes: fc.integer({ min: 1, max: 12 }), what: fc.constantFrom(['application'] as const, ['ssh'] as const, ['application', 'ssh'] as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('end' as const), which: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('clientEnds' as const), which: fc.nat(9) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('refuse' as const), operation: fc.constantFrom<Operation[]>('put', 'get', 'authorize', 'revoke', 'describe', 'ingress', 'schedule.create', 'schedule.update', 'schedule.delete', 'schedule.get', 'history'), times: fc.integer({ min: 1, max: 2 }), how: fc.constantFrom('refused' as const, 'lost' as const) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('die' as const), edges: fc.nat(60) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('pass' as const), seconds: fc.integer({ min: 5, max: 240 }) }) },
)

/** Leases are 30 s: who takes over comes after. */
const absentMs = 32 * secondMs
const lookMs = 5 * secondMs
/** A beat and two refusals after somebody's word, of the time in which a console is there; at an end in time the schedule needs none of that. */
const endedPatienceMs = 2 * minuteMs

async function play(steps: readonly Step[]): Promise<readonly string[]> {
  const aws = createFakeSupportAws(() => stage.time.clock.nowMs())
  const config = supportConfig()
  const open = { ...config, tenants: config.tenants.map((tenant) => (tenant.support === undefined ? tenant : { ...tenant, support: { ...tenant.support, selfService: true } })) }
  const stage = openSupportStage({ operators: aws.operators, config: open })
  const { clock } = stage.time
  const wrong = new Set<string>()
  const people = stage.consoleOf('ana')
  /** Those whose word ended it, and when, of the time in which a console is there. */
  const ended = new Map<string, number>()
  let awayMs = 0
  const isAnswered = (id: string): boolean => (ended.get(id) ?? Infinity) < clock.nowMs() - awayMs - endedPatienceMs
  const asked: { readonly id: string; readonly untilMs: number }[] = []
  let life: Life = createLife()
  let diedAtMs: number | undefined
  let consoles = 0

  const lively = (store: DeskStore): DeskStore => guardedStore(store, life)
  const begin = (edges?: number): void => {
    const mine = (life = createLife(edges))
    aws.edge = (at) => mine.edge(at)
    stage.consoleOf(`console-${(consoles += 1)}`, { store: lively(stage.storeOf('ana')), timers: timersOf(stage.time.timers, mine) }).makeRounds(() => undefined)
  }

  const look = (): void => {
    const nowMs = clock.nowMs()
    const document = readDocument(aws.document(parameter) ?? '')
    const inDocument = (document?.grants ?? []).filter(({ untilMs }) => nowMs < untilMs && nowMs < (document?.untilMs ?? 0)).map(({ id }) => id)
    const bySsh = (aws.rules.get(group) ?? []).flatMap(({ description }) => grantsOfRule(description) ?? [])
    const closes = (operation: string): boolean => [...aws.schedules.values()].some(({ does, hasFired }) => does.operation === operation && hasFired !== true)
    if (inDocument.length > 0 && !closes('putParameter')) wrong.add('the document is open, and no schedule closes it')
    if (bySsh.length > 0 && !closes('revokeSecurityGroupIngress')) wrong.add('SSH is open, and no schedule closes it')
    for (const ids of [inDocument, bySsh]) {
      const isCovered = ids.some((id) => {
        const grant = asked.find((each) => each.id === id)
        return grant !== undefined && grant.untilMs > nowMs - minuteMs && !isAnswered(id)
      })
      if (ids.length > 0 && !isCovered) wrong.add('a door is open for nobody')
    }
  }

  const pass = async (ms: number, isAway = false): Promise<void> => {
    const until = clock.nowMs() + ms
    while (clock.nowMs() < until) {
      const sliceMs = Math.min(lookMs, until - clock.nowMs())
      if (isAway || life.isOver()) awayMs += sliceMs
      await stage.pass(sliceMs)
      for (let turn = 0; turn < 8; turn += 1) await stage.settle()
      aws.fire(clock.nowMs())
      if (life.isOver()) diedAtMs ??= clock.nowMs()
      if (diedAtMs !== undefined && clock.nowMs() - diedAtMs >= absentMs) {
        diedAtMs = undefined
        begin()
      }
      look()
    }
  }

  const refusals = new Map<Operation, { times: number; readonly how: 'refused' | 'lost' }>()
  aws.fate = (operation) => {
    const refusal = refusals.get(operation)
    return refusal === undefined || refusal.times-- <= 0 ? 'fine' : refusal.how
  }

  begin()
  for (const each of steps) {
    if (each.kind === 'ask') {
      const grant = await people.ask(aWish({ what: each.what, reference: `REQ-${asked.length}`, untilMs: clock.nowMs() + each.minutes * minuteMs + secondMs }))
      if (grant.ok) asked.push(grant.value)
    } else if (each.kind === 'end') {
      const { id } = asked[each.which % Math.max(1, asked.length)] ?? { id: '' }
      if ((await people.end(id, 'Done')).ok && !ended.has(id)) ended.set(id, clock.nowMs() - awayMs)
    } else if (each.kind === 'clientEnds') {
      const { id } = asked[each.which % Math.max(1, asked.length)] ?? { id: '' }
      const text = aws.document(parameter)
      if (text === undefined || readDocument(text)?.grants.some((grant) => grant.id === id) !== true) continue
      const there = JSON.parse(text) as { readonly ended?: readonly object[] }
      aws.write(parameter, JSON.stringify({ ...there, ended: [...(there.ended ?? []), { id, by: 'client: j.doe' }] }))
      // Looked at within a minute, and then closed.
      if (!ended.has(id)) ended.set(id, clock.nowMs() - awayMs + minuteMs)
    } else if (each.kind === 'refuse') refusals.set(each.operation, { times: each.times, how: each.how })
    else if (each.kind === 'die') {
      if (life.isOver()) continue
      // The one that is there goes at once, the next dies in the midst of its work.
      const dying = createLife(0)
      aws.edge = (at) => dying.edge(at)
      await pass(absentMs, true)
      begin(each.edges)
    } else await pass(each.seconds * secondMs)
  }
  await pass(4 * minuteMs)

  const nowMs = clock.nowMs()
  const { grants } = valueOf(await people.desk())
  for (const { id, stage: at, untilMs } of grants) {
    if (untilMs > nowMs && !ended.has(id) && at !== 'open') wrong.add(`a live grant is ${at} though AWS answers`)
    if ((untilMs < nowMs - endedPatienceMs || isAnswered(id)) && !isOver(at)) wrong.add(`a grant that is over is ${at} though AWS answers`)
  }
  await people.stop()
  await stage.close()
  return [...wrong]
}

test('whatever happens: no door is open without a schedule or a grant, and what is live is open once AWS answers', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
      expect(await play(steps)).toEqual([])
    }),
    { numRuns: Number(process.env['WATCHFLOOR_RUNS'] ?? 25) },
  )
}, 120_000)
