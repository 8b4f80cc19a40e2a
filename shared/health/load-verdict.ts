import type { AppLoadRecord } from '../fleet/records'
import type { AppGroupView, TenantView } from '../fleet/tenant-view'
import { about, basisOf, type Verdict, type Words } from './check'

/** A verdict on a target group that rests on the metrics of its load balancer, as old as their own reading. */
export function aboutLoad({ environment, place }: AppGroupView, { key, readAtMs }: AppLoadRecord, words: (name: string) => Words): Verdict {
  const name = key.split('/')[1] ?? key
  return about({ kind: 'target-group', id: name, environment, account: place.account, region: place.region }, basisOf(place, 'cloudwatch.app-load', readAtMs), words(name))
}

/** The name of a firing alarm on one of these metrics of a target group. */
export function alarmOn({ alarms }: TenantView, targetGroupArn: string, metrics: readonly string[]): string | undefined {
  const found = alarms.find(({ record }) => record.state === 'ALARM' && record.suppressedBy === undefined && metrics.includes(record.metric ?? '') && record.dimensions['TargetGroup'] !== undefined && targetGroupArn.endsWith(record.dimensions['TargetGroup']))
  return found?.record.name
}
