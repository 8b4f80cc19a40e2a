import { z } from 'zod'
import { appError, type AppError, type InputIssue } from '../kernel/app-error'
import { err, ok, type Result } from '../kernel/result'
import type { CommandName } from './channels'
import type { Commands, SourceChoice } from './contract'
import { alarmSchemas } from './alarms-schemas'
import { attentionSchemas } from './attention-schemas'
import { auditSchemas } from './audit-schemas'
import { maintenanceSchemas } from './maintenance-schemas'
import { metricsSchemas } from './metrics-schemas'
import { servicesSchemas } from './services-schemas'
import { recoverySchemas } from './recovery-schemas'
import { historySchemas } from './history-schemas'
import { sessionSchemas } from './session-schemas'
import { settingsChangeSchema } from './settings-schema'
import { setupSchemas } from './setup-schemas'
import { supportSchemas } from './support-schemas'

/**
 * What each command accepts. Main parses every input with these; they must match the types of contract.ts to compile, and a
 * command without a schema does not compile either. Unknown fields are refused.
 */
const path = z.string().min(1).max(4_096)
const name = z.string().min(1).max(300)
const nothing = z.null()

const sourceChoice: z.ZodType<SourceChoice> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('training'), scenario: name, practiseSignIn: z.exactOptional(z.boolean()) }),
  z.strictObject({ kind: z.literal('file'), path }),
])

export const commandSchemas: { readonly [N in CommandName]: z.ZodType<Commands[N]['input']> } = {
  'fleet.load': nothing,
  'fleet.tenant': z.strictObject({ id: name }),
  'watch.status': nothing,
  'watch.refresh': z.strictObject({ tenant: z.exactOptional(name), account: z.exactOptional(z.string().regex(/^\d{12}$/, 'an AWS account id has 12 digits')) }),
  'settings.load': nothing,
  'settings.save': settingsChangeSchema,
  'source.use': sourceChoice,
  'fleetFile.choose': nothing,
  'fleetFile.check': z.strictObject({ path }),
  'clipboard.write': z.strictObject({ text: z.string().max(1_000_000) }),
  'app.info': nothing,
  ...recoverySchemas,
  ...metricsSchemas,
  ...servicesSchemas,
  ...alarmSchemas,
  ...attentionSchemas,
  ...auditSchemas,
  ...maintenanceSchemas,
  ...supportSchemas,
  'app.drawn': nothing,
  ...sessionSchemas,
  ...setupSchemas,
  ...historySchemas,
}

/** The input of a command, or `invalidInput` with the path of every field that is wrong. */
export function parseInput<N extends CommandName>(command: N, input: unknown): Result<Commands[N]['input'], AppError> {
  const parsed = commandSchemas[command].safeParse(input)
  if (parsed.success) return ok(parsed.data)
  const issues = parsed.error.issues.map(issueOf)
  const words = issues.map((issue) => (issue.path === '' ? issue.message : `${issue.path}: ${issue.message}`)).join('; ')
  return err(appError('invalidInput', `${command} was called with something it does not accept: ${words}.`, { at: command, issues }))
}

const issueOf = (issue: z.core.$ZodIssue): InputIssue => ({ path: issue.path.map(String).join('.'), message: issue.message })
