import { useEffect, useState } from 'react'
import type { AppError } from '#shared/kernel/app-error'
import type { PlanDraft } from '#shared/maintenance/draft'
import type { PlanPreview } from '#shared/maintenance/window-view'
import { useServices } from '../../../stores/services'

export interface Previewed {
  /** The last answer; of an earlier draft while `isAsking`. */
  readonly preview: PlanPreview | undefined
  readonly error: AppError | undefined
  readonly isAsking: boolean
}

const quietMs = 350

/** What a draft comes to, asked once it rests; nothing is asked while there is no draft. */
export function usePreview(draft: PlanDraft | undefined): Previewed {
  const { client, clock } = useServices()
  const [answer, setAnswer] = useState<{ readonly of: string; readonly preview?: PlanPreview; readonly error?: AppError }>()
  const question = draft === undefined ? undefined : JSON.stringify(draft)
  useEffect(() => {
    if (question === undefined) return undefined
    let stale = false
    const ask = async (): Promise<void> => {
      const answered = await client.invoke('maintenance.preview', { draft: JSON.parse(question) as PlanDraft }) // what was written above
      if (stale) return
      setAnswer((before) => (answered.ok ? { of: question, preview: answered.value } : { of: question, error: answered.error, ...(before?.preview === undefined ? {} : { preview: before.preview }) }))
    }
    const cancel = clock.after(quietMs, () => void ask())
    return () => {
      stale = true
      cancel()
    }
  }, [client, clock, question])
  if (question === undefined) return { preview: undefined, error: undefined, isAsking: false }
  const isAsking = answer?.of !== question
  return { preview: answer?.preview, error: isAsking ? undefined : answer.error, isAsking }
}
