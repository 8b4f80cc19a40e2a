import { ok } from '#shared/kernel/result'
import { frameOf } from '#shared/maintenance/expectation'
import type { RunState } from '#shared/maintenance/run-state'
import type { Effect } from '#shared/maintenance/effects'
import type { RunContext } from '#electron/maintenance/effects/run-context'
import { effectHandlers } from '#electron/maintenance/effects/registry'
import { createDeskJournal } from '#electron/maintenance/desk-journal'
import type { EffectHandlers } from '#electron/maintenance/effect-handler'
import { rememberedAlarms, rememberedStates } from '#electron/maintenance/run-before'
import { rememberedDoors, rememberedHealth } from '#electron/maintenance/run-conditions'
import { driveRun, type RunEnding } from '#electron/maintenance/run-driver'
import { holdRun } from '#electron/maintenance/run-lease'
import { createNoticeDesk } from '#electron/maintenance/notices/create-notice-desk'
import { runNotices } from '#electron/maintenance/notices/run-notices'
import { createRunMemory } from '#electron/maintenance/run-memory'
import type { Ids } from '#electron/ports/clock'
import type { WebReader } from '#electron/ports/web-reader'
import type { Fence } from '#electron/ports/desk-store'
import type { Decision } from '#shared/maintenance/decide'
import { account, type CrashWorld } from './entered-world'
import { counted, guardOperators } from './guarded-operators'
import { guardStore } from './guarded-store'
import { timersOf, type Life } from './life'
import { worldHealth } from './world-health'

export interface ConsoleOptions {
  readonly world: CrashWorld
  readonly life: Life
  readonly holder: string
  readonly ids: Ids
  readonly onTurn: (decision: Decision) => void
}

/** One console with everything of its own: the real driver and the real effects. Undefined: somebody else holds the run. */
export async function openConsole({ world, life, holder, ids, onTurn }: ConsoleOptions): Promise<{ readonly over: Promise<RunEnding> } | undefined> {
  const { clock } = world.time
  const timers = timersOf(world.time.timers, life)
  const store = guardStore(world.store, life)
  const { plan } = world
  const held = await holdRun({ store, timers, run: plan.id, holder })
  if (!held.ok) return undefined
  const { fence, lost } = held.value
  let endMs = world.span.toMs
  const turned = ({ toMs }: RunState, decision: Decision): void => {
    endMs = toMs ?? endMs
    onTurn(decision)
  }
  const handlers = handlersOf({ world, life, ids, fence, endMs: () => endMs })
  const over = driveRun({ journal: createDeskJournal({ store, ids, run: plan.id, fence }), frame: (state) => frameOf(plan, world.span, state), handlers, clock, timers, onTurn: turned }, lost)
  return { over }
}

interface Parts {
  readonly world: CrashWorld
  readonly life: Life
  readonly ids: Ids
  readonly fence: Fence
  /** Of the window, as the run has it. */
  readonly endMs: () => number
}

/** Each effect sees AWS through edges of its own. */
const handlersOf =
  (parts: Parts): EffectHandlers =>
  (effect) => {
    const handler = effectHandlers(contextOf(parts, effect))(effect)
    return {
      perform: async (wanted) => {
        await parts.life.edge(`${effect.id}: before performing`)
        const attempt = await handler.perform(wanted)
        await parts.life.edge(`${effect.id}: after performing`)
        return attempt
      },
      observe: (wanted, before) => parts.life.whileAlive(handler.observe(wanted, before)),
    }
  }

function contextOf({ world, life, ids, fence, endMs }: Parts, { id: purpose }: Effect): RunContext {
  const { config, plan, span, region, alarms, doors, deeds, requests, traffic } = world
  const { clock } = world.time
  const operators = guardOperators(world.operators, { life, deeds, traffic, purpose })
  const store = guardStore(world.store, { ...life, edge: (label) => life.edge(`${purpose}: ${label}`) })
  const memory = createRunMemory({ store, ids, run: plan.id, fence })
  const tenantOf = new Map(config.tenants.map((each) => [each.id, each]))
  const desk = createNoticeDesk({ store, ids, operators, tenant: (id) => tenantOf.get(id), sender: config.mail, desk: config.desk, web: countedWeb(world), clock, timers: timersOf(world.time.timers, life) })
  const asked = requests.get(purpose) ?? new Set<string>()
  requests.set(purpose, asked)
  const call = { signal: new AbortController().signal, onRequest: (operation: string) => Promise.resolve(void asked.add(operation)) }
  return {
    run: plan.id,
    plan,
    tenantTag: 'tenant',
    operators,
    clock,
    before: rememberedStates(memory),
    alarms: rememberedAlarms(memory, async () => ok(alarms.map((name) => ({ account, region, name })))),
    doors: rememberedDoors(memory, async () => ok(doors)),
    health: rememberedHealth(memory, worldHealth(world)),
    notices: runNotices(desk, () => ({ plan, span: { ...span, toMs: endMs() }, sequence: 1 }), call.signal),
    preflight: async () => ok([]),
    endMs,
    call,
  }
}

/** Login pages are read past the edges: whoever reads changes nothing. */
const countedWeb = ({ web, traffic }: CrashWorld): WebReader => ({ read: (url, reading) => counted(traffic, () => web.read(url, reading)) })
