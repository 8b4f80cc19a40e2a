import { useEffect, useState } from 'react'
import type { AlarmHistory } from '#shared/alarms/alarm-history'
import type { AppError } from '#shared/kernel/app-error'
import { useServices } from '../../stores/services'

export type HistoryState = { readonly kind: 'loading' } | { readonly kind: 'failed'; readonly error: AppError } | { readonly kind: 'ready'; readonly history: AlarmHistory }

/** The history of the alarm that is looked at; asked for once it stays so for a moment, and again when it fires anew. */
export function useAlarmHistory(alarm: string, stateUpdatedAtMs: number | undefined): { readonly state: HistoryState; readonly again: () => void } {
  const { client, clock } = useServices()
  const [state, setState] = useState<HistoryState>({ kind: 'loading' })
  const [round, setRound] = useState(0)
  useEffect(() => {
    let gone = false
    const ask = async (): Promise<void> => {
      const answer = await client.invoke('alarms.history', { alarm })
      if (!gone) setState(answer.ok ? { kind: 'ready', history: answer.value } : { kind: 'failed', error: answer.error })
    }
    const cancel = clock.after(settleMs, () => void ask())
    return () => {
      gone = true
      cancel()
    }
  }, [client, clock, alarm, stateUpdatedAtMs, round])
  return { state, again: () => setRound(round + 1) }
}

/** Whoever walks down the list with the arrow keys looks at no alarm for so long: each is a request to AWS. */
const settleMs = 400
