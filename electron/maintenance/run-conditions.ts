import { z } from 'zod'
import type { Door, RunDoors, RunHealth, TenantCondition } from './effects/run-context'
import type { RunMemory } from './run-memory'

const doors: z.ZodType<readonly Door[]> = z.array(z.object({ account: z.string(), region: z.string(), loadBalancerArn: z.string(), hosts: z.array(z.string()).readonly() }).readonly()).readonly()

const condition: z.ZodType<TenantCondition> = z.object({
  asOfMs: z.number(),
  problems: z.array(z.object({ id: z.string(), severity: z.enum(['watch', 'degraded', 'critical', 'unknown']), words: z.string() }).readonly()).readonly(),
})

/** A tenant's doors as they were when the run closed them. */
export const rememberedDoors = (memory: RunMemory, current: RunDoors['current']): RunDoors => ({
  current,
  kept: (tenant) => memory.read(`doors:${tenant}`, doors),
  keep: (tenant, those) => memory.keep(`doors:${tenant}`, doors, those),
})

/** How tenants were when the run began. */
export const rememberedHealth = (memory: RunMemory, now: RunHealth['now']): RunHealth => ({
  now,
  kept: (tenant) => memory.read(`condition:${tenant}`, condition),
  keep: (tenant, that) => memory.keep(`condition:${tenant}`, condition, that),
})
