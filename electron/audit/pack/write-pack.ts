import { closingLine } from '#shared/audit/closing'
import { entryOf } from '#shared/audit/read-entry'
import { lineOf, withheld, type ChainHead } from '#shared/audit/seal'
import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import type { AuditPaper, WrittenPaper } from '#electron/ports/audit-files'
import type { AuditStore, KnownChain } from '#electron/ports/audit-store'
import { eachStretch } from './each-stretch'
import { instructions, verifierName } from './instructions'
import { outlineOf, type StoryOutline } from './story-outline'
import { createZipStream, type ZippedFile, type ZipStream } from './zip-stream'

type PackWish = Extract<AuditPaper, { kind: 'pack' }>

/** A zip of the story: its entries with what proves them, papers, hashes of everything, and how to verify it. */
export async function writePack(audit: Pick<AuditStore, 'stretch' | 'anchors'>, chains: readonly KnownChain[], { about, papers, verifier }: PackWish, take: (bytes: Uint8Array) => Promise<void>, progress: (percent: number) => void, signal: AbortSignal): Promise<Result<WrittenPaper, AppError>> {
  const all = chains.reduce((sum, { lastSeq }) => sum + lastSeq, 0)
  const outline = await outlineOf(audit, chains, about, signal, steps(all, 0, firstShare, progress))
  if (!outline.ok) return outline
  const { parts, anchorsText, shown, fromMs, toMs } = outline.value
  const zip = createZipStream(take)
  const listed: Listed[] = []
  for (const { name, about: what, text } of [...(anchorsText === '' ? [] : [{ name: 'anchors.jsonl', about: 'anchors of these chains, as the console laid them', text: anchorsText }]), ...papers, { name: verifierName, about: 'verifies entries.jsonl, with Node.js alone: VERIFY.txt says how', text: verifier }]) listed.push({ name, about: what, ...(await whole(zip, name, text)) })

  const entries = zip.file('entries.jsonl')
  const read = steps(parts.reduce((sum, { afterSeq, toSeq }) => sum + toSeq - afterSeq, 0), firstShare, 100, progress)
  let count = 0
  const heads: ChainHead[] = []
  for (const part of parts) {
    const written = await eachStretch(audit, part, signal, async (lines) => {
      const shownLines = lines.flatMap((line) => shownLine(outline.value, line))
      count += shownLines.length
      await entries.write(shownLines.join(''))
      read(lines.length)
    })
    if (!written.ok) return written
    heads.push(...written.value)
  }
  await entries.write(`${closingLine(heads)}\n`)
  listed.push({ name: 'entries.jsonl', about: `${shown} entries of the audit trail; ${count - shown} others of the same chains are withheld, only their hashes are there`, ...(await entries.end()) })

  const files = listed.toSorted((left, right) => (left.name < right.name ? -1 : 1))
  await whole(zip, 'manifest.json', `${JSON.stringify({ format: 'watchfloor/evidence-pack', version: 1, about, from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString(), files }, null, 2)}\n`)
  await whole(zip, 'VERIFY.txt', instructions(about, anchorsText !== ''))
  await zip.end()
  return ok({ entries: count })
}

interface Listed extends ZippedFile {
  readonly name: string
  readonly about: string
}

/** Of the whole, what finding the story takes before anything of it is written. */
const firstShare = 40

/** What does not belong to the story is there without what it says. */
function shownLine({ belongs }: StoryOutline, line: string): readonly string[] {
  const entry = entryOf(line)
  if (entry === undefined) return []
  return [`${belongs(entry.body) ? line : lineOf(withheld(entry))}\n`]
}

async function whole(zip: ZipStream, name: string, text: string): Promise<ZippedFile> {
  const file = zip.file(name)
  await file.write(text)
  return file.end()
}

/** Counts lines up to what is expected, as percents between two. */
export function steps(expected: number, from: number, to: number, progress: (percent: number) => void): (lines: number) => void {
  let done = 0
  return (lines) => {
    done += lines
    progress(expected === 0 ? to : Math.min(to, Math.floor(from + ((to - from) * done) / expected)))
  }
}
