import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { minuteMs } from '#shared/kernel/time'
import type { ClientStatement } from '#shared/support/statement'
import { statementCsv } from '#shared/support/statement-csv'
import { aClosedGrant, supportNowMs } from '#test/builders/support'

const csvOf = (reason: string, what: string): string =>
  statementCsv({
    desk: 'Night desk',
    tenant: 'acme-bank',
    tenantName: 'Acme Bank',
    fromMs: supportNowMs - 60 * minuteMs,
    toMs: supportNowMs,
    writtenAtMs: supportNowMs,
    grants: [aClosedGrant({ reason })],
    sources: [],
    timeline: [{ source: 'incidents', id: 'i1', atMs: supportNowMs - 10 * minuteMs, what, grants: ['g-acme-0'] }],
    leftOut: 0,
    namesWithheld: 0,
  } satisfies ClientStatement)

/** As spreadsheets of other countries read a file: a quote that does not begin a cell is a letter like any other. */
function cutAt(separator: string, text: string): readonly string[] {
  return text.split('\r\n').flatMap((line) => {
    const cells: string[] = []
    for (let rest: string | undefined = line; rest !== undefined; ) {
      const quoted: string = /^"((?:[^"]|"")*)"/.exec(rest)?.[0] ?? ''
      const end: number = rest.indexOf(separator, quoted.length)
      cells.push(quoted.slice(1, -1).replaceAll('""', '"') + rest.slice(quoted.length, end < 0 ? undefined : end))
      rest = end < 0 ? undefined : rest.slice(end + 1)
    }
    return cells
  })
}

const nasty = fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '＝', '\t', '\r', '\n', ' ', '"', ',', ';', 'a', '1', '\u202e') })

describe('A statement in a spreadsheet', () => {
  it('has every cell in quotes', () => {
    for (const line of csvOf('Plain', 'Words, and "more"').trimEnd().split('\r\n')) expect(line).toMatch(/^("([^"]|"")*",)+"([^"]|"")*"$/)
  })

  it('has no formula behind a semicolon', () => {
    const cells = cutAt(';', csvOf('a;=1+1;b', 'c;\t@x'))
    expect(cells).toContain("'=1+1")
    expect(cells.filter((cell) => cell.includes('@x'))).toEqual([expect.stringMatching(/^' @x/)])
  })

  it.each([';', '\t', ','])('has no formula where the spreadsheet cuts at %j, whatever was typed', (separator) => {
    fc.assert(
      fc.property(nasty, nasty, (reason, what) => {
        for (const cell of cutAt(separator, csvOf(reason, what))) expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠]/)
      }),
    )
  })
})
