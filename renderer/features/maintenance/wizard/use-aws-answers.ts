import { useEffect, useState } from 'react'
import type { AppError } from '#shared/kernel/app-error'
import type { PlanDraft } from '#shared/maintenance/draft'
import type { Plan } from '#shared/maintenance/plan'
import { partsToAsk, type AwsPart } from '#shared/maintenance/planned-calls'
import type { AwsAnswer } from '#shared/maintenance/window-view'
import { useServices } from '../../../stores/services'

/** Where one question stands. */
export type Asking =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'answered'; readonly answer: AwsAnswer }
  /** Offline, refused, no answer: nothing is known of it. */
  | { readonly kind: 'failed'; readonly error: AppError }

export interface AwsAnswers {
  readonly parts: readonly { readonly part: AwsPart; readonly asking: Asking }[]
  readonly isOver: boolean
  readonly askAgain: () => void
}

const waiting: Asking = { kind: 'waiting' }

/** What the start will ask, asked now, one question after the other. An answer that comes for an earlier draft is nobody's. */
export function useAwsAnswers(draft: PlanDraft, plan: Plan): AwsAnswers {
  const { client } = useServices()
  const [round, setRound] = useState(0)
  const [asked, setAsked] = useState<{ readonly of: string; readonly by: ReadonlyMap<AwsPart, Asking> }>({ of: '', by: new Map() })
  const question = `${round} ${JSON.stringify(draft)}`
  const parts = partsToAsk(plan)
  const list = parts.join(' ')
  useEffect(() => {
    let stale = false
    const ask = async (): Promise<void> => {
      const by = new Map<AwsPart, Asking>()
      const set = (part: AwsPart, asking: Asking): void => {
        by.set(part, asking)
        setAsked({ of: question, by: new Map(by) })
      }
      for (const part of list.split(' ').filter((each): each is AwsPart => each !== '')) {
        set(part, { kind: 'asking' })
        const answered = await client.invoke('maintenance.askAws', { draft: JSON.parse(question.slice(question.indexOf(' ') + 1)) as PlanDraft, part }) // written above
        if (stale) return
        set(part, answered.ok ? { kind: 'answered', answer: answered.value } : { kind: 'failed', error: answered.error })
      }
    }
    void ask()
    return () => {
      stale = true
    }
  }, [client, question, list])
  const rows = parts.map((part) => ({ part, asking: (asked.of === question ? asked.by.get(part) : undefined) ?? waiting }))
  return { parts: rows, isOver: rows.every(({ asking: { kind } }) => kind === 'answered' || kind === 'failed'), askAgain: () => setRound((before) => before + 1) }
}
