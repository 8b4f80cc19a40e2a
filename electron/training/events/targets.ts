import { nearestWord } from '#shared/kernel/nearest-word'
import { err, ok, type Result } from '#shared/kernel/result'
import type { Alarm, AppGroup, Database, MetricAlarm } from '../world/fleet-model'
import type { EventProblem, Stage } from './event-kind'

interface Whom {
  readonly tenant: string
  readonly environment?: string | undefined
}

type Home = NonNullable<ReturnType<Stage['places']['home']>> & { readonly environment: string }

/** Where a tenant's environment lives; without `environment` its first. */
export function homeOf({ places }: Stage, { tenant, environment }: Whom): Result<Home, EventProblem> {
  const home = places.home(tenant)
  if (home === undefined) return err({ field: 'tenant', message: `no tenant '${tenant}' in this fleet` })
  const chosen = environment ?? home.tenant.environments[0] ?? ''
  if (home.tenant.environments.includes(chosen)) return ok({ ...home, environment: chosen })
  const known = home.tenant.environments
  const suggestion = nearestWord(chosen, known)
  return err({ field: 'environment', message: `tenant '${tenant}' has ${known.join(', ')}, no '${chosen}'`, ...(suggestion === undefined ? {} : { suggestion }) })
}

/** The primary database of a tenant's environment. */
export function databaseOf(stage: Stage, whom: Whom): Result<Database, EventProblem> {
  const home = homeOf(stage, whom)
  if (!home.ok) return home
  const database = home.value.place.databaseById.get(`${whom.tenant}-${home.value.environment}`)
  return database === undefined ? err({ field: 'tenant', message: `tenant '${whom.tenant}' has no database there` }) : ok(database)
}

/** Names a database whether or not the event names its environment. */
export function databaseKey(stage: Stage, whom: Whom): string {
  const database = databaseOf(stage, whom)
  return database.ok ? database.value.key : ''
}

/** The app group that serves a tenant's environment: its own, or the one it shares. */
export function groupOf(stage: Stage, whom: Whom): Result<AppGroup, EventProblem> {
  const home = homeOf(stage, whom)
  if (!home.ok) return home
  const { place, environment } = home.value
  const group = place.groupById.get(`${whom.tenant}-${environment}-app`) ?? place.groupById.get(`${environment}-app`)
  return group === undefined ? err({ field: 'tenant', message: `tenant '${whom.tenant}' has no app group there` }) : ok(group)
}

/** An alarm by name among those of a tenant's environment; without a name the first, which watches the database's CPU. */
export function alarmOf(stage: Stage, whom: Whom & { readonly alarm?: string | undefined }): Result<Alarm, EventProblem> {
  const home = homeOf(stage, whom)
  if (!home.ok) return home
  const { place, environment } = home.value
  const mine = place.alarms.filter((alarm) => alarm.environment === environment && (alarm.tenantTag === whom.tenant || alarm.tenantTag === '*'))
  const chosen = whom.alarm === undefined ? mine.find((alarm) => alarm.type === 'metric' && alarm.metric.of === 'database' && alarm.tenantTag === whom.tenant) : mine.find((alarm) => alarm.name === whom.alarm)
  if (chosen !== undefined) return ok(chosen)
  const names = mine.map((alarm) => alarm.name)
  const suggestion = nearestWord(whom.alarm ?? '', names)
  return err({ field: 'alarm', message: `no alarm '${whom.alarm ?? ''}' there; it has ${names.join(', ')}`, ...(suggestion === undefined ? {} : { suggestion }) })
}

export function metricAlarmOf(stage: Stage, whom: Whom & { readonly alarm?: string | undefined }): Result<MetricAlarm, EventProblem> {
  const alarm = alarmOf(stage, whom)
  if (!alarm.ok) return alarm
  return alarm.value.type === 'metric' ? ok(alarm.value) : err({ field: 'alarm', message: `'${alarm.value.name}' is a composite: it follows its children; name one of them` })
}
