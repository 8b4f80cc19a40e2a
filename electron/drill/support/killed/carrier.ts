import path from 'node:path'
import { ok } from '#shared/kernel/result'
import { minuteMs, secondMs } from '#shared/kernel/time'
import { openLocalAudit } from '#electron/adapters/sqlite/audit/local-audit'
import { silentLogger } from '#electron/adapters/system/logger'
import type { VirtualTime } from '#electron/adapters/system/virtual-time'
import { createConsoleAudit, type ConsoleAudit } from '#electron/audit/console-audit'
import type { Ids } from '#electron/ports/clock'
import { killMyself, ledTime, type Carry } from '../../killed/order'
import { createLife, timersOf, type Life } from '../../crash/life'
import { enterSupport, type EnteredSupport } from '../entered-support'
import { guardedAudit } from '../guarded'
import { startAtMs } from '../support-world'
import type { Answer, Order, Request } from './orders'
import { killScenarios, type Bench, type Seen, type Step } from './scenarios'

/** What takes longer than this never comes. */
const mostMs = 40 * minuteMs
/** Whoever sits there looks so often, and tries again what was refused. */
const lookEveryMs = 5 * secondMs

/** A process that is two consoles of the desk, until the scenario is over or it kills itself at the edge that it was told. */
export const carry: Carry<Order, Request, Answer> = async ({ briefing, scenario: name, nowMs, address, diesAt, number, auditFolder }, ask) => {
  const scenario = killScenarios.find((each) => each.name === name)
  if (scenario === undefined) throw new Error(`There is no scenario “${name}”.`)
  let told: Answer | undefined
  const asked = async (request: Request): Promise<Answer> => (told = await ask(request))
  const time = ledTime(nowMs, (atMs) => asked({ kind: 'moveTo', atMs }))
  const entered = enterSupport(briefing, { time, skewMs: () => 0, address: () => address, held: () => 0 })
  if (!entered.ok) throw new Error(entered.error.message)
  let phase = scenario.steps[0]?.phase ?? 'opening'
  const life = phasedLife(createLife((label, passed) => diesAt?.label === label && passed.filter((each) => each === label).length === diesAt.time - 1, killMyself), () => phase)
  const [ana, ben] = ['ana', 'ben'].map((person) => sitDown(person, entered.value, { time, life, number, auditFolder })) as [Seat, Seat] // two names
  const bench: Bench = { ana: ana.office, ben: ben.office, meddle: async (event) => void (await asked({ kind: 'meddle', event })) }
  for (const { audit } of [ana, ben]) audit.makeRounds()
  ana.office.makeRounds(() => undefined)
  await time.advanceTo(time.clock.nowMs(), entered.value.settled)

  const look = async (): Promise<Seen> => {
    const desk = await ana.office.desk()
    if (!desk.ok) throw new Error(desk.error.message)
    const { world, ...meddled } = told ?? (await asked({ kind: 'moveTo', atMs: time.clock.nowMs() }))
    return { nowMs: time.clock.nowMs(), desk: desk.value, world, ...meddled }
  }
  const pass = async (untilMs: number): Promise<void> => {
    do await time.advanceTo(Math.min(time.nextDueAtMs() ?? untilMs, untilMs), entered.value.settled)
    while (time.clock.nowMs() < untilMs)
  }
  /** Time passes only where something waits for it. */
  const carriedOut = async <T>(work: Promise<T>): Promise<T> => {
    let isDone = false
    const done = work.finally(() => (isDone = true))
    await entered.value.settled()
    while (!isDone) await pass(Math.min(time.nextDueAtMs() ?? Infinity, time.clock.nowMs() + secondMs))
    return done
  }
  const come = async ({ isDone, act }: Step): Promise<boolean> => {
    for (let seen = await look(); !isDone(seen); seen = await look()) {
      if (time.clock.nowMs() > startAtMs + mostMs) return false
      if (act !== undefined) await carriedOut(act(bench, seen))
      if (isDone(await look())) return true
      await pass(time.clock.nowMs() + lookEveryMs)
    }
    return true
  }

  for (const step of scenario.steps) {
    phase = step.phase
    if (await come(step)) continue
    await asked({ kind: 'over', stuckAt: step.name, passed: life.passed })
    return
  }
  for (const { audit, office } of [ana, ben]) {
    await office.stop()
    await carriedOut(audit.stop())
  }
  await entered.value.stop()
  await asked({ kind: 'over', passed: life.passed })
}

interface Seat {
  readonly office: Bench['ana']
  readonly audit: ConsoleAudit
}

interface Sitting {
  readonly time: VirtualTime
  readonly life: Life
  readonly number: number
  readonly auditFolder: string
}

/** A console with its audit trail in a file of its own, as on a computer of its own. */
function sitDown(person: string, entered: EnteredSupport, { time, life, number, auditFolder }: Sitting): Seat {
  let next = 0
  const ids: Ids = { next: () => `${person}-${number}-${(next += 1)}`, random: () => 0.5 }
  const audit = createConsoleAudit({
    open: async () => {
      const opened = openLocalAudit({ file: path.join(auditFolder, `${person}.sqlite`), nowMs: time.clock.nowMs() })
      return opened.ok ? ok({ ...opened.value, audit: guardedAudit(opened.value.audit, life) }) : opened
    },
    who: () => ({ person }),
    time: () => ({ atMs: time.clock.nowMs(), skewMs: 0 }),
    console: { machine: person, surface: 'window' },
    ids,
    timers: timersOf(time.timers, life),
    logger: silentLogger,
    desk: entered.storeOf(person, life),
    changed: () => undefined,
  })
  return { audit, office: entered.console({ person, ids, life, audit: audit.trail }) }
}

/** Edges are named after what the consoles are at. */
const phasedLife = (life: Life, phase: () => string): Life => ({ ...life, edge: (label) => life.edge(`${phase()}: ${label}`) })

