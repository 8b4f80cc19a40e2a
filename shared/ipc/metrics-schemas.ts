import { z } from 'zod'
import { metricRangeIds } from '../metrics/ranges'
import { nothing } from './input-parts'
import type { MetricsCommands } from './metrics-contract'

const name = z.string().min(1).max(300)

export const metricsSchemas: { readonly [N in keyof MetricsCommands]: z.ZodType<MetricsCommands[N]['input']> } = {
  'metrics.load': z.strictObject({ tenant: name, range: z.enum(metricRangeIds), environments: z.exactOptional(z.array(name).min(1).max(50)) }),
  'metrics.leave': nothing,
}
