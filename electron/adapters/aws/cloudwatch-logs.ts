import { CloudWatchLogsClient, DescribeMetricFiltersCommand, type MetricFilter } from '@aws-sdk/client-cloudwatch-logs'
import type { LogFilterRecord } from '#shared/fleet/service-records'
import type { Call, Reply } from '#electron/ports/aws-reader'
import { withDates, type ClientConfig, type Clients } from './clients'
import { dateMiddlewareOptions, jsonDateMiddleware } from './date'
import { omitAbsent } from './omit-absent'
import { collectPages } from './paging'
import { send, type Exchange } from './send'

/** AWS's limit of filters a page. */
const pageSize = 50

const open = (config: ClientConfig): CloudWatchLogsClient => withDates(new CloudWatchLogsClient(config), (client) => client.middlewareStack.add(jsonDateMiddleware, dateMiddlewareOptions))

/** Without a log group's name AWS returns the filters of all: one request for a whole place, as a rule. */
export function fetchLogFilters(clients: Clients, exchange: Exchange, call: Call): Promise<Reply<LogFilterRecord>> {
  const logs = clients.later('logs', open)
  return collectPages(
    (token) =>
      send(exchange, call, 'logs', 'DescribeMetricFilters', (abortSignal) => logs.send(new DescribeMetricFiltersCommand({ limit: pageSize, nextToken: token }), { abortSignal })),
    (output) => output.metricFilters && { records: output.metricFilters.flatMap(toFilter), next: output.nextToken },
  )
}

function toFilter({ filterName: name, logGroupName: logGroup, filterPattern: pattern, metricTransformations: transformations }: MetricFilter): LogFilterRecord[] {
  if (name === undefined || logGroup === undefined) return []
  const metrics = (transformations ?? []).flatMap(({ metricName, metricNamespace }) => (metricName === undefined || metricNamespace === undefined ? [] : [{ namespace: metricNamespace, name: metricName }]))
  return [{ kind: 'log-filter', key: `${logGroup}|${name}`, logGroup, name, metrics, ...omitAbsent({ pattern }) }]
}
