import { complete, type FeedPoller } from './feed-poller'

/** Asked for where there are logs of a tenant: a database that hands its own to CloudWatch Logs, or a log group with its tag. */
export const pollMetricFilters: FeedPoller = async ({ reader, call, memory }) => {
  const hasLogs = (memory.tagged ?? []).some(({ type }) => type === 'log-group') || (memory.inventory ?? []).some(({ logExports }) => (logExports ?? []).length > 0)
  if (!hasLogs) return [{ feed: 'logs.metric-filters', outcome: { kind: 'complete', records: [] } }]
  return [complete('logs.metric-filters', await reader.logFilters(call))]
}
