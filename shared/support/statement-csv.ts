import { clockText } from './grant-wording'
import { hiddenInLine } from './said-text'
import { leftOutWords, type ClientStatement } from './statement'
import { statementRows } from './statement-row'

/** The columns of every line, in their order; docs/OPERATIONS.md says what stands in them. */
export const statementColumns = ['record', 'source', 'id', 'at', 'until', 'environment', 'who', 'what', 'to what', 'from where', 'came of it', 'during', 'reference', 'asked by', 'reason', 'approved by', 'opened', 'ended', 'closed', 'proof'] as const
type Column = (typeof statementColumns)[number]
type Line = Partial<Record<Column, string>> & { readonly record: 'statement' | 'source' | 'grant' | 'event' | 'gap' }

/** RFC 4180, every cell in quotes, lines end in CRLF. What a spreadsheet would take for a formula is quoted away: what clients and operators typed stands here. */
export const statementCsv = (statement: ClientStatement): string => [...statementCsvParts(statement)].join('')

/** The same, line by line. */
export function* statementCsvParts(statement: ClientStatement): Generator<string> {
  yield csvLine(statementColumns)
  for (const line of linesOf(statement)) yield csvLine(statementColumns.map((column) => line[column] ?? ''))
}

function* linesOf(statement: ClientStatement): Generator<Line> {
  const { desk, tenant, tenantName, fromMs, toMs, writtenAtMs, sources, timeline } = statement
  yield { record: 'statement', id: tenant, at: clockText(fromMs), until: clockText(toMs), who: desk, what: `Support access to ${tenantName}, written at ${clockText(writtenAtMs)}`, 'came of it': leftOutWords(statement).join(' ') }
  for (const { source, title, state, words } of sources) yield { record: 'source', source, what: title, 'came of it': words, proof: state }
  for (const { id, environment, operator, what, reference, askedBy, reason, from, until, approvedBy, opened, ended, closed, proof } of statementRows(statement)) {
    yield { record: 'grant', id, at: from, until, environment, who: operator, what, reference, 'asked by': askedBy, reason, 'approved by': approvedBy, opened, ended, closed, proof }
  }
  for (const row of timeline) {
    const { source, id, atMs, untilMs, lasts, environment = '', who = '', what, target = '', fromWhere = '', outcome = '', grants, isGap } = row
    const until = lasts === true ? 'not over' : untilMs === undefined ? '' : clockText(untilMs)
    yield { record: isGap === true ? 'gap' : 'event', source, id, at: clockText(atMs), until, environment, who, what, 'to what': target, 'from where': fromWhere, 'came of it': outcome, during: grants.join(' ') }
  }
}

const hidden = new RegExp(hiddenInLine.source, 'gu')
const csvLine = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`

/**
 * One line each. What begins like a formula, also in wide letters or after blanks and quotes, begins with an apostrophe; so does what follows a
 * semicolon: where that separates the cells of a list, as in most of Europe, a spreadsheet that opens the file cuts there, quotes or not.
 */
function cell(text: string): string {
  const line = text.replaceAll(/\r?\n|\r|\t/g, ' ').replaceAll(hidden, '\ufffd')
  return `"${line.replaceAll(formula, "$1'").replaceAll('"', '""')}"`
}

const formula = /(^|;)(?=[\s"]*[=+\-@＝＋－＠])/g
