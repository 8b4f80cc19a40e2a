import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import { minuteMs } from '#shared/kernel/time'
import { isLive, type GrantFacts, type IsSelfService } from '#shared/support/grant-state'
import type { Clock } from '#electron/ports/clock'
import type { OwnAddress } from '#electron/ports/own-address'
import type { GrantBook } from './grant-book'

export interface AddressWatch {
  /** Asks for this computer's address while its operator has SSH open somewhere, and writes down when it is another. */
  look(grants: readonly GrantFacts[]): Promise<void>
}

const everyMs = 5 * minuteMs

export const cidrOf = (address: string): string => `${address}/${address.includes(':') ? 128 : 32}`

export function createAddressWatch({ ownAddress, book, me, isSelfService, clock, signal }: { readonly ownAddress: OwnAddress; readonly book: Pick<GrantBook, 'note'>; readonly me: () => Promise<Result<string, AppError>>; readonly isSelfService: IsSelfService; readonly clock: Clock; readonly signal: AbortSignal }): AddressWatch {
  let askedAtMs = Number.NEGATIVE_INFINITY
  return {
    look: async (grants) => {
      const nowMs = clock.nowMs()
      const person = await me()
      const mine = grants.filter((facts) => facts.asked.cidr !== undefined && isLive(facts, nowMs, isSelfService) && person.ok && facts.asked.by.toLowerCase() === person.value.toLowerCase())
      if (mine.length === 0 || nowMs - askedAtMs < everyMs) return
      askedAtMs = nowMs
      const address = await ownAddress(signal)
      if (!address.ok) return
      const cidr = cidrOf(address.value)
      for (const { asked, events } of mine) {
        const known = events.findLast((event) => event.kind === 'addressChanged')
        const last = known?.kind === 'addressChanged' ? known.cidr : asked.cidr
        // Who stands elsewhere reads it; what could not be written is written by the next look.
        if (last !== cidr) await book.note(asked.id, { kind: 'addressChanged', atMs: nowMs, cidr })
      }
    },
  }
}
