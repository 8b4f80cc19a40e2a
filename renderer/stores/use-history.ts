import { useEffect, useState } from 'react'
import type { Commands } from '#shared/ipc/contract'
import type { AppError } from '#shared/kernel/app-error'
import { useServices, useSlice } from './services'

/** What was asked of the history: the last answer stays on the screen while a newer one is on its way, or is refused. */
export type Asked<T> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly error: AppError }
  | { readonly kind: 'ready'; readonly value: T; readonly outdated?: AppError }

type HistoryCommand = 'history.state' | 'history.fleetAt' | 'history.changes' | 'incidents.list' | 'handover.sheet'

/** Dragging the slider passes many minutes: only those it rests on are asked for. */
const settleMs = 60

/**
 * Asks when the question changes, and, when `live`, each time something new was kept. A question of another fleet's begins anew.
 */
export function useHistory<N extends HistoryCommand>(command: N, input: Commands[N]['input'] | undefined, live: boolean): Asked<Commands[N]['output']> {
  const { client, clock } = useServices()
  const epoch = useSlice('fleet', (state) => (state.kind === 'ready' ? state.epoch : ''))
  const [kept, setKept] = useState(0)
  const [known, setKnown] = useState<{ readonly epoch: string; readonly state: Asked<Commands[N]['output']> }>({ epoch, state: { kind: 'loading' } })
  useEffect(() => (live ? client.subscribe('history.kept', () => setKept((count) => count + 1)) : undefined), [client, live])
  const question = JSON.stringify(input)
  useEffect(() => {
    if (question === undefined) return
    let stale = false
    const ask = async (): Promise<void> => {
      const answer = await client.invoke(command, JSON.parse(question) as Commands[N]['input']) // what was written a line above
      if (stale) return
      setKnown((before) => {
        if (answer.ok) return { epoch, state: { kind: 'ready', value: answer.value } }
        const last = before.epoch === epoch && before.state.kind === 'ready' ? before.state : undefined
        return { epoch, state: last === undefined ? { kind: 'failed', error: answer.error } : { ...last, outdated: answer.error } }
      })
    }
    const cancel = clock.after(settleMs, () => void ask())
    return () => {
      stale = true
      cancel()
    }
  }, [client, clock, command, question, kept, epoch])
  return known.epoch === epoch ? known.state : { kind: 'loading' }
}
