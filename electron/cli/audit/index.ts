import type { AuditQuery, AuditRow } from '#shared/audit/query'
import { entryOf } from '#shared/audit/read-entry'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { openLocalAudit } from '#electron/adapters/sqlite/audit/local-audit'
import { createAuditOffice } from '#electron/audit/audit-office'
import { paperFiles } from '#electron/audit/pack/write-paper'
import type { AuditOffice } from '#electron/ports/audit-office'
import type { AuditStore } from '#electron/ports/audit-store'
import type { Command, CommandContext, CommandInput } from '../command'
import { exitCodes } from '../exit-code'
import { plainLine } from '../plain-text'
import { auditAnchors } from './anchors'
import { auditFileThere } from './audit-file'
import { auditCommand, textOf, trailOptions, type AuditAnswer } from './shell'
import { auditVerify } from './verify'

/** Trails that this computer had before the one that is read, in words. */
interface EarlierTrails {
  readonly lost: readonly string[]
  /** One of them was damaged and still lies beside it. */
  readonly isDamaged: boolean
}

/** The trail as this computer has it: no sign-in, no network. */
async function withTrail(input: CommandInput, context: CommandContext, ask: (office: AuditOffice, earlier: EarlierTrails) => Promise<Result<AuditAnswer, AppError>>): Promise<Result<AuditAnswer, AppError>> {
  const { clock, stop } = context
  const file = auditFileThere(textOf(input, 'fleet')!, input.options.get('desk-file'))
  if (!file.ok) return file
  const opened = openLocalAudit({ file: file.value, nowMs: clock.nowMs(), isReading: true })
  if (!opened.ok) return opened
  const { audit, setAside } = opened.value
  try {
    const damaged = setAside === undefined ? [] : [`An earlier audit trail of this computer was damaged and lies in ${setAside}. What it held is on the desk’s store, as far as it was copied. When that is settled, move it to another folder: until then it is named every time.`]
    const lost = [...damaged, ...(await earlierOf(audit))]
    for (const words of lost) context.err.write(`${plainLine(words)}\n`)
    return await ask(createAuditOffice({ audit, files: paperFiles(audit), nowMs: () => clock.nowMs(), isAnchored: false, troubles: () => ({}), signal: stop, verified: () => undefined }), { lost, isDamaged: damaged.length > 0 })
  } finally {
    await opened.value.close()
  }
}

/** What the beginning of this computer's chain says of those before it. */
async function earlierOf(audit: Pick<AuditStore, 'chains' | 'lines'>): Promise<readonly string[]> {
  const chains = await audit.chains(null)
  const own = chains.ok ? chains.value.find(({ isOwn }) => isOwn) : undefined
  const [first] = own === undefined ? [] : await audit.lines({ chain: own.chain, afterSeq: 0, limit: 1 }).then((lines) => (lines.ok ? lines.value : []))
  const body = first === undefined ? undefined : entryOf(first)?.body
  return body?.kind === 'genesis' && body.input !== undefined ? [body.words] : []
}

const list = auditCommand({
  verb: 'list',
  summary: 'Who did what: the newest entries of the audit trail, as this computer has it',
  options: [
    ...trailOptions,
    { name: 'tenant', value: 'ID', summary: 'Only what concerns this tenant' },
    { name: 'person', value: 'NAME', summary: 'Only what this person did (part of the name)' },
    { name: 'kind', value: 'KIND', summary: 'Only this kind: `support` finds `support.end`' },
    { name: 'words', value: 'TEXT', summary: 'Only entries in which this stands' },
    { name: 'window', value: 'ID', summary: 'The whole story of a maintenance window' },
    { name: 'grant', value: 'ID', summary: 'The whole story of a support grant' },
    { name: 'from', value: 'INSTANT', summary: 'Not before, such as 2026-11-22T00:00:00Z' },
    { name: 'to', value: 'INSTANT', summary: 'Before' },
    { name: 'limit', value: 'N', summary: 'How many at most, 1 to 500; left out: 50' },
  ],
  details: ['Times are AWS time. Exit codes: 0 done, 2 the command line or the trail cannot be used.'],
  run: (input, context) => {
    const query = queryOf(input)
    return query.ok ? withTrail(input, context, async (office) => {
      const page = await office.search(query.value)
      return page.ok ? ok({ json: page.value, lines: [...page.value.rows.map(rowLine), ...(page.value.more ? ['There is more: narrow it down, or raise --limit.'] : [])] }) : page
    }) : Promise.resolve(query)
  },
})

