import type { Clock } from '#electron/ports/clock'

/** AWS's time by the Date header of its last reply: expiry is judged by it, never by the computer's clock alone. */
export interface AwsTime {
  nowMs(): number
  /** AWS minus this computer; undefined before the first reply. The header has whole seconds. */
  offsetMs(): number | undefined
  note(dateMs: number | undefined): void
}

export function createAwsTime(clock: Clock): AwsTime {
  let offsetMs: number | undefined
  return {
    nowMs: () => clock.nowMs() + (offsetMs ?? 0),
    offsetMs: () => offsetMs,
    note: (dateMs) => {
      if (dateMs !== undefined) offsetMs = dateMs - clock.nowMs()
    },
  }
}
