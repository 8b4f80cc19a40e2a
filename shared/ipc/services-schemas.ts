import { z } from 'zod'
import type { ServicesCommands } from './services-contract'

export const servicesSchemas: { readonly [N in keyof ServicesCommands]: z.ZodType<ServicesCommands[N]['input']> } = {
  'services.logHits': z.strictObject({ tenant: z.string().min(1).max(300) }),
}
