import type { LogFilterView, LogView } from '../../fleet/service-views'
import { about, basisOf, evidence, hasTold, type Check, type Verdict, type Words } from '../check'
import { listText } from '../wording'

/**
 * Whether words in logs still wake somebody: a filter that counts lines of a log that no longer arrives counts nothing, and one without an
 * alarm tells nobody. A log without filters promises nothing: not applicable.
 */
export const logAlarms: Check = {
  id: 'log-alarms',
  clause: 'monitoring',
  title: 'Words in logs',
  feeds: ['rds.instances', 'tagging.resources', 'logs.metric-filters', 'cloudwatch.alarms'],
  judge: ({ services }) => (services?.logs ?? []).flatMap(judgeLog),
}

function judgeLog(log: LogView): readonly Verdict[] {
  const { database, filters, group, place } = log
  if (filters.length === 0) return unheard(log)
  const names = filters.map(({ record }) => record.name).join(', ')
  if (database !== undefined && !database.isExported)
    return [
      aboutLog(log, 'rds.instances', {
        severity: 'degraded',
        summary: `Nothing reads the ${database.log} log of ${database.id} any more: the database does not hand it to CloudWatch Logs, so ${names} in ${group} can never match. Enable the log export.`,
      }),
    ]
  const silent = hasTold(place, 'cloudwatch.alarms') ? filters.filter((filter) => filter.alarms.length === 0) : []
  return silent.length === 0 ? [] : [withoutAlarm(log, silent)]
}

/** An audit log that arrives, and that nothing looks at. */
function unheard(log: LogView): readonly Verdict[] {
  const { database, place } = log
  if (database === undefined || !database.isExported || database.log !== 'audit' || !hasTold(place, 'logs.metric-filters')) return []
  return [aboutLog(log, 'logs.metric-filters', { severity: 'info', summary: `Nobody is told of what is in the audit log of ${database.id}: it arrives in ${log.group}, but no metric filter looks for anything there. Make one, and an alarm on its metric.` })]
}

function withoutAlarm(log: LogView, silent: readonly LogFilterView[]): Verdict {
  const named = silent.map(({ record: { name, metrics } }) => `${name} (${metrics[0] === undefined ? 'no metric' : `${metrics[0].namespace} ${metrics[0].name}`})`)
  return aboutLog(log, 'cloudwatch.alarms', {
    // A filter of an application's may be there for a chart; who audits a database wants to be told.
    severity: log.database === undefined ? 'info' : 'watch',
    summary: `Lines of ${log.group} are counted by ${listText(named)}, and no alarm watches ${silent.length === 1 ? 'that metric' : 'those metrics'}: nobody is told.`,
  })
}

function aboutLog({ group, place, environment, filters }: LogView, feed: 'rds.instances' | 'logs.metric-filters' | 'cloudwatch.alarms', words: Words): Verdict {
  const facts = [evidence('Log group', group), ...filters.map(({ record }) => evidence(`Filter ${record.name}`, record.pattern ?? 'every line'))]
  return about({ kind: 'log-group', id: group, account: place.account, region: place.region, ...(environment === undefined ? {} : { environment }) }, basisOf(place, feed), { evidence: facts, ...words })
}
