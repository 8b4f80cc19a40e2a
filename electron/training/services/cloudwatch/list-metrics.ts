import { list } from '../../wire/tree'
import type { Input } from '../input'
import { answered, operation } from '../operation'
import { pageFrom } from '../paging'
import { readToken } from './describe-alarms'
import { dimensionsOf, metricsOf, namespaceOf, type Dimension } from './metric-names'

const pageSize = 500

export const listMetrics = operation('common', ({ place, input }) => {
  const namespace = input.text('Namespace')
  const name = input.text('MetricName')
  const filters = input.records('Dimensions').map((filter) => ({ name: filter.text('Name') ?? '', value: filter.text('Value') }))
  input.oneOf('RecentlyActive', ['PT3H'])
  const after = readToken(input, 'metrics')
  const wanted = metricsOf(place).filter((metric) => {
    const dimensions = dimensionsOf(metric)
    return (
      (namespace === undefined || namespaceOf(metric) === namespace) &&
      (name === undefined || metric.name === name) &&
      filters.every((filter) => dimensions.some(([key, value]) => key === filter.name && (filter.value === undefined || filter.value === value)))
    )
  })
  const page = pageFrom('metrics', wanted, after, pageSize)
  const trees = page.items.map((metric) => ({ Namespace: namespaceOf(metric), MetricName: metric.name, Dimensions: list(dimensionsOf(metric).map(([Name, Value]) => ({ Name, Value }))) }))
  return answered({ Metrics: list(trees), NextToken: page.next })
})

export const readDimensions = (input: Input): readonly Dimension[] => input.records('Dimensions').map((dimension): Dimension => [dimension.text('Name') ?? '', dimension.text('Value') ?? ''])
