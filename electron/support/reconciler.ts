import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { wantedDoors } from '#shared/support/doors'
import type { Drift } from '#shared/support/drift'
import type { GrantFacts } from '#shared/support/grant-state'
import type { SupportPlace } from '#shared/support/places'
import type { Clock, Ids } from '#electron/ports/clock'
import type { DeskStore } from '#electron/ports/desk-store'
import { readCompared, writeCompared } from './compared-record'
import { scanDrifts, type DriftScan } from './drift-scan'
import { repairDrift } from './repair-drift'
import { takeSupportLease, type SupportLease } from './support-lease'
import { tendDoor, type TendingOptions } from './tend-door'

export interface ReconcilerOptions extends Omit<TendingOptions, 'proofs'> {
  readonly store: DeskStore
  readonly ids: Ids
  readonly clock: Clock
  /** This console while it runs. */
  readonly holder: () => Promise<string>
}

export interface RoundWish {
  /** Also doors whose next try is not due yet. */
  readonly isForced: boolean
}

/** Makes AWS what the grants say. One round at a time, and one console of the desk at a time. */
export interface Reconciler {
  /** Doors of grants that are live, or not proven closed. `conflict`: another console is at it. */
  round(wish: RoundWish): Promise<Result<null, AppError>>
  /** Everything of the fleet file's doors, whoever asks for it: what is not as granted is kept for every console. Rounds go on meanwhile. */
  sweep(): Promise<Result<null, AppError>>
  /** `notFound`: it is not as it was found any more. */
  repair(drift: string, by: string): Promise<Result<null, AppError>>
}

export function createReconciler(options: ReconcilerOptions): Reconciler {
  const { store, ids, clock, book, places, isSelfService, troubles, signal } = options
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(run: () => Promise<T>): Promise<T> => {
    const mine = turn.then(run)
    turn = mine.catch(() => undefined)
    return mine
  }

  const grantsNow = async (): Promise<Result<readonly GrantFacts[], AppError>> => {
    const reading = await book.all()
    if (!reading.ok) return reading
    return reading.value.isCopy ? err(appError('offline', 'The desk’s store cannot be reached. Nothing is done in AWS on the word of a copy.')) : ok(reading.value.grants)
  }

  const underLease = async <T>(act: (lease: SupportLease) => Promise<Result<T, AppError>>): Promise<Result<T, AppError>> => {
    const lease = await takeSupportLease({ store, clock, holder: await options.holder() })
    if (!lease.ok) return lease
    const result = await act(lease.value)
    await lease.value.release()
    return result
  }

  const tendAll = async (lease: SupportLease, isForced: boolean): Promise<Result<null, AppError>> => {
    const grants = await grantsNow()
    if (!grants.ok) return grants
    const proofs: TendingOptions['proofs'] = new Map()
    const keys = new Set(wantedDoors(grants.value, clock.nowMs(), places, isSelfService).keys())
    troubles.only(keys)
    for (const key of keys) {
      if (signal.aborted) break
      if (!isForced && troubles.isWaiting(key, clock.nowMs())) continue
      const tended = await tendDoor({ ...options, proofs }, key, lease)
      if (!tended.ok) return tended
    }
    return ok(null)
  }

  /** Reads for as long as it takes, beside whatever else is done; what it finds is looked at once more while nobody else acts. */
  const sweep = async (): Promise<Result<null, AppError>> => {
    const grants = await grantsNow()
    if (!grants.ok) return grants
    const found = await scanDrifts(options, grants.value, clock.nowMs(), async () => ok(null))
    if (!found.ok) return found
    return inTurn(() => underLease((lease) => lookAgain(lease, found.value, [])))
  }

  /** Of what was found, and of what else was known: only what is still so is kept. */
  const lookAgain = async (lease: SupportLease, found: DriftScan, known: readonly Drift[]): Promise<Result<null, AppError>> => {
    const near = placesOf([...found.drifts, ...known], places)
    const grants = await grantsNow()
    if (!grants.ok) return grants
    const again = near.length === 0 ? ok({ drifts: [], blindSpots: [] }) : await scanDrifts({ ...options, places: near, allPlaces: places }, grants.value, clock.nowMs(), () => lease.keep())
    if (!again.ok) return again
    const written = await writeCompared(store, ids, lease.fence, { drifts: again.value.drifts, blindSpots: [...new Set([...found.blindSpots, ...again.value.blindSpots])], nowMs: clock.nowMs() })
    return written.ok ? ok(null) : written
  }

  return {
    round: ({ isForced }) => inTurn(() => underLease((lease) => tendAll(lease, isForced))),
    sweep,
    repair: (drift, by) =>
      inTurn(() =>
        underLease(async (lease) => {
          const known = await readCompared(store)
          if (!known.ok) return known
          const asked = known.value?.drifts.find(({ id }) => id === drift)
          const grants = await grantsNow()
          if (!grants.ok) return grants
          // It is looked for again: what was found ten minutes ago may be somebody's work by now.
          const again = asked === undefined ? undefined : await scanDrifts({ ...options, places: placesOf([asked], places), allPlaces: places }, grants.value, clock.nowMs(), () => lease.keep())
          if (again?.ok === false) return again
          const found = again?.value.drifts.find(({ id }) => id === drift)
          if (found === undefined) return err(appError('notFound', 'It is not as it was found any more: nothing was done. Look again.'))
          const repaired = await repairDrift({ ...options, proofs: new Map() }, found, by, lease)
          if (!repaired.ok) return repaired
          const tended = await tendAll(lease, true)
          return tended.ok ? lookAgain(lease, { drifts: [found], blindSpots: known.value?.blindSpots ?? [] }, known.value?.drifts ?? []) : tended
        }),
      ),
  }
}

/** Where drifts were found; of a schedule that nobody knows any place beside it. */
const placesOf = (drifts: readonly Drift[], places: readonly SupportPlace[]): readonly SupportPlace[] => [
  ...new Set(
    drifts.flatMap(({ tenant, environment, account, region }) =>
      environment === undefined ? places.filter((place) => place.account === account && place.region === region).slice(0, 1) : places.filter((place) => place.tenant === tenant && place.environment === environment),
    ),
  ),
]
