import { entryWords } from '#shared/history/entry-words'
import type { HandoverSheet } from '#shared/history/handover'
import { budgetWords, incidentTitle, outageWords, plannedWords, stateWords } from '#shared/incidents/incident-words'
import type { Incident } from '#shared/incidents/incident'
import { formatDuration } from '../../format/duration'
import { formatCount, plural } from '../../format/number'
import { formatTime } from '../../format/time'
import { healthWords, severityWords } from '../../format/words'

export const moreWords = (more: number): string => `And ${formatCount(more)} more: they stand under Look back and Incidents.`

/** `51 of 60 tenants healthy at the end`: who was not known then is counted in neither. */
export const endWords = ({ healthyTenants, knownTenants }: HandoverSheet): string => `${formatCount(healthyTenants)} of ${plural(knownTenants, 'tenant')} ${healthWords.healthy.toLowerCase()} at the end`

export const leftOutWords = ({ leftOut }: HandoverSheet): string => `The oldest ${plural(leftOut, 'change')} of this shift are not on the sheet: there were too many. Make sheets of shorter spans to see them.`

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
  const { fromMs, untilMs, open, incidents, alarms, planned, changed, gaps, more } = sheet
  const at = (ms: number): string => formatTime(ms, Number.NaN)
  const opened = ({ tenant, findings }: (typeof open)[number]): readonly string[] => findings.map((finding) => `${tenant.name}: ${severityWords[finding.severity].toLowerCase()} since ${at(finding.sinceAtMs)}. ${finding.summary}`)
  const changes = ({ name, entries, earlier }: (typeof changed)[number]): readonly string[] => [...entries.map((entry) => `${at(entry.atMs)} ${name}: ${entryWords(entry)}`), ...(earlier > 0 ? [`${name}: ${plural(earlier, 'earlier change')}`] : [])]
  return [
    `Hand-over${sheet.desk === '' ? '' : `, ${sheet.desk}`}`,
    `${at(fromMs)} to ${at(untilMs)} (${formatDuration(untilMs - fromMs)})`,
    ...(sheet.leftOut > 0 ? [leftOutWords(sheet)] : []),
    ...section('Open', more.open, open.flatMap(opened), 'Nothing.'),
    ...section('Incidents', more.incidents, incidents.map((incident) => `${at(incident.beganAtMs)} ${incidentLine(incident, untilMs)}`), 'None.'),
    ...section('Alarms', more.alarms, alarms.map((entry) => `${at(entry.atMs)} ${alarmLine(entry)}`), 'Nobody took care of one.'),
    ...section('Planned', more.planned, planned.map(({ name, summary }) => `${name}: ${summary}`), 'Nothing is announced.'),
    ...section('Changed', more.changed, changed.flatMap(changes), 'Nothing.'),
    ...section('Not watched', more.gaps, gaps.map((gap) => `${at(gap.fromMs)} to ${at(gap.untilMs)} (${formatDuration(gap.untilMs - gap.fromMs)})`), 'No gap: somebody watched all the time.'),
    '',
    `${endWords(sheet)}.`,
  ].join('\n')
}

const section = (title: string, more: number, lines: readonly string[], none: string): readonly string[] => ['', title, ...(lines.length === 0 ? [`  ${none}`] : lines.map((line) => `  - ${line}`)), ...(more > 0 ? [`  ${moreWords(more)}`] : [])]
