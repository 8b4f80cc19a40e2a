import type { DatabaseEffect } from './effects'
import type { Database, DatabaseSettings } from './fleet-model'

export const madeWith = (database: Database): DatabaseSettings => ({
  engineVersion: database.engineVersion,
  instanceClass: database.instanceClass,
  storageGib: database.storageGib,
  parameterGroup: `${database.engine}-${database.environment}`,
  optionGroup: `default:${database.engine}`,
  securityGroups: [`sg-${database.account}`],
  logExports: database.logExports,
  deletionProtection: true,
  copyTagsToSnapshot: true,
  ...database.madeWith,
})

/** As they are at a moment: made so, then changed. */
export function settingsAt(database: Database, effects: readonly DatabaseEffect[], nowMs: number): DatabaseSettings {
  let settings = madeWith(database)
  for (const { settings: change } of effects) if (change !== undefined && change.fromMs <= nowMs && nowMs < (change.untilMs ?? Infinity)) settings = { ...settings, ...change.values }
  return settings
}

/** The last moment up to now at which another parameter group was chosen, and that at which the database last began anew. */
export function parameterStatus(effects: readonly DatabaseEffect[], nowMs: number): 'in-sync' | 'pending-reboot' {
  const chosen = effects.flatMap(({ settings }) => (settings?.values.parameterGroup !== undefined && settings.fromMs <= nowMs && nowMs < (settings.untilMs ?? Infinity) ? [settings.fromMs] : []))
  if (chosen.length === 0) return 'in-sync'
  const began = effects.flatMap(({ outage }) => (outage !== undefined && outage.toMs <= nowMs ? [outage.toMs] : []))
  return Math.max(0, ...began) > Math.max(...chosen) ? 'in-sync' : 'pending-reboot'
}
