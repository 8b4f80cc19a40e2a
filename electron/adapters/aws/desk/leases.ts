import type { DeskStore, Fence, Lease } from '#electron/ports/desk-store'
import { conflict, fenced, leaseIsHeld } from '#shared/desk/store-failures'
import { checkNames } from '#shared/desk/store-rules'
import type { AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { n, number, s, text, type DeskTable, type Found, type Item, type Put } from './desk-table'
import { leaseKey } from './keys'
import { hasDoubt, notKnown } from './outcome'

/** Whose time is compared is the store's own: two consoles with wrong clocks agree all the same. */
export function createLeases(table: DeskTable): Pick<DeskStore, 'lease' | 'acquire' | 'renew' | 'release'> {
  const read = async (name: string): Promise<Result<Found<Lease | undefined>, AppError>> => {
    const item = await table.get(leaseKey(name))
    return item.ok ? ok({ found: toLease(name, item.value.found), dateMs: item.value.dateMs }) : item
  }
  /** Undefined: the same holder has changed it in between, so that it is to be read again. */
  const set = async (lease: Lease, before: Lease | undefined): Promise<Result<Lease | undefined, AppError>> => {
    const written = await table.write([putOf(lease, before)])
    if (written.kind === 'failed') return err(written.error)
    if (!hasDoubt(written)) return ok(lease)
    const there = await read(lease.name)
    if (!there.ok) return err(written.kind === 'unknown' ? notKnown(written.error, lease.name) : there.error)
    const { found } = there.value
    if (found?.fence === lease.fence && found.holder === lease.holder && found.untilMs === lease.untilMs) return ok(found)
    if (found?.fence === before?.fence) return written.kind === 'unknown' ? err(notKnown(written.error, lease.name)) : ok(undefined)
    return lease.fence === before?.fence ? err(fenced(lease.name)) : err(leaseIsHeld(lease.name, found?.holder ?? ''))
  }
  const change = async (name: string, next: (there: Lease | undefined, nowMs: number) => Result<Lease, AppError>): Promise<Result<Lease, AppError>> => {
    for (let left = mostTries; left > 0; left -= 1) {
      const there = await read(name)
      if (!there.ok) return there
      const wanted = next(there.value.found, there.value.dateMs)
      const changed = wanted.ok ? await set(wanted.value, there.value.found) : wanted
      if (!changed.ok) return changed
      if (changed.value !== undefined) return ok(changed.value)
    }
    return err(conflict(name))
  }
  const held = ({ name, fence }: Fence, next: (there: Lease, nowMs: number) => Lease): Promise<Result<Lease, AppError>> =>
    change(name, (there, nowMs) => (there?.fence === fence ? ok(next(there, nowMs)) : err(fenced(name))))
  return {
    lease: async ({ name }) => {
      const there = await read(name)
      return there.ok ? ok({ value: there.value.found, asOfMs: there.value.dateMs, isCopy: false }) : there
    },
    acquire: async ({ name, holder, forMs }) => {
      const named = checkNames({ names: [name, holder] })
      if (!named.ok) return named
      return change(name, (there, nowMs) =>
        there !== undefined && there.holder !== holder && there.untilMs > nowMs ? err(leaseIsHeld(name, there.holder)) : ok({ name, holder, fence: (there?.fence ?? 0) + 1, untilMs: nowMs + forMs }),
      )
    },
    renew: ({ holder, forMs, ...fence }) => held(fence, (there, nowMs) => ({ ...there, holder, untilMs: nowMs + forMs })),
    // The item stays, so that the next fence is a larger one.
    release: async (fence) => {
      const released = await held(fence, (there) => ({ ...there, untilMs: 0 }))
      return released.ok ? ok(null) : released
    },
  }
}

/** A console renews and gives back in turn; more often than this nobody comes in between. */
const mostTries = 4

const toLease = (name: string, item: Item | undefined): Lease | undefined =>
  item === undefined ? undefined : { name, holder: text(item, 'holder'), fence: number(item, 'fence'), untilMs: number(item, 'untilMs') }

/** Over what was read and nothing else: a holder who renewed in between keeps it. */
const putOf = ({ name, holder, fence, untilMs }: Lease, before: Lease | undefined): Put => ({
  key: leaseKey(name),
  fields: { holder: s(holder), fence: n(fence), untilMs: n(untilMs) },
  where: before === undefined ? 'nothing' : { fence: n(before.fence), untilMs: n(before.untilMs) },
})
