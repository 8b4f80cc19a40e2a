import { err, ok, type Result } from '#shared/kernel/result'

export interface NumberRange {
  readonly from: number
  readonly to: number
  readonly whole: boolean
}

/** An option's value as a number in a range; undefined when it is left out. The error is fit to print. */
export function readNumber(options: ReadonlyMap<string, string | true>, name: string, { from, to, whole }: NumberRange): Result<number | undefined, string> {
  const text = options.get(name)
  if (text === undefined) return ok(undefined)
  const value = typeof text === 'string' && /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN
  const fits = value >= from && value <= to && (!whole || Number.isInteger(value))
  return fits ? ok(value) : err(`--${name} wants a ${whole ? 'whole ' : ''}number from ${from} to ${to}, not '${String(text)}'.`)
}