function queryOf(input: CommandInput): Result<AuditQuery, AppError> {
  const [window, grant, limitText = '50'] = ['window', 'grant', 'limit'].map((name) => textOf(input, name))
  if (window !== undefined && grant !== undefined) return wrong('Ask for a window or for a grant, not for both.')
  const limit = Number(limitText)
  if (!Number.isInteger(limit) || limit < 1 || limit > 500) return wrong('--limit takes a whole number from 1 to 500.')
  const [fromMs, toMs] = ['from', 'to'].map((name) => instantOf(textOf(input, name)))
  if (Number.isNaN(fromMs) || Number.isNaN(toMs)) return wrong('--from and --to take an instant with its offset, such as 2026-11-22T00:00:00Z.')
  const given = { tenant: textOf(input, 'tenant'), person: textOf(input, 'person'), what: textOf(input, 'kind'), words: textOf(input, 'words'), fromMs, toMs }
  const about = window !== undefined ? { kind: 'window', id: window } as const : grant !== undefined ? { kind: 'grant', id: grant } as const : undefined
  return ok({ ...present(given), ...(about === undefined ? {} : { about }), limit })
}

/** Undefined: not given; NaN: no instant. */
const instantOf = (text: string | undefined): number | undefined => (text === undefined ? undefined : /(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : Number.NaN)
const wrong = (message: string): Result<never, AppError> => err(appError('invalidInput', message))
type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> }
const present = <T extends object>(fields: T): Present<T> => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T> // what is left out is optional

function rowLine({ entry: { chain, seq, body }, outcome }: AuditRow): string {
  if (body === undefined) return `${chain}/${seq} withheld`
  const end = body.kind === 'intent' ? outcome?.body?.outcome : body.outcome
  const state = body.kind === 'genesis' ? '' : end === undefined ? '  [outcome not known]' : end.kind === 'done' ? '' : `  [${end.kind}: ${end.words}]`
  return `${new Date(body.atMs).toISOString()}  ${body.who.person.padEnd(16)} ${body.what.padEnd(24)} ${body.words}${state}`
}

const exported = auditCommand({
  verb: 'export',
  summary: 'Write all chains that this computer knows to a file, for `audit verify`',
  positionals: [{ name: 'FILE', summary: 'Where to; it must not be there yet' }],
  options: trailOptions,
  details: ['One entry a line, as it was kept. Exit codes: 0 done, 2 the command line, the trail or the file cannot be used.'],
  run: (input, context) =>
    withTrail(input, context, async (office) => {
      const [file = ''] = input.positionals
      const { existsSync } = await import('node:fs')
      if (existsSync(file)) return err(appError('conflict', `${file} is there already. Name another file: an export replaces nothing.`, { at: file }))
      const written = await office.write({ kind: 'export' }, file, { progress: () => undefined, signal: context.stop })
      if (!written.ok) return written
      const { entries } = written.value
      return ok({ json: { file, entries }, lines: [`${entries} entries are in ${file}.`] })
    }),
})

const status = auditCommand({
  verb: 'status',
  summary: 'Verify the audit trail on this computer, and say how far it is anchored',
  options: trailOptions,
  details: ['It is verified in itself: whether all of it was written anew, only `audit verify` with the anchors of the bucket can tell.', 'Exit codes: 0 nothing is wrong, 1 something is wrong or a damaged trail lies beside it, 2 the command line or the trail cannot be used.'],
  run: (input, context) =>
    withTrail(input, context, async (office, { lost, isDamaged }) => {
      const found = await office.verify()
      if (!found.ok) return found
      const { chains } = found.value
      const lines = chains.map(({ chain, isOwn, entries, wrong: place, anchor }) => {
        const verdict = place === undefined ? `verified to entry ${entries}` : `WRONG: ${place.words}`
        return `${chain}${isOwn ? ' (this computer)' : ''}: ${verdict}; ${anchor === undefined ? 'never anchored from here' : `anchored to ${anchor.seq}, ${new Date(anchor.atMs).toISOString()}`}`
      })
      return ok({ json: { chains, lost }, lines, code: isDamaged || chains.some(({ wrong: place }) => place !== undefined) ? exitCodes.findings : exitCodes.fine })
    }),
})

export const auditCommands: readonly Command[] = [list, status, exported, auditAnchors, auditVerify]
