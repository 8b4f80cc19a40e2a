import { z } from 'zod'
import type { AlarmCommands } from './alarms-contract'
import { nothing } from './input-parts'

export const longestNote = 500

const alarm = z.string().min(1).max(2_048)

export const alarmSchemas: { readonly [N in keyof AlarmCommands]: z.ZodType<AlarmCommands[N]['input']> } = {
  'alarms.list': nothing,
  'alarms.history': z.strictObject({ alarm }),
  'alarms.mark': z.strictObject({
    alarm,
    stateUpdatedAtMs: z.number().min(0).max(8.64e15),
    kind: z.enum(['acknowledged', 'seen', 'withdrawn']),
    note: z.exactOptional(z.string().min(1).max(longestNote)),
  }),
}
