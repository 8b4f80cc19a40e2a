import type { DeskRecord, DeskStore, Fence, RecordName, RecordWrite } from '#electron/ports/desk-store'
import { conflict, fenced } from '#shared/desk/store-failures'
import { checkNames, decodeBody, encodeBodies } from '#shared/desk/store-rules'
import type { AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { n, number, s, text, type Check, type DeskTable, type Item } from './desk-table'
import { leaseKey, recordKey, recordsOf } from './keys'
import { hasDoubt, notKnown, type Doubt } from './outcome'

const toRecord = (kind: string, item: Item): DeskRecord => ({ kind, id: text(item, 'sk'), version: number(item, 'version'), body: decodeBody(text(item, 'body')) })

/** The store itself compares the number, in the same transaction. */
export const fenceChecks = (fence: Fence | undefined): readonly Check[] => (fence === undefined ? [] : [{ key: leaseKey(fence.name), where: { fence: n(fence.fence) } }])

export function createRecords(table: DeskTable): Pick<DeskStore, 'record' | 'records' | 'put'> {
  return {
    record: async ({ kind, id }) => {
      const read = await table.get(recordKey(kind, id))
      return read.ok ? ok({ value: read.value.found === undefined ? undefined : toRecord(kind, read.value.found), asOfMs: read.value.dateMs, isCopy: false }) : read
    },
    records: async ({ kind }) => {
      const read = await table.query({ pk: recordsOf(kind) })
      return read.ok ? ok({ value: read.value.found.map((item) => toRecord(kind, item)), asOfMs: read.value.dateMs, isCopy: false }) : read
    },
    put: async (write) => {
      const { kind, id, expected, writeId, fence } = write
      const named = checkNames({ kinds: [kind], names: [id, writeId] })
      const bodies = named.ok ? encodeBodies([write.body]) : named
      if (!bodies.ok) return bodies
      const fields = { version: n(expected + 1), writeId: s(writeId), body: s(bodies.value[0] ?? '') }
      const written = await table.write([{ key: recordKey(kind, id), fields, where: expected === 0 ? 'nothing' : { version: n(expected) } }], fenceChecks(fence))
      if (hasDoubt(written)) return settle(table, write, written)
      return written.kind === 'failed' ? err(written.error) : ok({ version: expected + 1 })
    },
  }
}

/** What lies there tells whether it was this write that put it there: an answer can be lost, a write repeated. */
async function settle(table: DeskTable, { kind, id, expected, writeId }: RecordName & RecordWrite, doubt: Doubt): Promise<Result<{ readonly version: number }, AppError>> {
  const at = `${kind}/${id}`
  const read = await table.get(recordKey(kind, id))
  if (!read.ok) return err(doubt.kind === 'unknown' ? notKnown(doubt.error, at) : read.error)
  const version = number(read.value.found, 'version')
  if (version === expected + 1 && text(read.value.found, 'writeId') === writeId) return ok({ version })
  if (doubt.kind === 'refused') return err(doubt.at.includes(1) ? fenced(at) : conflict(at))
  // Once another version lies there, this write can never be taken any more.
  return err(version === expected ? notKnown(doubt.error, at) : conflict(at))
}
