import { entryWords } from '#shared/history/entry-words'
import type { HandoverSheet } from '#shared/history/handover'
import { budgetWords, incidentTitle, outageWords, plannedWords, stateWords } from '#shared/incidents/incident-words'
import type { Incident } from '#shared/incidents/incident'
import { formatDuration } from '../../format/duration'
import { plural } from '../../format/number'
import { formatTime } from '../../format/time'
import { healthWords, severityWords } from '../../format/words'

/** Changes of one tenant that a sheet lists before it counts the rest. */
export const mostLines = 8

/** An incident in one line, as the sheet and its text say it. */
export function incidentLine(incident: Incident, nowMs: number): string {
  const budget = budgetWords(incident, nowMs)
  return `${incident.subject.tenantName}: ${incidentTitle(incident)}, ${stateWords(incident, nowMs)}, ${plannedWords(incident)}. Clients cut off: ${outageWords(incident, nowMs)}${budget === '' ? '' : ` (${budget})`}.`
}

/** Who took care of which alarm, and whose it is. */
export function alarmLine(entry: HandoverSheet['alarms'][number]): string {
  const [first, ...more] = entry.kind === 'mark' ? entry.tenants : []
  return `${entryWords(entry)}${first === undefined ? '' : ` (${first}${more.length === 0 ? '' : ` and ${more.length} more`})`}`
}

/** The sheet as plain text, for a ticket or a message: every time with its offset. */
export function handoverText(sheet: HandoverSheet): string {
  const { fromMs, untilMs } = sheet
  const at = (ms: number): string => formatTime(ms, Number.NaN)
  const section = (title: string, lines: readonly string[], none: string): readonly string[] => ['', title, ...(lines.length === 0 ? [`  ${none}`] : lines.map((line) => `  - ${line}`))]
  return [
    `Hand-over${sheet.desk === '' ? '' : `, ${sheet.desk}`}`,
    `${at(fromMs)} to ${at(untilMs)} (${formatDuration(untilMs - fromMs)})`,
    ...section('Open', sheet.open.flatMap(({ tenant, findings }) => findings.map((finding) => `${tenant.name}: ${severityWords[finding.severity].toLowerCase()} since ${at(finding.sinceAtMs)}. ${finding.summary}`)), 'Nothing.'),
    ...section('Incidents', sheet.incidents.map((incident) => `${at(incident.beganAtMs)} ${incidentLine(incident, untilMs)}`), 'None.'),
    ...section('Alarms', sheet.alarms.map((entry) => `${at(entry.atMs)} ${alarmLine(entry)}`), 'Nobody took care of one.'),
    ...section('Planned', sheet.planned.map(({ name, summary }) => `${name}: ${summary}`), 'Nothing is announced.'),
    ...section('Changed', sheet.changed.flatMap(({ name, entries }) => [...entries.slice(-mostLines).map((entry) => `${at(entry.atMs)} ${name}: ${entryWords(entry)}`), ...(entries.length > mostLines ? [`${name}: ${plural(entries.length - mostLines, 'earlier change')}`] : [])]), 'Nothing.'),
    ...section('Not watched', sheet.gaps.map((gap) => `${at(gap.fromMs)} to ${at(gap.untilMs)} (${formatDuration(gap.untilMs - gap.fromMs)})`), 'No gap: somebody watched all the time.'),
    '',
    `${plural(sheet.healthyTenants, 'tenant')} ${healthWords.healthy.toLowerCase()} at the end.`,
  ].join('\n')
}
