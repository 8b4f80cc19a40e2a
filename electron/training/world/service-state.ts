import type { ServiceChange, ServiceEffect } from './effects'
import type { Database } from './fleet-model'
import type { World } from './world'

/** Whether an event has changed a service, or the logs of a database, in this way now. */
export const isChanged = (world: World, { key }: { readonly key: string }, change: ServiceChange): boolean =>
  world.effects.service(key).some((effect: ServiceEffect) => effect.change === change && effect.fromMs <= world.nowMs && world.nowMs < effect.toMs)

/** The logs that a database hands to CloudWatch Logs now. */
export const logExportsAt = (world: World, database: Database): readonly string[] =>
  isChanged(world, database, 'exports-off') ? database.logExports.filter((log) => log !== 'audit' && log !== 'postgresql') : database.logExports
