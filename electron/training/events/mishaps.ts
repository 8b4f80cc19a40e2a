import { ok, type Result } from '#shared/kernel/result'
import type { Effect, Mishap } from '../world/effects'
import type { EventProblem, Stage, When } from './event-kind'
import { databaseOf } from './targets'

/** Something that goes wrong with what is asked for while it lasts. Nothing is wrong as long as nobody asks. */
export function heldInStore(stage: Stage, whom: { readonly tenant: string; readonly environment?: string | undefined }, when: When, mishap: Mishap): Result<readonly Effect[], EventProblem> {
  const database = databaseOf(stage, whom)
  return database.ok ? ok([{ on: 'database', kind: `mishap.${mishap.kind}`, target: database.value, ...when, mishap, truth: [] }]) : database
}
