import type { Input } from '../input'
import { decodeToken } from '../paging'

/** The `Marker` and `MaxRecords` of RDS: 20 to 100, 100 unless told. */
export interface RdsPage {
  readonly after: string | undefined
  readonly size: number
}

export function readPage(input: Input, list: string): RdsPage {
  const size = input.whole('MaxRecords', { min: 20, max: 100 }) ?? 100
  const marker = input.text('Marker')
  const after = marker === undefined || marker === '' ? undefined : decodeToken(list, marker)
  if (marker !== undefined && marker !== '' && after === undefined) input.fail({ code: 'InvalidParameterValue', status: 400, message: 'Invalid or expired marker' })
  return { after, size }
}

/** Filters by name; one that the operation does not know is refused as RDS does. */
export function readFilters(input: Input, known: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const filters = new Map<string, readonly string[]>()
  for (const filter of input.records('Filters')) {
    const name = filter.text('Name') ?? ''
    if (!known.includes(name)) input.fail({ code: 'InvalidParameterValue', status: 400, message: `Unrecognized filter name: ${name}` })
    filters.set(name, filter.texts('Values'))
  }
  return filters
}
