import { hourMs, minuteMs } from '#shared/kernel/time'
import { leftoverKey, type Leftover } from '#shared/maintenance/leftover'
import type { AwsOperators } from '#electron/ports/aws-operator'
import type { Clock } from '#electron/ports/clock'
import type { FleetSight } from '#electron/ports/fleet-sight'
import type { WindowView } from '#shared/maintenance/window-view'
import type { TenantConfig } from '#shared/fleet/fleet-config'
import { answersByItself, closedTenantTag, tagsOfRules } from '../effects/door-rules'
import { runTag, type AlarmName } from '../effects/run-context'
import { allDoorsOf } from './tenant-sight'

export interface WatchdogOptions {
  readonly operators: AwsOperators
  readonly sight: Pick<FleetSight, 'tenant'>
  /** Alarms that a run muted; undefined: none, or nobody can tell. */
  readonly mutedBy: (run: string, tenant: string) => Promise<readonly AlarmName[] | undefined>
  readonly tenant: (id: string) => TenantConfig | undefined
  readonly places: readonly { readonly account: string; readonly region: string }[]
  /** AWS time. */
  readonly clock: Clock
  readonly signal: AbortSignal
}

/**
 * Looks for what runs left behind, ours or another console's.
 *
 * 1. A run that nobody carries, once its lease has been out for longer than a take-over needs; a run that asks, once nobody answered for as long.
 * 2. Mute rules with a run's name, and rules of load balancers with a run's tag, whose run is over or unknown here; alarms that a run muted and whose
 *    actions are off although it is over (Regions without mute rules).
 * 3. What could not be read says nothing: what was seen before stays seen until it is seen to be gone.
 */
export interface Watchdog {
  /** Cheap: by what the desk knows. `windows`: all of them. */
  runs(windows: readonly WindowView[]): void
  /** Asks AWS: every place for its mute rules, the doors of tenants whose windows ended lately, and in turns those of every other tenant that has a window. */
  scan(windows: readonly WindowView[]): Promise<void>
  /** Everything that is left behind now, each with the time of its first sight. */
  found(): readonly Leftover[]
}

/** A console that restarts takes its run up again by then. */
const patienceMs = 2 * minuteMs
/** Doors of a window are looked at by every scan for so long after its end. */
const lookBackMs = 24 * hourMs
/** Later, and of windows in any stage, no oftener than this, so many at a scan: those first that were looked at longest ago. */
const turnMs = hourMs
const turnsAtOnce = 20

/** Alarms of a window are asked for so long after its end. */
const silencedMs = 2 * hourMs

type Seen = Omit<Leftover, 'sinceMs'>

