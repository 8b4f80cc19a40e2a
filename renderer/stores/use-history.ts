import { useEffect, useRef, useState } from 'react'
import type { Commands } from '#shared/ipc/contract'
import type { AppError } from '#shared/kernel/app-error'
import { createFollower, type Follower } from './follow'
import { useServices, useSlice } from './services'

/** What was asked of the history: the last answer stays on the screen while a newer one is on its way, or is refused. */
export type Asked<T, I = unknown> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly error: AppError }
  /** `input`: what `value` answers; another question may be on its way. */
  | { readonly kind: 'ready'; readonly value: T; readonly input: I; readonly outdated?: AppError }

type HistoryCommand = 'history.state' | 'history.fleetAt' | 'history.changes' | 'incidents.list' | 'handover.sheet'

/**
 * Asks when the question changes, and, when `live`, each time something new was kept. A question of another fleet's begins anew.
 *
 * `subject`: what the question is about, where its input also moves with the time: moved alone it is asked again at leisure. Left out: the
 * whole input.
 */
export function useHistory<N extends HistoryCommand>(command: N, input: Commands[N]['input'] | undefined, live: boolean, subject?: string): Asked<Commands[N]['output'], Commands[N]['input']> {
  const { client, clock } = useServices()
  const epoch = useSlice('fleet', (state) => (state.kind === 'ready' ? state.epoch : ''))
  const [known, setKnown] = useState<{ readonly epoch: string; readonly state: Asked<Commands[N]['output'], Commands[N]['input']> }>({ epoch, state: { kind: 'loading' } })
  const question = JSON.stringify(input)
  const latest = useRef(question)
  const follower = useRef<Follower>(undefined)
  const isAsked = question !== undefined
  const about = subject ?? question
  useEffect(() => {
    if (!isAsked) return undefined
    let stale = false
    const ask = async (): Promise<void> => {
      const asked = JSON.parse(latest.current ?? 'null') as Commands[N]['input'] // what was written below
      const answer = await client.invoke(command, asked)
      if (stale) return
      setKnown((before) => {
        if (answer.ok) return { epoch, state: { kind: 'ready', value: answer.value, input: asked } }
        const last = before.epoch === epoch && before.state.kind === 'ready' ? before.state : undefined
        return { epoch, state: last === undefined ? { kind: 'failed', error: answer.error } : { ...last, outdated: answer.error } }
      })
    }
    const following = createFollower(clock, ask)
    follower.current = following
    return () => {
      stale = true
      following.stop()
    }
  }, [client, clock, command, about, isAsked, epoch])
  useEffect(() => {
    if (latest.current !== question) follower.current?.again()
    latest.current = question
  }, [question])
  useEffect(() => (live ? client.subscribe('history.kept', () => follower.current?.again()) : undefined), [client, live])
  return known.epoch === epoch ? known.state : { kind: 'loading' }
}
