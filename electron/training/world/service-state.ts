import { settingsAt } from './database-settings'
import type { ServiceChange, ServiceEffect } from './effects'
import type { Database } from './fleet-model'
import type { World } from './world'

/** Whether an event has changed a service, or the logs of a database, in this way now. */
export const isChanged = (world: World, { key }: { readonly key: string }, change: ServiceChange): boolean =>
  world.effects.service(key).some((effect: ServiceEffect) => effect.change === change && effect.fromMs <= world.nowMs && world.nowMs < effect.toMs)

/** The logs that a database hands to CloudWatch Logs now. */
export const logExportsAt = (world: World, database: Database): readonly string[] =>
  isChanged(world, database, 'exports-off') ? opened(world, database).filter((log) => log !== 'audit' && log !== 'postgresql') : opened(world, database)

const opened = (world: World, database: Database): readonly string[] => settingsAt(database, world.effects.database(database), world.nowMs).logExports
