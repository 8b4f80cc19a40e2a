import type { TrainingEventKind } from '#electron/training/index'
import { eventKinds } from '#electron/training/events/index'
import { instanceStatuses } from '#electron/training/events/db-status'
import { groupOf } from '#electron/training/events/targets'
import type { AppGroup, Tenant } from '#electron/training/world/fleet-model'
import { zones } from '#electron/training/world/place'
import type { World } from '#electron/training/world/world'
import type { Draw } from './draw'

export interface EventSpan {
  readonly world: World
  readonly minutes: number
}

/** One event of any kind that the format knows, on something that this fleet has. Undefined: the kind has no object there. */
export function randomEvent(draw: Draw, span: EventSpan, victims: readonly Tenant[]): object | undefined {
  const kinds = Object.keys(eventKinds) as TrainingEventKind[] // keys of a literal: exact
  const kind = draw.one(kinds)
  const fields = fieldsOf(draw, kind, span, victims)
  if (fields === undefined) return undefined
  const at = draw.chance(0.2) ? draw.moment(-Math.min(span.minutes * 4, 3 * 24 * 60), 0) : draw.moment(0, span.minutes * 0.75)
  const lasts = draw.chance(draw.one([0, 0.6, 1])) ? { for: draw.chance(0.7) ? draw.moment(0.5, 25) : draw.moment(1, span.minutes) } : {}
  return { at, kind, ...lasts, ...fields }
}

type Fields = Readonly<Record<string, unknown>> | undefined

function fieldsOf(draw: Draw, kind: TrainingEventKind, { world }: EventSpan, victims: readonly Tenant[]): Fields {
  if (kind === 'session.revoked') return {}
  const tenant = draw.one(draw.chance(0.6) ? victims : world.fleet.tenants)
  if (kind === 'account.access-denied') return { account: tenant.account }
  if (kind === 'az.outage') return { account: tenant.account, az: draw.one(zones(tenant.region)) }
  const environment = draw.one(tenant.environments)
  const whom = { tenant: tenant.id, ...(environment === tenant.environments[0] && draw.chance(0.3) ? {} : { environment }) }
  if (kind.startsWith('app.')) return appFields(draw, kind, world, tenant, environment, whom)
  if (kind.startsWith('alarm.')) return alarmFields(draw, kind, world, tenant, environment, whom)
  return { ...whom, ...databaseFields(draw, kind) }
}

function databaseFields(draw: Draw, kind: TrainingEventKind): object {
  const given = (fields: object): object => (draw.chance(0.7) ? fields : {})
  switch (kind) {
    case 'db.failover':
      return given({ outageSeconds: draw.one([0, draw.whole(1, 300), draw.whole(300, 3600)]), azLagSeconds: draw.one([0, draw.whole(1, 900)]), planned: draw.chance(0.3) })
    case 'db.status':
      return { status: draw.one(instanceStatuses) }
    case 'db.retention-changed':
      return { days: draw.one([0, draw.whole(1, 29), draw.whole(0, 35)]) }
    case 'db.snapshot-missing':
      return given({ count: draw.whole(1, 3) })
    case 'db.storage-fills':
      return given({ percentPerHour: draw.one([draw.whole(1, 60), draw.whole(60, 600), draw.whole(600, 6000)]) })
    case 'db.cpu-high':
      return given({ percent: draw.whole(50, 100) })
    case 'db.replica-lag':
      return given({ seconds: draw.whole(0, 3600) })
    case 'db.key-unusable':
      return given({ recoverable: draw.chance(0.5) })
    case 'db.pending-maintenance':
      return given({ action: draw.one(['system-update', 'db-upgrade', 'hardware-maintenance', 'ca-certificate-rotation', 'os-upgrade']), autoAppliedAfter: draw.one(['PT10M', 'PT20H', 'P2D', 'P9D']), forced: draw.chance(0.5) })
    default:
      return {}
  }
}

function appFields(draw: Draw, kind: TrainingEventKind, world: World, tenant: Tenant, environment: string, whom: Record<string, unknown>): Fields {
  const group = groupOf({ places: world.places, startAtMs: world.fleet.startAtMs }, { tenant: tenant.id, environment })
  if (!group.ok) return undefined
  const { desired, region }: AppGroup = group.value
  switch (kind) {
    case 'app.instance-fails':
    case 'app.capacity-short':
      return { ...whom, ...(draw.chance(0.6) ? { count: draw.whole(1, desired + 2) } : {}) }
    case 'app.az-lost':
      return { ...whom, az: draw.one(zones(region)) }
    case 'app.latency-high':
      return { ...whom, ...(draw.chance(0.5) ? { ms: draw.whole(100, 10_000) } : {}) }
    case 'app.errors-high':
      return { ...whom, ...(draw.chance(0.5) ? { ratio: draw.random() } : {}) }
    case 'app.refresh':
      return { ...whom, ...(draw.chance(0.6) ? { percentPerMinute: draw.one([draw.whole(1, 10), draw.whole(10, 100)]) } : {}) }
    case 'app.scales-out':
      return { ...whom, ...(draw.chance(0.6) ? { instances: draw.whole(1, desired + 1) } : {}) }
    default:
      return whom
  }
}

function alarmFields(draw: Draw, kind: TrainingEventKind, world: World, tenant: Tenant, environment: string, whom: Record<string, unknown>): Fields {
  const period = kind === 'alarm.flaps' && draw.chance(0.7) ? { periodSeconds: draw.one([draw.whole(30, 300), draw.whole(300, 1800)]) } : {}
  const mine = (world.places.home(tenant.id)?.place.alarms ?? []).filter((alarm) => alarm.environment === environment && (alarm.tenantTag === tenant.id || alarm.tenantTag === '*'))
  const fitting = mine.filter((alarm) => (kind === 'alarm.actions-off' ? true : alarm.type === 'metric' && (kind !== 'alarm.no-data' || alarm.missingData === 'missing')))
  return { ...whom, ...period, ...(draw.chance(0.6) && fitting.length > 0 ? { alarm: draw.one(fitting).name } : {}) }
}
