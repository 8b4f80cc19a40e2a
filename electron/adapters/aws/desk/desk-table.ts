import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import type { Key } from './keys'

export type Item = Readonly<Record<string, AttributeValue>>

export interface Condition {
  /** Attributes that must have these values; none: nothing may lie there yet; `any`: something must. */
  readonly where: Readonly<Record<string, AttributeValue>> | 'nothing' | 'anything'
}

export interface Put extends Partial<Condition> {
  readonly key: Key
  readonly fields: Item
}

export interface Check extends Condition {
  readonly key: Key
}

/**
 * What came of a write.
 *
 * `refused`: conditions did not hold, by their position (puts first, then checks); nothing was written. `failed`: nothing was written either.
 * `unknown`: no answer, or one that cannot be read: it may have been written, or may yet be.
 */
export type Written = Done | Refused | Failed | Unknown
interface Done { readonly kind: 'done' }
interface Refused { readonly kind: 'refused'; readonly at: readonly number[] }
interface Failed { readonly kind: 'failed'; readonly error: AppError }
interface Unknown { readonly kind: 'unknown'; readonly error: AppError }

export interface Found<T> {
  readonly found: T
  /** The store's time: the Date header of its reply. */
  readonly dateMs: number
}

export interface Range {
  readonly pk: string
  /** Sort keys that begin so, or come after. */
  readonly beginsWith?: string
  readonly after?: string
  readonly limit?: number
}

/** The few operations that a desk store needs of its table. Every read is strongly consistent. */
export interface DeskTable {
  get(key: Key): Promise<Result<Found<Item | undefined>, AppError>>
  /** By sort key; all of them, or as many as `limit`. */
  query(range: Range): Promise<Result<Found<readonly Item[]>, AppError>>
  /** All of it or nothing. */
  write(puts: readonly Put[], checks?: readonly Check[]): Promise<Written>
}

export const text = (item: Item | undefined, name: string): string => item?.[name]?.S ?? ''
export const number = (item: Item | undefined, name: string): number => Number(item?.[name]?.N ?? 0)
export const s = (value: string): AttributeValue => ({ S: value })
export const n = (value: number): AttributeValue => ({ N: String(value) })