export function createWatchdog(options: WatchdogOptions): Watchdog {
  const { operators, clock, signal } = options
  const call = { signal, onRequest: () => Promise.resolve() }
  const sinceMs = new Map<string, number>()
  /** By where it is looked for, so that a place that cannot be read keeps what it had. */
  const bySource = new Map<string, readonly Seen[]>()

  const keep = (source: string, seen: readonly Seen[]): void => {
    if (seen.length === 0) bySource.delete(source)
    else bySource.set(source, seen)
    const all = new Set([...bySource.values()].flat().map(leftoverKey))
    for (const key of all) if (!sinceMs.has(key)) sinceMs.set(key, clock.nowMs())
    for (const key of sinceMs.keys()) if (!all.has(key)) sinceMs.delete(key)
  }

  /** First sight of a run that nobody carries, and of one that asks. */
  const alone = new Map<string, number>()
  const asking = new Map<string, number>()

  /** Those that have been so for longer than one waits. */
  const lateOf = (since: Map<string, number>, windows: readonly WindowView[]): readonly WindowView[] => {
    for (const id of since.keys()) if (!windows.some((window) => window.id === id)) since.delete(id)
    for (const { id } of windows) if (!since.has(id)) since.set(id, clock.nowMs())
    return windows.filter(({ id }) => clock.nowMs() - since.get(id)! >= patienceMs)
  }

  const runs: Watchdog['runs'] = (windows) => {
    const running = windows.filter(({ stage }) => stage === 'running')
    const kinds = [
      ['run', lateOf(alone, running.filter(({ run }) => run?.carriedBy.kind === 'nobody'))],
      ['question', lateOf(asking, running.filter(({ questions }) => questions > 0))],
    ] as const
    keep('runs', kinds.flatMap(([kind, late]) => late.flatMap(({ id, tenants }) => tenants.map((tenant): Seen => ({ tenant, kind, run: id })))))
  }

  const mutes = async (windows: readonly WindowView[], { account, region }: { readonly account: string; readonly region: string }): Promise<void> => {
    const rules = await operators(account, region).alarms.muteRules(call)
    if (!rules.ok) return
    const seen = rules.value.value.flatMap((name): readonly Seen[] => {
      const rule = /^wf-(?<rest>.+)-\d+$/.exec(name)?.groups?.['rest']
      const window = windows.filter(({ id }) => rule?.startsWith(`${id}-`)).toSorted((left, right) => right.id.length - left.id.length)[0]
      if (rule === undefined || window?.stage === 'running') return []
      const tenant = window === undefined ? rule : rule.slice(window.id.length + 1)
      return [{ tenant, kind: 'alarms', run: window?.id ?? rule, account, region }]
    })
    keep(`mutes ${account}/${region}`, seen)
  }

  /** When the doors of a tenant were looked at last, whatever came of it. */
  const lookedAtMs = new Map<string, number>()

  /** Alarms whose actions stayed off: asked for the first hours after a run, then the watch's own finding about them stands alone. */
  const silenced = async ({ id, tenants }: WindowView): Promise<void> => {
    const seen: Seen[] = []
    for (const tenant of tenants) {
      if (signal.aborted) return
      const places = Object.entries(groupedByPlace((await options.mutedBy(id, tenant)) ?? []))
      for (const [place, names] of places) {
        const [account = '', region = ''] = place.split('/')
        const actions = await operators(account, region).alarms.actions(call, names)
        if (!actions.ok) return
        if (Object.values(actions.value.value).includes(false)) seen.push({ tenant, kind: 'alarms', run: id, account, region })
      }
    }
    keep(`actions ${id}`, seen)
  }

  /** Whose doors this scan looks at. */
  const suspectsOf = (windows: readonly WindowView[]): ReadonlySet<string> => {
    const nowMs = clock.nowMs()
    const ended = windows.filter(({ stage, run }) => stage === 'ended' && nowMs - (run?.endedAtMs ?? 0) <= lookBackMs)
    const shut = [...bySource.keys()].flatMap((source) => (source.startsWith('doors ') ? [source.slice('doors '.length)] : []))
    const always = new Set([...ended.flatMap(({ tenants }) => tenants), ...shut])
    const since = (tenant: string): number => nowMs - (lookedAtMs.get(tenant) ?? -Infinity)
    const others = [...new Set(windows.flatMap(({ tenants }) => tenants))].filter((tenant) => !always.has(tenant) && since(tenant) >= turnMs)
    const turn = others.toSorted((left, right) => (lookedAtMs.get(left) ?? 0) - (lookedAtMs.get(right) ?? 0)).slice(0, turnsAtOnce)
    return new Set([...always, ...turn])
  }

  const doors = async (windows: readonly WindowView[], tenant: string): Promise<void> => {
    lookedAtMs.set(tenant, clock.nowMs())
    const detail = await options.sight.tenant(tenant)
    if (!detail.ok || detail.value === undefined) return
    const seen: Seen[] = []
    for (const { account, region, loadBalancerArn } of allDoorsOf(detail.value.view, options.tenant(tenant))) {
      const { access } = operators(account, region)
      const listeners = await access.listeners(call, loadBalancerArn)
      if (!listeners.ok) return
      for (const { arn } of listeners.value.value) {
        const rules = await access.rules(call, arn)
        if (!rules.ok) return
        const tags = await tagsOfRules(access, call, rules.value.value.filter(answersByItself).map((rule) => rule.arn))
        if (!tags.ok) return
        for (const each of tags.value.values()) {
          const run = each[runTag]
          if (run === undefined || each[closedTenantTag] !== tenant || windows.some(({ id, stage }) => id === run && stage === 'running')) continue
          seen.push({ tenant, kind: 'access', run, account, region })
        }
      }
    }
    keep(`doors ${tenant}`, seen)
  }

  return {
    runs,
    scan: async (windows) => {
      for (const place of options.places) if (!signal.aborted) await mutes(windows, place)
      const nowMs = clock.nowMs()
      for (const window of windows) if (window.stage === 'ended' && nowMs - (window.run?.endedAtMs ?? 0) <= silencedMs) await silenced(window)
      for (const tenant of suspectsOf(windows)) if (!signal.aborted) await doors(windows, tenant)
    },
    found: () => {
      const all = new Map([...bySource.values()].flat().map((seen) => [leftoverKey(seen), seen]))
      return [...all].map(([key, seen]) => ({ ...seen, sinceMs: sinceMs.get(key)! }))
    },
  }
}

/** Alarm names by `111122223333/eu-west-1`. */
function groupedByPlace(alarms: readonly AlarmName[]): Readonly<Record<string, readonly string[]>> {
  const grouped: Record<string, string[]> = {}
  for (const { account, region, name } of alarms) (grouped[`${account}/${region}`] ??= []).push(name)
  return grouped
}
