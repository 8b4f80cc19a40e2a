import { clockText } from './grant-wording'
import { statementRows, trailWords, type ClientStatement, type StatementRow } from './statement'

/** For the client: one page without scripts, readable in print. */
export function statementHtml(statement: ClientStatement): string {
  const { desk, tenant, tenantName, fromMs, toMs, writtenAtMs, trail } = statement
  const rows = statementRows(statement)
  const title = `Support access to ${tenantName}`
  const body = rows.length === 0 ? '<p>Nobody had support access in this time.</p>' : rows.map(grantHtml).join('\n')
  const events = trail.kind === 'asked' ? eventsHtml(trail.events.map(({ atMs, name, target, user = '', sourceAddress = '', failure = '' }) => [clockText(atMs), name, target, user, sourceAddress, failure])) : ''
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${escape(title)}</title>
<style>
body { font: 14px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: #1a1a1a; background: #fff }
h1 { font-size: 1.5rem } h2 { font-size: 1.1rem; margin-top: 2rem }
table { border-collapse: collapse; width: 100%; overflow-wrap: anywhere }
th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid #ddd }
section { break-inside: avoid }
section th { width: 10rem; font-weight: 600 }
</style>
</head>
<body>
<h1>${escape(title)}</h1>
<p>${escape(clockText(fromMs))} to ${escape(clockText(toMs))}. Written by ${escape(desk)} at ${escape(clockText(writtenAtMs))} for ${escape(tenantName)} (${escape(tenant)}). All times are AWS time, UTC.</p>
<p>${rows.length} ${rows.length === 1 ? 'grant' : 'grants'}.</p>
${body}
<h2>Records of AWS</h2>
<p>${escape(trailWords(trail))}</p>
${events}
</body>
</html>
`
}

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
<h2>${escape(row.reference)} <small>${escape(row.id)}</small></h2>
<table>
${labels.map(([key, label]) => `<tr><th scope="row">${label}</th><td>${escape(row[key])}</td></tr>`).join('\n')}
</table>
</section>`

const eventsHtml = (rows: readonly (readonly string[])[]): string =>
  rows.length === 0
    ? '<p>They hold nothing about these doors in this time.</p>'
    : `<table>
<thead><tr><th scope="col">When</th><th scope="col">What</th><th scope="col">To what</th><th scope="col">Who</th><th scope="col">From</th><th scope="col">Failed</th></tr></thead>
<tbody>
${rows.map((cells) => `<tr>${cells.map((text) => `<td>${escape(text)}</td>`).join('')}</tr>`).join('\n')}
</tbody>
</table>`

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')
