import { z } from 'zod'
import { regionPattern, tenantIdPattern } from '../fleet/fleet-schema'
import { accountNumber, method, nothing } from './input-parts'
import type { SetupAccess, SetupChoice, SetupCommands } from './setup-contract'

const text = z.string().trim().min(1).max(200)
const region = z.string().regex(regionPattern, 'an AWS Region such as eu-west-1')
const webAddress = z.url({ protocol: /^https?$/ }).max(1_000)

const access: z.ZodType<SetupAccess> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sso'), session: text }),
  z.strictObject({ kind: z.literal('profile'), profile: z.exactOptional(text) }),
])

const choice: z.ZodType<SetupChoice> = z.strictObject({
  account: accountNumber,
  name: text,
  role: z.exactOptional(z.string().regex(/^[\w+=,.@/-]{1,128}$/, 'a role’s name')),
  regions: z.array(region).min(1).max(40),
})

const plan = {
  access,
  choices: z.array(choice).min(1, 'choose at least one account').max(2_000),
  tags: z.strictObject({ tenant: text.max(128), environment: text.max(128) }),
}

export const setupSchemas: { readonly [N in keyof SetupCommands]: z.ZodType<SetupCommands[N]['input']> } = {
  'setup.signIn': z.strictObject({
    name: z.string().regex(/^[\w-]{1,60}$/, 'letters, digits, - and _'),
    startUrl: webAddress,
    region,
    method,
    endpoint: z.exactOptional(webAddress),
  }),
  'setup.profile': z.strictObject({ profile: z.exactOptional(text) }),
  'setup.discover': z.strictObject(plan),
  'setup.cancel': nothing,
  'setup.write': z.strictObject({ ...plan, desk: text, tenants: z.array(z.string().regex(tenantIdPattern, 'a value of the tenant tag')).max(20_000) }),
  'setup.leave': nothing,
}
