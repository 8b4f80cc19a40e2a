import type { AlarmState } from '../fleet/records'

/**
 * Which changes of alarms are told to the operator by the operating system, and how loudly.
 *
 * 1. An alarm that begins to fire is told once for each firing. One that goes on and off is told when that begins, and not again.
 * 2. INSUFFICIENT_DATA and its end are told to nobody: no change of anything a client feels.
 * 3. An alarm of a critical tenant goes through "do not disturb"; nothing else does.
 * 4. What fired before the watch began is on the screen and in the tray's count: no flood at each start.
 * 5. More than a few at once are one notification with their number.
 */
export interface AlarmMoment {
  readonly key: string
  readonly name: string
  readonly state: AlarmState
  readonly stateUpdatedAtMs?: number
  readonly flapping: boolean
  readonly suppressed: boolean
  /** Names of the tenants it concerns. */
  readonly tenants: readonly string[]
  /** One of them is critical now. */
  readonly critical: boolean
}

export interface NotifyMemory {
  /** By alarm key: the firing that was told, and whether as one that flaps. */
  readonly told: ReadonlyMap<string, { readonly firing: number; readonly flapping: boolean }>
  readonly begun: boolean
}

export const nothingTold: NotifyMemory = { told: new Map(), begun: false }

export interface NotifyPlan {
  readonly memory: NotifyMemory
  readonly notes: readonly Note[]
}

export interface Note {
  readonly title: string
  readonly body: string
  /** Goes through "do not disturb", and sounds even then. */
  readonly critical: boolean
  /** The alarms it tells of, worst first: pressing it opens the first. */
  readonly alarms: readonly string[]
}

const mostAtOnce = 3

/** What to tell now. `firing`: every alarm in ALARM or flapping; the first call only remembers. */
export function planNotes(memory: NotifyMemory, firing: readonly AlarmMoment[], { quiet }: { readonly quiet: boolean }): NotifyPlan {
  const told = new Map<string, { readonly firing: number; readonly flapping: boolean }>()
  const fresh: AlarmMoment[] = []
  for (const alarm of firing) {
    const before = memory.told.get(alarm.key)
    const now = { firing: alarm.stateUpdatedAtMs ?? 0, flapping: alarm.flapping }
    told.set(alarm.key, now)
    if (memory.begun && !alarm.suppressed && isNews(before, now)) fresh.push(alarm)
  }
  const spoken = fresh.filter(({ critical }) => critical || !quiet).sort((a, b) => Number(b.critical) - Number(a.critical) || (a.name < b.name ? -1 : 1))
  return { memory: { told, begun: true }, notes: spoken.length > mostAtOnce ? [summary(spoken)] : spoken.map(single) }
}

function isNews(before: { readonly firing: number; readonly flapping: boolean } | undefined, now: { readonly firing: number; readonly flapping: boolean }): boolean {
  if (before === undefined) return true
  if (now.flapping) return !before.flapping
  return now.firing !== before.firing
}

const single = (alarm: AlarmMoment): Note => ({
  title: `${alarm.critical ? 'Critical: ' : ''}${tenantsText(alarm.tenants)}`,
  body: `${alarm.name} ${alarm.flapping ? 'goes on and off' : 'is firing'}`,
  critical: alarm.critical,
  alarms: [alarm.key],
})

function summary(alarms: readonly AlarmMoment[]): Note {
  const tenants = new Set(alarms.flatMap((alarm) => alarm.tenants))
  const critical = alarms.some((alarm) => alarm.critical)
  return {
    title: `${critical ? 'Critical: ' : ''}${alarms.length} alarms began to fire`,
    body: tenants.size === 0 ? 'None belongs to a tenant' : tenantsText([...tenants]),
    critical,
    alarms: alarms.map(({ key }) => key),
  }
}

function tenantsText(tenants: readonly string[]): string {
  const [first, second, ...rest] = tenants
  if (first === undefined) return 'No tenant'
  if (second === undefined) return first
  return rest.length === 0 ? `${first} and ${second}` : `${first}, ${second} and ${rest.length} more`
}
