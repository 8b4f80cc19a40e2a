import type { Clock } from '#electron/ports/clock'

/** What the operating system tells of power and presence; Electron's powerMonitor is one. */
export interface PowerEvents {
  on(event: 'suspend' | 'resume' | 'lock-screen' | 'user-did-resign-active', listener: () => void): unknown
}

export interface PowerDeps {
  readonly power: PowerEvents
  /** Wall time: it goes on while the computer sleeps. */
  readonly clock: Clock
  readonly lock: { systemLocked(): void; woke(sleptMs: number): void }
  readonly sessions: { resumed(): void }
  readonly fleet: { resume(): void }
}

/**
 * Follows the computer to sleep and back.
 *
 * 1. Covered first: who opens the lid must not see what was there before they are known.
 * 2. Tokens are renewed before the fleet asks for keys with them.
 */
export function followPower({ power, clock, lock, sessions, fleet }: PowerDeps): void {
  let asleepSinceMs: number | undefined
  power.on('suspend', () => (asleepSinceMs = clock.nowMs()))
  power.on('resume', () => {
    lock.woke(asleepSinceMs === undefined ? 0 : clock.nowMs() - asleepSinceMs)
    asleepSinceMs = undefined
    sessions.resumed()
    fleet.resume()
  })
  power.on('lock-screen', () => lock.systemLocked())
  // macOS: another user of this computer took over.
  power.on('user-did-resign-active', () => lock.systemLocked())
}
