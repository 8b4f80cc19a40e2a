import { z } from 'zod'
import { ok, type Result } from '#shared/kernel/result'
import { groupIdOf, hasOwnMachines } from '../world/doors'
import type { Effect, SupportEffect } from '../world/effects'
import { supportParameter } from '../world/parameters'
import { defineEvent, timing, whom, type EventProblem, type Stage, type When } from './event-kind'
import { homeOf } from './targets'

/**
 * What others do about support access, and what AWS does not do. Nothing of it is wrong with the fleet: what follows is between the grants and
 * AWS, and shows as that.
 */
interface Whom {
  readonly tenant: string
  readonly environment?: string | undefined
}

type What = Pick<SupportEffect, 'act' | 'refuses' | 'roleIsGone'>

function about(kind: string, stage: Stage, whose: Whom, when: When, what: What): Result<readonly Effect[], EventProblem> {
  const home = homeOf(stage, whose)
  if (!home.ok) return home
  const { tenant, environment } = home.value
  const effect: SupportEffect = { on: 'support', kind, account: tenant.account, region: tenant.region, parameter: supportParameter(tenant.id, environment), groupId: groupIdOf(tenant, environment), ...what, ...when, truth: [] }
  return ok([effect])
}

/** The same where there must be machines of the tenant's own. */
function aboutDoor(kind: string, stage: Stage, whose: Whom, when: When, what: What): Result<readonly Effect[], EventProblem> {
  const home = homeOf(stage, whose)
  if (home.ok && !hasOwnMachines(home.value.tenant)) return { ok: false, error: { field: 'tenant', message: `tenant '${whose.tenant}' shares its machines: there is no door to them` } }
  return about(kind, stage, whose, when, what)
}

const count = z.number().int().min(1).max(1000)

/** Writing the tenant's support-access document fails: the first `count` times (3), or as long as it lasts. */
export const supportWriteFails = defineEvent({
  schema: z.strictObject({ kind: z.literal('support.write-fails'), ...timing, ...whom, count: count.default(3), how: z.enum(['failed', 'denied']).default('failed') }),
  plan: (event, when, stage) => about(event.kind, stage, event, when, { refuses: { operation: 'PutParameter', how: event.how, count: event.count } }),
})

/** Revoking a rule of the tenant's security group fails: the first `count` times (3). A schedule that meets it tries again. */
export const supportRevokeFails = defineEvent({
  schema: z.strictObject({ kind: z.literal('support.revoke-fails'), ...timing, ...whom, count: count.default(3), how: z.enum(['failed', 'denied']).default('failed') }),
  plan: (event, when, stage) => aboutDoor(event.kind, stage, event, when, { refuses: { operation: 'RevokeSecurityGroupIngress', how: event.how, count: event.count } }),
})

/** Somebody deletes the schedules that would close this environment. */
export const supportScheduleDeleted = defineEvent({
  schema: z.strictObject({ kind: z.literal('support.schedule-deleted'), ...timing, ...whom }),
  plan: (event, when, stage) => about(event.kind, stage, event, when, { act: { kind: 'deletesSchedules' } }),
})

/** The client ends a grant, or all of them, by writing to the document. */
export const supportClientEnds = defineEvent({
  schema: z.strictObject({ kind: z.literal('support.client-ends'), ...timing, ...whom, grant: z.string().min(1).optional(), by: z.string().min(1).max(60).default('j.doe') }),
  plan: (event, when, stage) => about(event.kind, stage, event, when, { act: { kind: 'clientEnds', by: event.by, ...(event.grant === undefined ? {} : { grant: event.grant }) } }),
})

/** Somebody writes a text of their own over the document; without `text` one that nobody can read. */
export const supportDocumentWritten = defineEvent({
  schema: z.strictObject({ kind: z.literal('support.document-written'), ...timing, ...whom, text: z.string().min(1).max(4096).default('access: everybody') }),
  plan: (event, when, stage) => about(event.kind, stage, event, when, { act: { kind: 'writesDocument', text: event.text } }),
})

/** Somebody deletes the document. */
export const supportDocumentDeleted = defineEvent({
  schema: z.strictObject({ kind: z.literal('support.document-deleted'), ...timing, ...whom }),
  plan: (event, when, stage) => about(event.kind, stage, event, when, { act: { kind: 'deletesDocument' } }),
})

/** A rule that nobody granted appears in the tenant's security group. */
export const supportStrayRule = defineEvent({
  schema: z.strictObject({ kind: z.literal('support.stray-rule'), ...timing, ...whom, cidr: z.string().regex(/^[\d.]+\/\d{1,2}$|^[0-9a-fA-F:]+\/\d{1,3}$/, 'expected addresses as 203.0.113.9/32').default('203.0.113.9/32'), port: z.number().int().min(1).max(65_535).default(22), description: z.string().max(255).default('watchfloor: g-nobody') }),
  plan: (event, when, stage) => aboutDoor(event.kind, stage, event, when, { act: { kind: 'letsIn', cidr: event.cidr, port: event.port, description: event.description } }),
})

/** The role by which schedules close is not there, in the tenant's account: AWS makes no schedule with it, and those that are made fail. */
export const supportCloserMissing = defineEvent({
  schema: z.strictObject({ kind: z.literal('support.closer-missing'), ...timing, ...whom }),
  plan: (event, when, stage) => about(event.kind, stage, event, when, { roleIsGone: true }),
})
