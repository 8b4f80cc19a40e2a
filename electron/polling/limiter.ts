import type { Clock, Timers } from '#electron/ports/clock'
import type { Activity } from './activity'
import { createPriorityQueue, type Priority } from './priority'
import type { BucketSpec } from './quotas'
import { fullBucket, slowDown, speedUp, take, type Bucket } from './token-bucket'

/** Turns for requests: one bucket a place and quota. A place that is throttled slows down alone. */
export interface Limiter {
  /** Resolves when the request may go; at once when the signal aborts. */
  turn(place: string, spec: BucketSpec, priority: Priority, signal: AbortSignal): Promise<void>
  throttled(place: string, spec: BucketSpec): void
  succeeded(place: string, spec: BucketSpec): void
}

interface Line {
  bucket: Bucket
  readonly waiting: ReturnType<typeof createPriorityQueue<() => void>>
  armed: boolean
}

export function createLimiter({ clock, timers, activity }: { readonly clock: Clock; readonly timers: Timers; readonly activity: Activity }): Limiter {
  const lines = new Map<string, Line>()
  const lineOf = (place: string, spec: BucketSpec): Line => {
    const key = `${place}/${spec.name}`
    const line = lines.get(key) ?? { bucket: fullBucket(spec.quota, clock.nowMs()), waiting: createPriorityQueue<() => void>(), armed: false }
    lines.set(key, line)
    return line
  }

  const serve = (line: Line): void => {
    while (!line.armed && line.waiting.size() > 0) {
      const { bucket, waitMs } = take(line.bucket, clock.nowMs())
      line.bucket = bucket
      if (waitMs === 0) {
        line.waiting.shift()?.()
      } else {
        line.armed = true
        timers.after(waitMs, 'a turn at the limiter', () => {
          line.armed = false
          serve(line)
        })
      }
    }
  }

  return {
    turn: async (place, spec, priority, signal) => {
      if (signal.aborted) return
      const line = lineOf(place, spec)
      await activity.pause<void>((resume) => {
        const go = (): void => {
          signal.removeEventListener('abort', giveUp)
          resume()
        }
        const giveUp = (): void => {
          line.waiting.remove(go)
          resume()
        }
        signal.addEventListener('abort', giveUp, { once: true })
        line.waiting.push(priority, go)
        serve(line)
      })
    },
    throttled: (place, spec) => {
      const line = lineOf(place, spec)
      line.bucket = slowDown(line.bucket, clock.nowMs())
    },
    succeeded: (place, spec) => {
      const line = lineOf(place, spec)
      line.bucket = speedUp(line.bucket, clock.nowMs())
    },
  }
}
