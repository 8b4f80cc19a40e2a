import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { minuteMs } from '#shared/kernel/time'
import type { ActivityRow } from '#shared/support/activity/activity'
import { previewOf, type ClientStatement } from '#shared/support/statement'
import { statementColumns, statementCsv } from '#shared/support/statement-csv'
import { statementHtml } from '#shared/support/statement-html'
import { aClosedGrant, supportNowMs } from '#test/builders/support'

const row = (more: Partial<ActivityRow> = {}): ActivityRow => ({ source: 'incidents', id: 'i1', atMs: supportNowMs - 10 * minuteMs, untilMs: supportNowMs, environment: 'frontend', what: 'Failover of acme-frontend', target: 'acme-frontend', outcome: 'completed; planned', grants: ['g-acme-0'], ...more })
const statement = (more: Partial<ClientStatement> = {}): ClientStatement => ({
  desk: 'Night desk',
  tenant: 'acme-bank',
  tenantName: 'Acme Bank',
  fromMs: supportNowMs - 60 * minuteMs,
  toMs: supportNowMs,
  writtenAtMs: supportNowMs,
  grants: [aClosedGrant()],
  sources: [{ source: 'incidents', title: 'Failovers and outages that the desk keeps', state: 'partly', rows: 1, words: 'Read as of now.' }, { source: 'changes', title: 'What the desk’s console found', state: 'notAsked', rows: 0, words: 'Not asked: nobody watched.' }],
  timeline: [row(), row({ id: 'gap', source: 'changes', isGap: true, what: 'Nobody watched' })],
  leftOut: 0,
  namesWithheld: 0,
  ...more,
})

/** RFC 4180, as any reader of tables takes it. */
function cellsOf(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]]
  let cell = ''
  let isQuoted = false
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]!
    if (isQuoted && character === '"' && text[at + 1] === '"') {
      cell += '"'
      at += 1
    } else if (character === '"') isQuoted = !isQuoted
    else if (!isQuoted && (character === ',' || character === '\r')) {
      rows.at(-1)!.push(cell)
      cell = ''
      if (character === '\r') {
        rows.push([])
        at += 1
      }
    } else cell += character
  }
  return rows.slice(0, -1)
}

describe('The statement as a page', () => {
  it('has grants, one timeline, and where each row was read', () => {
    const html = statementHtml(statement())
    for (const part of ['<html lang="en">', '<main>', '<h1>Support access to Acme Bank</h1>', 'REQ-4711', '<caption>', '<th scope="col">When, UTC</th>', 'Failover of acme-frontend', '2026-03-02 06:02:09\nto 2026-03-02 06:12:09', 'Failovers and outages that the desk keeps: not complete, 1 row', 'What the desk’s console found: not asked</dt>', '@media print', '<tr class="gap">']) expect(html).toContain(part)
  })

  it('says so when nobody had access, rows are left out, or others are named', () => {
    const html = statementHtml(statement({ grants: [], timeline: [], leftOut: 3, namesWithheld: 1 }))
    for (const part of ['Nobody had support access in this time.', 'The sources below hold nothing about this time.', '3 older rows are too many', '[…] stands where somebody else was named.']) expect(html).toContain(part)
  })

  it('runs nothing and shows everything as text, whatever was typed', () => {
    const hostile = '<img src=x onerror="alert(1)">\'&\u202egnp.exe\u0000\u2028'
    const html = statementHtml(statement({ desk: hostile, tenantName: hostile, grants: [aClosedGrant({ reason: hostile, reference: hostile })], timeline: [row({ what: hostile, target: hostile, who: hostile, fromWhere: hostile, outcome: hostile })], sources: [{ source: 'windows', title: 'Maintenance', state: 'failed', rows: 0, words: hostile }] }))
    expect(html).not.toContain('<img')
    expect(html).not.toMatch(/[\u202e\u0000\u2028]/)
    expect(html.match(/onerror="/g)).toBeNull()
    expect(html).toContain("default-src 'none'")
  })
})

describe('The statement as a table', () => {
  it('has the same columns in every line, and says what a line is', () => {
    const rows = cellsOf(statementCsv(statement()))
    expect(rows[0]).toEqual(statementColumns)
    expect(rows.map(([record]) => record)).toEqual(['record', 'statement', 'source', 'source', 'grant', 'event', 'gap'])
    expect(new Set(rows.map(({ length }) => length))).toEqual(new Set([statementColumns.length]))
    const event = Object.fromEntries(statementColumns.map((column, at) => [column, rows[5]![at]]))
    expect(event).toMatchObject({ source: 'incidents', at: '2026-03-02 06:02:09 UTC', until: '2026-03-02 06:12:09 UTC', what: 'Failover of acme-frontend', during: 'g-acme-0' })
  })

  it('is read back as it was, and has no formula and no second line, whatever was typed', () => {
    const nasty = fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '＝', '\t', '\r', '\n', ' ', '"', ',', 'a', '1', '\u202e') })
    fc.assert(
      fc.property(nasty, nasty, (what, reason) => {
        const rows = cellsOf(statementCsv(statement({ grants: [aClosedGrant({ reason })], timeline: [row({ what })] })))
        expect(rows).toHaveLength(6)
        for (const cell of rows.flat()) expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠]|[\t\r\n\u202e]/)
      }),
    )
  })
})

describe('What a statement would hold', () => {
  it('is counted without the gaps', () => {
    expect(previewOf(statement())).toMatchObject({ grants: 1, rows: 1, sources: [{ source: 'incidents' }, { source: 'changes' }] })
  })
})
