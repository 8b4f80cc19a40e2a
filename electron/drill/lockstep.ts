import type { RequestGate } from './request-gate'

/** Requests that the world holds back until its clock moves: delays and hangs. */
export interface World {
  held(): number
}

/** What is due "now" has happened after so many turns of the event loop without news: promises, sockets and parsing are behind us. */
const quietTurns = 3

/**
 * Lets everything in flight settle while time stands still: requests go out one after the other until none waits and every one that is
 * out is held back by the world. Only then may time move.
 */
export async function settle(gate: RequestGate, world: World, nextTurn: () => Promise<void>): Promise<void> {
  for (let quiet = 0; quiet < quietTurns; ) {
    await nextTurn()
    if (gate.out() !== world.held()) quiet = 0
    else if (gate.waiting() > 0) {
      gate.admit()
      quiet = 0
    } else quiet += 1
  }
}
