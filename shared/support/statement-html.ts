import type { ActivityRow, SourcePart } from './activity/activity'
import { sourceNames } from './activity/source-words'
import { clockText } from './grant-wording'
import { hiddenInLine } from './said-text'
import { leftOutWords, type ClientStatement } from './statement'
import { statementRows, type StatementRow } from './statement-row'

/** For the client: one page without scripts, readable in print. */
export const statementHtml = (statement: ClientStatement): string => [...statementHtmlParts(statement)].join('')

/** The same, a grant or a row at a time. */
export function* statementHtmlParts(statement: ClientStatement): Generator<string> {
  const { desk, tenant, tenantName, fromMs, toMs, writtenAtMs, sources, timeline } = statement
  const rows = statementRows(statement)
  const title = `Support access to ${tenantName}`
  yield headOf(title)
  yield `<h1>${escape(title)}</h1>
<p>${escape(clockText(fromMs))} to ${escape(clockText(toMs))}. Written by ${escape(desk)} at ${escape(clockText(writtenAtMs))} for ${escape(tenantName)} (${escape(tenant)}). All times are AWS time, UTC.</p>
<h2>Who had access</h2>
<p>${rows.length === 0 ? 'Nobody had support access in this time.' : `${rows.length} ${rows.length === 1 ? 'grant' : 'grants'}.`}</p>
`
  for (const row of rows) yield grantHtml(row)
  yield `<h2>What happened</h2>
<p>While access was given, and a quarter of an hour before and after it. Requests to AWS about the access itself stand here also when nobody had any.</p>
`
  yield* timelineHtml(timeline)
  for (const words of leftOutWords(statement)) yield `<p>${escape(words)}</p>\n`
  yield `<h2>Where this was read</h2>
<dl>
${sources.map(sourceHtml).join('\n')}
</dl>
</main>
</body>
</html>
`
}

const headOf = (title: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>${escape(title)}</title>
<style>
body { font: 14px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; color: #1a1a1a; background: #fff }
h1 { font-size: 1.5rem } h2 { font-size: 1.2rem; margin-top: 2rem } h3 { font-size: 1.05rem; margin-top: 1.5rem }
table { border-collapse: collapse; width: 100%; overflow-wrap: anywhere }
caption { text-align: left; padding-bottom: .5rem }
th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid #ddd; white-space: pre-line }
th { overflow-wrap: normal }
section th { width: 11rem; font-weight: 600 }
.timeline { table-layout: fixed }
tr.gap td { font-style: italic; background: #f4f4f4 }
dt { font-weight: 600; margin-top: .75rem } dd { margin: 0 }
@page { size: landscape; margin: 12mm }
@media print {
  body { margin: 0; max-width: none; padding: 0; font-size: 9pt }
  thead { display: table-header-group }
  tr, section, dt { break-inside: avoid } h1, h2, h3, dt { break-after: avoid }
}
</style>
</head>
<body>
<main>
`

const labels: readonly (readonly [keyof StatementRow, string])[] = [
  ['operator', 'Who'],
  ['environment', 'Environment'],
  ['what', 'What'],
  ['reference', 'Your request'],
  ['askedBy', 'Asked for by'],
  ['reason', 'Reason'],
  ['from', 'From'],
  ['until', 'Until at most'],
  ['approvedBy', 'Approved by'],
  ['opened', 'Open, as read from AWS'],
  ['ended', 'Ended'],
  ['closed', 'Closed, as read from AWS'],
  ['proof', 'What was read'],
]

const grantHtml = (row: StatementRow): string => `<section>
<h3>${escape(row.reference)} <small>${escape(row.id)}</small></h3>
<table>
<tbody>
${labels.map(([key, label]) => `<tr><th scope="row">${label}</th><td>${escape(row[key])}</td></tr>`).join('\n')}
</tbody>
</table>
</section>
`

/** Columns with their share of the page's width in percent. */
const heads = [['When, UTC', 16], ['What', 20], ['To what', 15], ['Who', 15], ['Came of it', 14], ['During', 11], ['Read from', 9]] as const

function* timelineHtml(timeline: readonly ActivityRow[]): Generator<string> {
  if (timeline.length === 0) {
    yield '<p>The sources below hold nothing about this time.</p>\n'
    return
  }
  yield `<table class="timeline">
<caption>Oldest first.</caption>
<colgroup>${heads.map(([, percent]) => `<col style="width: ${percent}%">`).join('')}</colgroup>
<thead><tr>${heads.map(([head]) => `<th scope="col">${head}</th>`).join('')}</tr></thead>
<tbody>
`
  for (const row of timeline) yield rowHtml(row)
  yield '</tbody>\n</table>\n'
}

/** The head of the column says of which zone. */
const clockOf = (atMs: number): string => clockText(atMs).replace(' UTC', '')

function rowHtml({ source, atMs, untilMs, lasts, environment, what, target, who, fromWhere, outcome, grants, isGap }: ActivityRow): string {
  const when = `${clockOf(atMs)}${lasts === true ? '\nnot over yet' : untilMs === undefined || untilMs === atMs ? '' : `\nto ${clockOf(untilMs)}`}`
  const where = [target, environment].filter((each) => each !== undefined).join('\n')
  const whom = [who, ...(fromWhere === undefined ? [] : [`from ${fromWhere}`])].filter((each) => each !== undefined).join('\n')
  const during = grants.length === 0 ? 'no grant' : grants.join('\n')
  const cells = [when, what, where, whom, outcome ?? '', during, sourceNames[source]]
  return `<tr${isGap === true ? ' class="gap"' : ''}>${cells.map((text) => `<td>${escape(text)}</td>`).join('')}</tr>\n`
}

const stateWords: Readonly<Record<SourcePart['state'], string>> = { complete: 'complete', partly: 'not complete', notAsked: 'not asked', failed: 'could not be read' }

const sourceHtml = ({ title, state, rows, words }: SourcePart): string => `<dt>${escape(title)}: ${stateWords[state]}${state === 'complete' || state === 'partly' ? `, ${rows} ${rows === 1 ? 'row' : 'rows'}` : ''}</dt><dd>${escape(words)}</dd>`

const hidden = new RegExp(hiddenInLine.source, 'gu')
/** What would turn writing around or cannot be seen is shown as that; a line break stays one. */
const visible = (text: string): string => text.replaceAll('\r\n', '\n').replaceAll(hidden, (character) => (character === '\n' ? character : '\ufffd'))
const escape = (text: string): string => visible(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')
