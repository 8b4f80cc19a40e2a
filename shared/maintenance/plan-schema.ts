import { z } from 'zod'
import type { Plan } from './plan'
import type { PlanStep } from './plan-step'
import { longestWindowMinutes, shortestWindowMinutes } from './window'

const words = (most: number) => z.string().trim().min(1, 'Write something: the tenants and the approver read it.').max(most)
const strings = z.array(z.string()).readonly()

const databaseChanges = z
  .strictObject({
    instanceClass: z.string().regex(/^db\.[a-z0-9]+\.[a-z0-9]+$/, 'A class reads like db.m6i.large.').exactOptional(),
    storageGib: z.number().int().min(20).max(65_536).exactOptional(),
    multiAz: z.boolean().exactOptional(),
    parameterGroup: z.string().min(1).exactOptional(),
    retentionDays: z.number().int().min(1, 'Retention from or to 0 is an outage, and not offered here.').max(35).exactOptional(),
  })
  .refine((changes) => Object.values(changes).some((value) => value !== undefined), 'Say what is to be changed.')

export const planStepSchema: z.ZodType<PlanStep> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('db.engine-upgrade'), toVersion: z.string().min(1), allowMajor: z.boolean() }),
  z.strictObject({ kind: z.literal('db.modify'), changes: databaseChanges }),
  z.strictObject({ kind: z.literal('db.apply-pending-maintenance'), action: z.string().min(1) }),
  z.strictObject({ kind: z.literal('db.failover-drill') }),
  z.strictObject({ kind: z.literal('app.instance-refresh'), minHealthyPercent: z.number().int().min(0).max(100) }),
  z.strictObject({ kind: z.literal('ssm.automation'), document: z.string().min(1), parameters: z.record(z.string(), strings) }),
  z.strictObject({ kind: z.literal('manual'), instructions: words(4_000) }),
])

const arn = z.string().startsWith('arn:')

/** What a draft and a plan have in common. */
export const planDraftFields = {
  id: z.string().regex(/^(?=.{1,32}$)[a-z0-9]+(-[a-z0-9]+)*$/, 'Small letters and digits with single hyphens between them, 32 at most: it becomes part of names in AWS, which takes no others.'),
  title: words(120),
  why: words(4_000),
  kind: z.enum(['downtime', 'noDowntime', 'emergency']),
  window: z.strictObject({
    start: z.string(),
    zone: z.string(),
    durationMinutes: z.number().int().min(shortestWindowMinutes).max(longestWindowMinutes),
    when: z.enum(['earlier', 'later']).exactOptional(),
  }),
  steps: z.array(planStepSchema).min(1, 'A plan needs at least one step.').readonly(),
  onFailure: z.enum(['restore', 'stopAndAsk']),
  copyTo: z.strictObject({ region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'A Region reads like eu-central-1.'), kmsKeyId: z.string().min(1).exactOptional() }).exactOptional(),
  emergencyReason: z.string().exactOptional(),
}

/** A plan as another console kept it; shapes only. Whether it may run is another question. */
export const planSchema: z.ZodType<Plan> = z.strictObject({
  ...planDraftFields,
  author: z.string().min(1),
  databases: z.array(z.strictObject({ arn, id: z.string().min(1), tenant: z.string().min(1), environment: z.string().min(1), engine: z.string(), engineVersion: z.string() })).readonly(),
  groups: z.array(z.strictObject({ arn, name: z.string().min(1), tenants: strings, environment: z.string().min(1) })).readonly(),
})
