import { useEffect, useState } from 'react'
import type { AppError } from '#shared/kernel/app-error'
import type { MetricRange } from '#shared/metrics/ranges'
import type { TenantMetrics } from '#shared/metrics/tenant-metrics'
import { useServices } from '../../../stores/services'

/** What was asked last stays on screen while the next answer is on its way, or is refused. */
export type MetricsState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly error: AppError }
  | { readonly kind: 'ready'; readonly metrics: TenantMetrics; readonly outdated?: AppError }

/** Passing by is not looking: charts are asked for when somebody stays. */
const settleMs = 150
/** However fast a training fleet's time runs. */
const leastPauseMs = 2_000
const retryMs = 15_000
/** CloudWatch has the last period some seconds after it ended. */
const lateMs = 5_000

interface Question {
  readonly tenant: string
  readonly range: MetricRange
  /** Undefined: all. */
  readonly environment: string | undefined
  readonly visible: boolean
}

/** Asks while the charts are visible, again each time a period has ended, and says when nobody looks any more. */
export function useMetrics({ tenant, range, environment, visible }: Question): MetricsState {
  const { client, clock, session, time } = useServices()
  const key = `${tenant} ${range} ${environment ?? ''}`
  const [known, setKnown] = useState<{ readonly key: string; readonly state: MetricsState }>({ key, state: { kind: 'loading' } })
  useEffect(() => {
    if (!visible) return undefined
    let stale = false
    let cancel = (): void => undefined
    const load = async (): Promise<void> => {
      const answer = await client.invoke('metrics.load', { tenant, range, ...(environment === undefined ? {} : { environments: [environment] }) })
      if (stale) return
      setKnown((before) => {
        if (answer.ok) return { key, state: { kind: 'ready', metrics: answer.value } }
        const kept = before.key === key && before.state.kind === 'ready' ? before.state : undefined
        return { key, state: kept === undefined ? { kind: 'failed', error: answer.error } : { ...kept, outdated: answer.error } }
      })
      const speed = session.getState().status?.speed ?? 1
      const dueMs = answer.ok ? (answer.value.untilMs + answer.value.periodMs + lateMs - time.getState().nowMs) / speed : retryMs
      cancel = clock.after(Math.max(leastPauseMs, Number.isFinite(dueMs) ? dueMs : retryMs), () => void load())
    }
    cancel = clock.after(settleMs, () => void load())
    return () => {
      stale = true
      cancel()
      void client.invoke('metrics.leave', null)
    }
  }, [client, clock, session, time, key, tenant, range, environment, visible])
  return known.key === key ? known.state : { kind: 'loading' }
}
