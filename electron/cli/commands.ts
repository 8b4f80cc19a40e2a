import type { Command } from './command'
import { fleetCheck } from './fleet-check'

/** Everything the command line can do, in the order of the help. To add one: write it in a file of its own and list it here. */
export const commands: readonly Command[] = [fleetCheck]
