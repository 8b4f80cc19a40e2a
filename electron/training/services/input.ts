import { faults, type ServiceFault } from '../wire/service-fault'

/** How a service words a parameter that is out of bounds. */
export type Wording = 'rds' | 'common'

/**
 * Reads an operation's parameters, from either protocol (texts in Query, typed in JSON). The first one that cannot be read is kept in
 * `problem`; readers then answer as if it had not been given. A class, because a metric sweep makes thousands of them.
 */
export class Input {
  #problem: ServiceFault | undefined

  constructor(
    private readonly params: Readonly<Record<string, unknown>>,
    private readonly wording: Wording,
  ) {}

  get problem(): ServiceFault | undefined {
    return this.#problem
  }

  fail(fault: ServiceFault): void {
    this.#problem ??= fault
  }

  text(name: string): string | undefined {
    const value = this.params[name]
    return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
  }

  /** As it came: maps of lists have names that nobody can know. */
  plain(name: string): unknown {
    return this.params[name]
  }

  flag(name: string): boolean | undefined {
    const value = this.text(name)
    return value === undefined ? undefined : value.toLowerCase() === 'true'
  }

  whole(name: string, { min, max }: { readonly min: number; readonly max: number }): number | undefined {
    const value = this.text(name)
    if (value === undefined) return undefined
    const number = Number(value)
    if (Number.isInteger(number) && number >= min && number <= max) return number
    this.fail(outOfBounds(this.wording, name, value, min, max))
    return undefined
  }

  /** Epoch milliseconds. */
  time(name: string): number | undefined {
    const value = this.params[name]
    if (value === undefined) return undefined
    const atMs = typeof value === 'number' ? value * 1000 : typeof value === 'string' ? Date.parse(value) : Number.NaN
    if (Number.isFinite(atMs)) return atMs
    this.fail(this.wording === 'rds' ? { code: 'InvalidParameterValue', status: 400, message: `Invalid timestamp for ${name}` } : faults.validation(`Invalid timestamp for ${name}`))
    return undefined
  }

  texts(name: string): readonly string[] {
    const value = this.params[name]
    return Array.isArray(value) ? value.map(String) : []
  }

  records(name: string): readonly Input[] {
    const value = this.params[name]
    return Array.isArray(value) ? value.filter(isRecord).map((item) => new Input(item, this.wording)) : []
  }

  record(name: string): Input | undefined {
    const value = this.params[name]
    return isRecord(value) ? new Input(value, this.wording) : undefined
  }

  oneOf<T extends string>(name: string, options: readonly T[]): T | undefined {
    const value = this.text(name)
    if (value === undefined) return undefined
    const chosen = options.find((option) => option === value)
    if (chosen === undefined) this.fail(notOneOf(this.wording, name, value, options))
    return chosen
  }
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
