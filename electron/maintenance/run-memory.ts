import type { z } from 'zod'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import type { Ids } from '#electron/ports/clock'
import type { DeskStore, Fence } from '#electron/ports/desk-store'

/**
 * What a run has to remember beside its journal: how things were before it touched them. The first that is kept stands, whichever console
 * kept it, so that a restore never aims at what an earlier try left behind.
 */
export interface RunMemory {
  read<T>(about: string, shape: z.ZodType<T>): Promise<Result<T | undefined, AppError>>
  keep<T>(about: string, shape: z.ZodType<T>, value: T): Promise<Result<T, AppError>>
}

export interface RunMemoryOptions {
  readonly store: Pick<DeskStore, 'record' | 'put'>
  readonly ids: Pick<Ids, 'next'>
  readonly run: string
  readonly fence: Fence
}

const nameOf = (run: string, about: string) => ({ kind: 'run-memory', id: `${run}:${about}` })

/** What a run remembers, for who only looks: also after its end. */
export function readRunMemory({ store, run }: { readonly store: Pick<DeskStore, 'record'>; readonly run: string }): Pick<RunMemory, 'read'> {
  const read = async <T>(about: string, shape: z.ZodType<T>): Promise<Result<T | undefined, AppError>> => {
    const found = await store.record(nameOf(run, about))
    if (!found.ok) return found
    const { value: record, isCopy } = found.value
    if (isCopy) return err(appError('unreachable', 'The desk’s store cannot be reached: what this run remembers can only be read from a copy, and nothing is done on the word of a copy.'))
    if (record === undefined) return ok(undefined)
    const body = shape.safeParse(record.body)
    return body.success ? ok(body.data) : err(appError('unreadableReply', `What run ${run} remembers of ${about} cannot be read: another version of this console may have written it. Go on with that version.`))
  }
  return { read }
}

export function createRunMemory({ store, ids, run, fence }: RunMemoryOptions): RunMemory {
  const { read } = readRunMemory({ store, run })

  const keep = async <T>(about: string, shape: z.ZodType<T>, value: T): Promise<Result<T, AppError>> => {
    const written = await store.put({ ...nameOf(run, about), expected: 0, body: value, writeId: ids.next(), fence })
    if (written.ok) return ok(value)
    if (written.error.kind !== 'conflict') return written
    const there = await read(about, shape)
    return there.ok ? ok(there.value ?? value) : there
  }

  return { read, keep }
}
