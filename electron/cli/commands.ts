import { auditCommands } from './audit/index'
import type { Command } from './command'
import { drillRun } from './drill-run'
import { fleetCheck } from './fleet-check'
import { fleetStatus } from './fleet-status'
import { maintenanceCommands } from './maintenance/index'
import { supportCommands } from './support/index'
import { trainingServe } from './training-serve'

/** Everything the command line can do, in the order of the help. To add one: write it in a file of its own and list it here. */
export const commands: readonly Command[] = [fleetStatus, fleetCheck, ...maintenanceCommands, ...supportCommands, ...auditCommands, trainingServe, drillRun]
