import type { Health } from '#shared/health/finding'
import { secondMs } from '#shared/kernel/time'
import type { FleetConfig } from '#shared/fleet/fleet-config'
import { isSignedIn, settledOf } from '#shared/session/session-state'
import { silentLogger } from '#electron/adapters/system/logger'
import type { VirtualTime } from '#electron/adapters/system/virtual-time'
import { createWatch, type Watch } from '#electron/polling/watch'
import type { ShownOutcome } from '#electron/polling/watch-status'
import type { AwsReaders } from '#electron/ports/aws-reader'
import type { CredentialSource } from '#electron/ports/credentials'
import type { SignIn } from '#electron/signin/index'
import { seededIds } from '../seeded-ids'

/** The product's whole watch over a signed-in program, and everything that its window would have shown. */
export interface Screen {
  readonly watch: Watch
  /** Accounts by what the status bar says of them now. */
  accounts(): ReadonlyMap<ShownOutcome, number>
  /** Tenants by health now. */
  tenants(): ReadonlyMap<Health, number>
  /** Looks now, too; otherwise it is looked at with every status that the watch sends and every change of the session. */
  look(): void
  /** Every outcome that any account was ever shown with, and every state of the session. */
  readonly shown: { readonly outcomes: ReadonlySet<ShownOutcome>; readonly states: ReadonlySet<string> }
  /** Forgets what was shown until now. */
  forget(): void
  stop(): Promise<void>
}

export interface ScreenParts {
  readonly config: FleetConfig
  readonly readers: AwsReaders
  readonly credentials: CredentialSource
  readonly signIn: SignIn
  readonly time: VirtualTime
}

export function openScreen({ config, readers, credentials, signIn, time: { clock, timers } }: ScreenParts): Screen {
  const outcomes = new Set<ShownOutcome>()
  const states = new Set<string>()
  const look = (): void => {
    for (const { outcome } of watch.status().accounts) outcomes.add(outcome)
    for (const { state } of signIn.sessions()) states.add(settledOf(state).kind)
  }
  const watch = createWatch({
    config,
    source: { kind: 'training', scenario: 'sign-in-drill' },
    readers,
    keys: (account) => credentials.forAccount(account),
    clock,
    timers,
    ids: seededIds(7),
    logger: silentLogger,
    publish: { patch: () => undefined, status: () => look() },
  })
  // As the app does: who signed in begins with everything asked anew.
  let wasSignedIn = signIn.sessions().some(({ state }) => isSignedIn(state))
  const leave = signIn.subscribe((views) => {
    look()
    const isNow = views.some(({ state }) => isSignedIn(state))
    if (isNow && !wasSignedIn) watch.refresh({})
    wasSignedIn = isNow
  })
  watch.start()
  return {
    watch,
    accounts: () => countOf(watch.status().accounts.map(({ outcome }) => outcome)),
    tenants: () => countOf(watch.tenants().map(({ row }) => row.health)),
    look,
    shown: { outcomes, states },
    forget: () => {
      outcomes.clear()
      states.clear()
    },
    stop: async () => {
      leave()
      await watch.stop()
    },
  }
}

function countOf<T>(values: readonly T[]): ReadonlyMap<T, number> {
  const counts = new Map<T, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

/** How often a drill that waits for something looks at the screen. */
export const lookEveryMs = secondMs / 4
