import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { minuteMs } from '#shared/kernel/time'
import { accessKinds, type GrantWish } from '#shared/support/grant'
import { instantOf } from '#shared/support/instant'
import type { CommandInput } from '../command'

export const textOf = ({ options }: CommandInput, name: string): string | undefined => {
  const value = options.get(name)
  return typeof value === 'string' ? value : undefined
}

const wrong = (message: string): Result<never, AppError> => err(appError('invalidInput', message))

/** An instant with its offset, as `--from` and `--until` take it. */
export function instantOption(input: CommandInput, name: string): Result<number | undefined, AppError> {
  const text = textOf(input, name)
  if (text === undefined) return ok(undefined)
  const atMs = instantOf(text)
  return atMs === undefined ? wrong(`--${name} takes an instant with its offset, such as 2026-11-22T12:00:00Z.`) : ok(atMs)
}

/** What the options wish for; the office says what is in the way of it. `nowMs`: AWS time. */
export function wishOf(input: CommandInput, nowMs: number): Result<GrantWish, AppError> {
  const from = instantOption(input, 'from')
  const until = instantOption(input, 'until')
  if (!from.ok) return from
  if (!until.ok) return until
  const minutes = textOf(input, 'minutes')
  if ((until.value === undefined) === (minutes === undefined)) return wrong('Say when it ends: --until INSTANT or --minutes N.')
  if (minutes !== undefined && !/^\d{1,5}$/.test(minutes)) return wrong('--minutes takes a whole number.')
  const what = (textOf(input, 'what') ?? 'application').split(',')
  const unknown = what.find((kind) => !accessKinds.some((known) => known === kind))
  if (unknown !== undefined) return wrong(`--what takes ${accessKinds.join(', ')}, or both with a comma between.`)
  return ok({
    tenant: input.positionals[0]!,
    environment: input.positionals[1]!,
    what: accessKinds.filter((kind) => what.includes(kind)),
    reference: textOf(input, 'reference') ?? '',
    askedBy: textOf(input, 'asked-by') ?? '',
    reason: textOf(input, 'reason') ?? '',
    ...(from.value === undefined ? {} : { fromMs: from.value }),
    untilMs: until.value ?? (from.value ?? nowMs) + Number(minutes) * minuteMs,
  })
}
