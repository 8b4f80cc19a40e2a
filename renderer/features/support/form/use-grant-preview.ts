import { useEffect, useState } from 'react'
import type { AppError } from '#shared/kernel/app-error'
import type { GrantWish } from '#shared/support/grant'
import type { GrantPreview } from '#shared/support/support-view'
import { useServices } from '../../../stores/services'

export interface PreviewedGrant {
  /** The last answer; of an earlier wish while `isAsking`. */
  readonly preview: GrantPreview | undefined
  readonly error: AppError | undefined
  readonly isAsking: boolean
}

const quietMs = 350

/** What a wish comes to, asked once it rests; nothing is asked while there is no wish. */
export function useGrantPreview(wish: GrantWish | undefined): PreviewedGrant {
  const { client, clock } = useServices()
  const [answer, setAnswer] = useState<{ readonly of: string; readonly preview?: GrantPreview; readonly error?: AppError }>()
  const question = wish === undefined ? undefined : JSON.stringify(wish)
  useEffect(() => {
    if (question === undefined) return undefined
    let isStale = false
    const ask = async (): Promise<void> => {
      const answered = await client.invoke('support.preview', { wish: JSON.parse(question) as GrantWish }) // what was written above
      if (isStale) return
      setAnswer((before) => (answered.ok ? { of: question, preview: answered.value } : { of: question, error: answered.error, ...(before?.preview === undefined ? {} : { preview: before.preview }) }))
    }
    const cancel = clock.after(quietMs, () => void ask())
    return () => {
      isStale = true
      cancel()
    }
  }, [client, clock, question])
  if (question === undefined) return { preview: undefined, error: undefined, isAsking: false }
  const isAsking = answer?.of !== question
  return { preview: answer?.preview, error: isAsking ? undefined : answer.error, isAsking }
}
