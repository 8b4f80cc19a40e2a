import { closingLine } from '#shared/audit/closing'
import type { ChainHead } from '#shared/audit/seal'
import type { AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { fileTrouble, openWholeFile, type WholeFile } from '#electron/adapters/system/whole-file'
import type { AuditFiles, AuditPaper, PaperWatch, WrittenPaper } from '#electron/ports/audit-files'
import type { AuditStore, KnownChain } from '#electron/ports/audit-store'
import { eachStretch, stopped } from './each-stretch'
import { steps, writePack } from './write-pack'

type Source = Pick<AuditStore, 'chains' | 'stretch' | 'anchors'>

/** Writes papers in the thread that calls: for headless commands, and inside the worker. */
export const paperFiles = (audit: Source): AuditFiles => ({ write: (paper, file, watch) => writePaper(audit, paper, file, watch) })

/** `partial`: the name under which it grows. What is written while it grows is not in it: each chain goes to where it ended at the beginning. */
export async function writePaper(audit: Source, paper: AuditPaper, file: string, { progress, signal }: PaperWatch, partial?: string): Promise<Result<WrittenPaper, AppError>> {
  const known = await audit.chains(null)
  if (!known.ok) return known
  const chains = known.value.toSorted((left, right) => (left.chain < right.chain ? -1 : 1))
  let whole: WholeFile | undefined
  try {
    whole = await openWholeFile(file, partial === undefined ? {} : { partial })
    const grown = whole
    const write = (piece: string | Uint8Array): Promise<void> => grown.write(piece)
    const told = onlyChanges(progress)
    const written = paper.kind === 'export' ? await writeExport(audit, chains, write, told, signal) : await writePack(audit, chains, paper, write, told, signal)
    if (written.ok && !signal.aborted) {
      await whole.commit()
      return written
    }
    await whole.discard()
    return written.ok ? err(stopped) : written
  } catch (cause) {
    const trouble = fileTrouble(cause, file)
    // What broke first is told: that its remains could not be removed either comes of the same.
    await whole?.discard().catch(() => undefined)
    if (trouble === undefined) throw cause
    return err(trouble)
  }
}

async function writeExport(audit: Source, chains: readonly KnownChain[], write: (text: string) => Promise<void>, progress: (percent: number) => void, signal: AbortSignal): Promise<Result<WrittenPaper, AppError>> {
  const read = steps(chains.reduce((sum, { lastSeq }) => sum + lastSeq, 0), 0, 100, progress)
  let entries = 0
  const heads: ChainHead[] = []
  for (const { chain, lastSeq } of chains) {
    const written = await eachStretch(audit, { chain, afterSeq: 0, toSeq: lastSeq }, signal, async (lines) => {
      await write(lines.map((line) => `${line}\n`).join(''))
      entries += lines.length
      read(lines.length)
    })
    if (!written.ok) return written
    heads.push(...written.value)
  }
  await write(`${closingLine(heads)}\n`)
  return ok({ entries })
}

function onlyChanges(progress: (percent: number) => void): (percent: number) => void {
  let last = -1
  return (percent) => {
    if (percent <= last) return
    last = percent
    progress(percent)
  }
}
