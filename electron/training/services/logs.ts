import type { LogFilter } from '../world/fleet-model'
import { list, type Tree } from '../wire/tree'
import { answered, operation, refused } from './operation'
import { decodeToken, pageAfter } from './paging'

/** Without a log group's name all metric filters of the place, by name of their group. */
export const describeMetricFilters = operation('common', ({ place, input }) => {
  const size = input.whole('limit', { min: 1, max: 50 }) ?? 50
  const group = input.text('logGroupName')
  const prefix = input.text('filterNamePrefix') ?? ''
  const token = input.text('nextToken')
  const after = token === undefined ? undefined : decodeToken('metric-filters', token)
  if (token !== undefined && after === undefined) return refused({ code: 'InvalidParameterException', status: 400, message: 'The specified nextToken is invalid.' })
  const { filters } = place.services
  if (group !== undefined && !filters.some(({ logGroup }) => logGroup === group)) return refused({ code: 'ResourceNotFoundException', status: 400, message: 'The specified log group does not exist.' })
  const wanted = filters.filter((filter) => (group === undefined || filter.logGroup === group) && filter.name.startsWith(prefix)).sort((left, right) => (left.id < right.id ? -1 : 1))
  const page = pageAfter('metric-filters', wanted, ({ id }) => id, after, size)
  return answered({ metricFilters: list(page.items.map(filterTree)), nextToken: page.next })
})

const filterTree = ({ name, pattern, logGroup, namespace, metricName, createdAtMs }: LogFilter): Tree => ({
  filterName: name,
  filterPattern: pattern,
  metricTransformations: list([{ metricName, metricNamespace: namespace, metricValue: '1', defaultValue: 0 }]),
  // Milliseconds, unlike everything else in JSON.
  creationTime: createdAtMs,
  logGroupName: logGroup,
})
