import { useState } from 'react'
import type { AppError } from '#shared/kernel/app-error'
import type { LogHits } from '#shared/services/log-hits'
import { useServices } from '../../../stores/services'

export type LogHitsState = { readonly kind: 'unasked' } | { readonly kind: 'asking' } | { readonly kind: 'failed'; readonly error: AppError } | { readonly kind: 'ready'; readonly hits: LogHits }

/** Asked when an operator wants to know: each metric costs money. */
export function useLogHits(tenant: string): { readonly state: LogHitsState; readonly ask: () => void } {
  const { client } = useServices()
  const [state, setState] = useState<LogHitsState>({ kind: 'unasked' })
  const ask = async (): Promise<void> => {
    setState({ kind: 'asking' })
    const answer = await client.invoke('services.logHits', { tenant })
    setState(answer.ok ? { kind: 'ready', hits: answer.value } : { kind: 'failed', error: answer.error })
  }
  return { state, ask: () => void ask() }
}
