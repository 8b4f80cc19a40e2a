import type { CompositeAlarm, MetricAlarm } from '@aws-sdk/client-cloudwatch'
import type { AlarmRecord, AlarmState } from '#shared/fleet/records'
import { omitAbsent } from './omit-absent'

interface PlaceOf {
  readonly account: string
  readonly region: string
}

export function toMetricAlarm(place: PlaceOf, alarm: MetricAlarm): AlarmRecord[] {
  const base = toAlarm(place, alarm)
  if (base === undefined) return []
  return [
    {
      ...base,
      type: 'metric',
      dimensions: dimensionsOf(alarm),
      ...omitAbsent({
        namespace: alarm.Namespace ?? firstStat(alarm)?.Metric?.Namespace,
        metric: alarm.MetricName ?? firstStat(alarm)?.Metric?.MetricName,
        periodSeconds: alarm.Period ?? firstStat(alarm)?.Period,
        treatMissingData: alarm.TreatMissingData,
      }),
    },
  ]
}

export function toCompositeAlarm(place: PlaceOf, alarm: CompositeAlarm): AlarmRecord[] {
  const base = toAlarm(place, alarm)
  if (base === undefined) return []
  const suppressedBy = alarm.ActionsSuppressedBy === undefined ? undefined : (alarm.ActionsSuppressor ?? alarm.ActionsSuppressedBy)
  return [{ ...base, type: 'composite', dimensions: {}, ...omitAbsent({ rule: alarm.AlarmRule, suppressedBy }) }]
}

function toAlarm(place: PlaceOf, alarm: MetricAlarm | CompositeAlarm): Omit<AlarmRecord, 'type' | 'dimensions'> | undefined {
  const { AlarmName: name } = alarm
  if (name === undefined) return undefined
  const arn = alarm.AlarmArn ?? `arn:aws:cloudwatch:${place.region}:${place.account}:alarm:${name}`
  return {
    kind: 'alarm',
    key: arn,
    account: place.account,
    region: place.region,
    arn,
    name,
    state: stateOf(alarm.StateValue),
    alarmActions: alarm.AlarmActions ?? [],
    // Why an alarm is OK interests nobody, and is half of its weight.
    ...omitAbsent({ stateReason: alarm.StateValue === 'OK' ? undefined : alarm.StateReason, stateUpdatedAtMs: alarm.StateUpdatedTimestamp?.getTime(), actionsEnabled: alarm.ActionsEnabled }),
  }
}

/** A state that is neither OK nor ALARM is "no data": never green by accident. */
const stateOf = (state: string | undefined): AlarmState => (state === 'OK' || state === 'ALARM' ? state : 'INSUFFICIENT_DATA')

/** The first plain metric of a metric-math alarm: what it watches. */
const firstStat = (alarm: MetricAlarm) => alarm.Metrics?.find((query) => query.MetricStat !== undefined)?.MetricStat

/** A metric-math alarm has its dimensions inside its queries: all of them together place it. */
function dimensionsOf(alarm: MetricAlarm): Readonly<Record<string, string>> {
  const inQueries = (alarm.Metrics ?? []).flatMap((query) => query.MetricStat?.Metric?.Dimensions ?? [])
  const pairs = [...inQueries, ...(alarm.Dimensions ?? [])].flatMap(({ Name, Value }) => (Name === undefined || Value === undefined ? [] : [[Name, Value] as const]))
  return Object.fromEntries(pairs)
}
