import { createReadStream } from 'node:fs'
import { isAnchored, verdictLines } from '#shared/audit/verdict-words'
import type { Verification } from '#shared/audit/verify'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { anchorsFrom } from '#electron/audit/read-anchors'
import { createByteVerifier, type ByteVerifyOptions } from '#electron/audit/verify-bytes'
import { exitCodes } from '../exit-code'
import { auditCommand, textOf } from './shell'

/** Needs nothing but the export and the anchors: no fleet file, no sign-in, no network. */
export const auditVerify = auditCommand({
  verb: 'verify',
  summary: 'Verify an exported audit trail, or the entries of an evidence pack',
  positionals: [{ name: 'FILE', summary: 'The export, as `audit export` or the window wrote it; `entries.jsonl` of a pack' }],
  options: [
    { name: 'anchors', value: 'PATH', summary: 'Anchors from the bucket: a file, or a folder of them. Without, only what follows from the chains is proven' },
    { name: 'extract', summary: 'Entries may be withheld, as in an evidence pack' },
  ],
  details: ['Prints what was verified and what is not proven, or the first wrong place of each chain.', 'Exit codes: 0 nothing is wrong (only with anchors to the last entry of each chain is it proven: `isAnchored` in the JSON), 1 something is wrong or nothing is in the file, 2 the command line or a file cannot be used.'],
  run: async (input) => {
    const place = textOf(input, 'anchors')
    const anchors = place === undefined ? ok([]) : await anchorsFrom(place)
    if (!anchors.ok) return anchors
    const verified = await verifyFile(input.positionals[0]!, { anchors: anchors.value, mayWithhold: input.options.has('extract') })
    if (!verified.ok) return verified
    const { chains, wrong } = verified.value
    const isFine = wrong.length === 0 && chains.length > 0
    return ok({ json: { ok: isFine, isAnchored: isFine && isAnchored(verified.value), ...verified.value }, lines: verdictLines(verified.value), code: isFine ? exitCodes.fine : exitCodes.findings })
  },
})

async function verifyFile(file: string, options: ByteVerifyOptions): Promise<Result<Verification, AppError>> {
  const verifier = createByteVerifier(options)
  try {
    for await (const chunk of createReadStream(file)) verifier.take(chunk as Uint8Array) // without an encoding a file is read as bytes
    return ok(verifier.end())
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : undefined
    if (code === undefined) throw cause
    return err(appError('storageFailed', `${file}: ${code === 'ENOENT' ? 'there is no such file' : `cannot be read (${code})`}.`, { at: file, code }))
  }
}
