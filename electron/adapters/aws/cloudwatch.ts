import { DescribeAlarmsCommand, ListTagsForResourceCommand, type CloudWatchClient, type DescribeAlarmsInput } from '@aws-sdk/client-cloudwatch'
import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import type { AlarmRecord } from '#shared/fleet/records'
import type { AlarmFilter, Call, Reply, TagReply } from '#electron/ports/aws-reader'
import { toCompositeAlarm, toMetricAlarm } from './cloudwatch-records'
import { collectPages } from './paging'
import { send, type Exchange } from './send'
import { placingTags, type TagNames } from './tags'

const pageSize = 100
/** AWS's limit of names in one DescribeAlarms. */
const namesPerRequest = 100

/** Composite alarms only come when asked for by type. */
const allTypes = { AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] } satisfies DescribeAlarmsInput

export async function fetchAlarms(cloudWatch: CloudWatchClient, exchange: Exchange, call: Call, filter?: AlarmFilter): Promise<Reply<AlarmRecord>> {
  if (filter === undefined) return fetchAlarmPages(cloudWatch, exchange, call, {})
  if ('state' in filter) return fetchAlarmPages(cloudWatch, exchange, call, { StateValue: filter.state })
  const records: AlarmRecord[] = []
  let dateMs = exchange.clock.nowMs()
  for (let from = 0; from < filter.names.length; from += namesPerRequest) {
    const reply = await fetchAlarmPages(cloudWatch, exchange, call, { AlarmNames: filter.names.slice(from, from + namesPerRequest) })
    if (!reply.ok) return reply
    records.push(...reply.value.records)
    dateMs = reply.value.dateMs
  }
  return ok({ records, dateMs })
}

const fetchAlarmPages = (cloudWatch: CloudWatchClient, exchange: Exchange, call: Call, input: DescribeAlarmsInput): Promise<Reply<AlarmRecord>> =>
  collectPages(
    (token) =>
      send(exchange, call, 'cloudwatch', 'DescribeAlarms', (abortSignal) =>
        cloudWatch.send(new DescribeAlarmsCommand({ ...allTypes, ...input, MaxRecords: pageSize, NextToken: token }), { abortSignal }),
      ),
    (output) => {
      // Either list may be left out when the page holds only the other kind; both missing is no reply of CloudWatch's.
      if (output.MetricAlarms === undefined && output.CompositeAlarms === undefined) return undefined
      const metric = (output.MetricAlarms ?? []).flatMap((alarm) => toMetricAlarm(exchange, alarm))
      const composite = (output.CompositeAlarms ?? []).flatMap((alarm) => toCompositeAlarm(exchange, alarm))
      return { records: [...metric, ...composite], next: output.NextToken }
    },
  )

export async function fetchAlarmTags(cloudWatch: CloudWatchClient, exchange: Exchange, tags: TagNames, call: Call, arn: string): Promise<Result<TagReply, AppError>> {
  const reply = await send(exchange, call, 'cloudwatch', 'ListTagsForResource', (abortSignal) => cloudWatch.send(new ListTagsForResourceCommand({ ResourceARN: arn }), { abortSignal }))
  if (!reply.ok) return reply
  return ok({ ...placingTags(tags, reply.value.output.Tags), dateMs: reply.value.dateMs })
}
