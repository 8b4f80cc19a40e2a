import { clockText } from './grant-wording'
import { statementRows, trailWords, type ClientStatement } from './statement'

/**
 * One line a grant, then one a record of CloudTrail. The first column says which; RFC 4180, lines end in CRLF.
 *
 * A cell that a spreadsheet would take for a formula is quoted away: what clients and operators typed stands here.
 */
export function statementCsv(statement: ClientStatement): string {
  const { desk, tenant, tenantName, fromMs, toMs, writtenAtMs, trail } = statement
  const head = ['record', 'id', 'operator', 'environment', 'what', 'reference', 'asked by', 'reason', 'from', 'until', 'approved by', 'opened', 'ended', 'closed', 'proof']
  const rows = statementRows(statement).map((row) => ['grant', row.id, row.operator, row.environment, row.what, row.reference, row.askedBy, row.reason, row.from, row.until, row.approvedBy, row.opened, row.ended, row.closed, row.proof])
  const events = trail.kind === 'asked' ? trail.events.map(({ id, user = '', target, name, atMs, sourceAddress = '', failure = '' }) => ['cloudtrail', id, user, '', name, target, sourceAddress, failure, clockText(atMs), '', '', '', '', '', '']) : []
  const about = ['statement', `${tenantName} (${tenant})`, desk, '', `${clockText(fromMs)} to ${clockText(toMs)}`, '', '', trailWords(trail), clockText(writtenAtMs), '', '', '', '', '', '']
  return [head, about, ...rows, ...events].map((cells) => `${cells.map(cell).join(',')}\r\n`).join('')
}

function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
