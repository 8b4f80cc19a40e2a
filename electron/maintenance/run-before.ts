import { z } from 'zod'
import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import type { DatabaseState } from '#electron/ports/operator/databases'
import type { AlarmName, BeforeStates, RunAlarms } from './effects/run-context'
import type { RunMemory } from './run-memory'

const names = z.array(z.string()).readonly()
const texts = z.record(z.string(), z.string())

const databaseState: z.ZodType<DatabaseState> = z.object({
  arn: z.string(),
  id: z.string(),
  resourceId: z.string().exactOptional(),
  status: z.string(),
  engine: z.string(),
  engineVersion: z.string().exactOptional(),
  instanceClass: z.string().exactOptional(),
  storageGib: z.number().exactOptional(),
  storageType: z.string().exactOptional(),
  multiAz: z.boolean().exactOptional(),
  az: z.string().exactOptional(),
  secondaryAz: z.string().exactOptional(),
  subnetGroup: z.string().exactOptional(),
  parameterGroups: z.array(z.object({ name: z.string(), status: z.string() }).readonly()).readonly(),
  optionGroups: names,
  securityGroups: names,
  logExports: names,
  retentionDays: z.number().exactOptional(),
  deletionProtection: z.boolean().exactOptional(),
  copyTagsToSnapshot: z.boolean().exactOptional(),
  monitoringSeconds: z.number().exactOptional(),
  performanceInsights: z.boolean().exactOptional(),
  iamAuthentication: z.boolean().exactOptional(),
  publiclyAccessible: z.boolean().exactOptional(),
  backupWindow: z.string().exactOptional(),
  maintenanceWindow: z.string().exactOptional(),
  iops: z.number().exactOptional(),
  maxStorageGib: z.number().exactOptional(),
  kmsKeyId: z.string().exactOptional(),
  endpoint: z.string().exactOptional(),
  createdAtMs: z.number().exactOptional(),
  latestRestorableAtMs: z.number().exactOptional(),
  tags: texts,
  pending: texts,
})

const alarmNames: z.ZodType<readonly AlarmName[]> = z.array(z.object({ account: z.string(), region: z.string(), name: z.string() }).readonly()).readonly()

/** Databases as they were when the run began, kept one by one. */
export const rememberedStates = (memory: RunMemory): BeforeStates => ({
  read: (arn) => memory.read(`database:${arn}`, databaseState),
  async keep(states) {
    for (const state of states) {
      const kept = await memory.keep(`database:${state.arn}`, databaseState, state)
      if (!kept.ok) return kept
    }
    return ok(undefined)
  },
})

/** Alarms that a run muted, for who only looks. */
export const mutedAlarms = (memory: Pick<RunMemory, 'read'>, tenant: string): Promise<Result<readonly AlarmName[] | undefined, AppError>> => memory.read(`alarms:${tenant}`, alarmNames)

/** Alarms as they were when the run muted them. */
export const rememberedAlarms = (memory: RunMemory, current: (tenant: string) => Promise<Result<readonly AlarmName[], AppError>>): RunAlarms => ({
  current,
  kept: (tenant) => mutedAlarms(memory, tenant),
  keep: (tenant, alarms) => memory.keep(`alarms:${tenant}`, alarmNames, alarms),
})
