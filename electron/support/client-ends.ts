import { ok } from '#shared/kernel/result'
import { endsIn, type EndedGrant } from '#shared/support/document'
import type { SeenDocument } from '#shared/support/next-deed'
import type { AwsOperator } from '#electron/ports/aws-operator'
import type { OperatorCall, Outcome } from '#electron/ports/operator/outcome'

/**
 * What clients wrote into a document since this console last looked.
 *
 * Systems Manager cannot be told to write only over what was read. Whoever writes at the same moment is overwritten, but not lost: each version
 * stays, and each is read once. A version that is one more than the last that was known has no other in between.
 */
export interface ClientEnds {
  /** Ends in all versions that were not known yet. */
  of(aws: AwsOperator, call: OperatorCall, key: string, parameter: string, seen: SeenDocument): Promise<Outcome<readonly EndedGrant[]>>
  /** They were written down: these versions need not be read again. */
  keep(key: string, version: number): void
  /** We wrote `version` over `over`. */
  wrote(key: string, over: number, version: number): void
}

/** An end stays in every later version: it is one end, as the newest has it. */
const onceEach = (ends: readonly EndedGrant[]): readonly EndedGrant[] => ends.filter(({ id }, at) => ends.findIndex((each) => each.id === id) === at)

export function createClientEnds(): ClientEnds {
  const known = new Map<string, number>()
  return {
    of: async (aws, call, key, parameter, { text, version }) => {
      const here = text === undefined ? [] : endsIn(text)
      const last = known.get(key)
      // A parameter that was deleted and made anew counts from 1 again.
      const isNext = last !== undefined && (version === last || version === last + 1)
      if (version === 0 || isNext) return ok({ value: here, dateMs: 0 })
      const history = await aws.parameters.history(call, parameter)
      if (!history.ok) return history.error.why === 'gone' ? ok({ value: here, dateMs: 0 }) : history
      const unread = history.value.value.filter((each) => last === undefined || version < last || each.version > last)
      return ok({ value: onceEach([...here, ...unread.flatMap(({ value }) => endsIn(value))]), dateMs: history.value.dateMs })
    },
    keep: (key, version) => void known.set(key, version),
    wrote: (key, over, version) => {
      if (version === over + 1) known.set(key, version)
    },
  }
}
