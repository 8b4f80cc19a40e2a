import { z } from 'zod'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { driftSchema, type Drift } from '#shared/support/drift'
import type { Ids } from '#electron/ports/clock'
import type { DeskStore, Fence } from '#electron/ports/desk-store'

/** What the last comparison of AWS with the grants found, for every console of the desk. */
export interface Compared {
  readonly comparedAtMs: number
  readonly drifts: readonly (Drift & { readonly foundAtMs: number })[]
  readonly blindSpots: readonly string[]
}

const schema = z.object({ comparedAtMs: z.number(), drifts: z.array(driftSchema.extend({ foundAtMs: z.number() })), blindSpots: z.array(z.string()) })
const at = { kind: 'support', id: 'compared' } as const
/** A desk with a thousand drifts has one trouble, and a record has 256 KB. */
const mostDrifts = 200
const mostBlindSpots = 100

export async function readCompared(store: Pick<DeskStore, 'record'>): Promise<Result<Compared | undefined, AppError>> {
  const read = await store.record(at)
  if (!read.ok) return read
  if (read.value.value === undefined) return ok(undefined)
  const parsed = schema.safeParse(read.value.value.body)
  return parsed.success ? ok(parsed.data) : err(appError('unreadableReply', 'What was last compared with AWS cannot be read: another version of this console may have written it. Use that version.'))
}

/** What was found before keeps the time at which it was. */
export async function writeCompared(store: Pick<DeskStore, 'record' | 'put'>, ids: Pick<Ids, 'next'>, fence: Fence, found: { readonly drifts: readonly Drift[]; readonly blindSpots: readonly string[]; readonly nowMs: number }): Promise<Result<Compared, AppError>> {
  const read = await store.record(at)
  if (!read.ok) return read
  const before = schema.safeParse(read.value.value?.body)
  const known = new Map(before.success ? before.data.drifts.map(({ id, foundAtMs }) => [id, foundAtMs]) : [])
  const compared: Compared = {
    comparedAtMs: found.nowMs,
    drifts: found.drifts.slice(0, mostDrifts).map((drift) => ({ ...drift, foundAtMs: known.get(drift.id) ?? found.nowMs })),
    blindSpots: [...found.blindSpots.slice(0, mostBlindSpots), ...(found.drifts.length > mostDrifts ? [`${found.drifts.length - mostDrifts} more drifts are not shown.`] : [])],
  }
  const written = await store.put({ ...at, expected: read.value.value?.version ?? 0, body: compared, writeId: ids.next(), fence })
  return written.ok ? ok(compared) : written
}
