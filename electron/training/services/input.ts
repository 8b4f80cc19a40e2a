import { faults, type ServiceFault } from '../wire/service-fault'

/** How a service words a parameter that is out of bounds. */
export type Wording = 'rds' | 'common'

/**
 * Reads an operation's parameters, from either protocol (texts in Query, typed in JSON). The first one that cannot be read is kept in
 * `problem`; readers then answer as if it had not been given.
 */
export interface Input {
  readonly problem: ServiceFault | undefined
  text(name: string): string | undefined
  flag(name: string): boolean | undefined
  whole(name: string, bounds: { readonly min: number; readonly max: number }): number | undefined
  /** Epoch milliseconds. */
  time(name: string): number | undefined
  texts(name: string): readonly string[]
  records(name: string): readonly Input[]
  record(name: string): Input | undefined
  oneOf<T extends string>(name: string, options: readonly T[]): T | undefined
  fail(fault: ServiceFault): void
}

export function readInput(params: Readonly<Record<string, unknown>>, wording: Wording): Input {
  let problem: ServiceFault | undefined
  const fail = (fault: ServiceFault): void => {
    problem ??= fault
  }
  const given = (name: string): unknown => params[name]
  const input: Input = {
    get problem() {
      return problem
    },
    fail,
    text: (name) => {
      const value = given(name)
      return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
    },
    flag: (name) => {
      const value = input.text(name)
      return value === undefined ? undefined : value.toLowerCase() === 'true'
    },
    whole: (name, { min, max }) => {
      const value = input.text(name)
      if (value === undefined) return undefined
      const number = Number(value)
      if (Number.isInteger(number) && number >= min && number <= max) return number
      fail(outOfBounds(wording, name, value, min, max))
      return undefined
    },
    time: (name) => {
      const value = given(name)
      if (value === undefined) return undefined
      const atMs = typeof value === 'number' ? value * 1000 : typeof value === 'string' ? Date.parse(value) : Number.NaN
      if (Number.isFinite(atMs)) return atMs
      fail(wording === 'rds' ? { code: 'InvalidParameterValue', status: 400, message: `Invalid timestamp for ${name}` } : faults.validation(`Invalid timestamp for ${name}`))
      return undefined
    },
    texts: (name) => {
      const value = given(name)
      return Array.isArray(value) ? value.map(String) : []
    },
    records: (name) => {
      const value = given(name)
      return Array.isArray(value) ? value.filter(isRecord).map((item) => readInput(item, wording)) : []
    },
    record: (name) => {
      const value = given(name)
      return isRecord(value) ? readInput(value, wording) : undefined
    },
    oneOf: (name, options) => {
      const value = input.text(name)
      if (value === undefined) return undefined
      const chosen = options.find((option) => option === value)
      if (chosen === undefined) fail(notOneOf(wording, name, value, options))
      return chosen
    },
  }
  return input
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

const camel = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1)

function outOfBounds(wording: Wording, name: string, value: string, min: number, max: number): ServiceFault {
  if (wording === 'rds') return { code: 'InvalidParameterValue', status: 400, message: `Invalid value ${value} for ${name}. Must be between ${min} and ${max}` }
  const limit = Number(value) < min ? `greater than or equal to ${min}` : `less than or equal to ${max}`
  return faults.validation(`1 validation error detected: Value '${value}' at '${camel(name)}' failed to satisfy constraint: Member must have value ${limit}`)
}

function notOneOf(wording: Wording, name: string, value: string, options: readonly string[]): ServiceFault {
  if (wording === 'rds') return { code: 'InvalidParameterValue', status: 400, message: `Invalid value '${value}' for ${name}` }
  return faults.validation(`1 validation error detected: Value '${value}' at '${camel(name)}' failed to satisfy constraint: Member must satisfy enum value set: [${options.join(', ')}]`)
}
