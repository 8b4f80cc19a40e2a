import { useState } from 'react'
import type { Commands } from '#shared/ipc/contract'
import type { AppError } from '#shared/kernel/app-error'
import { useServices } from './services'

export interface ActWords<View> {
  readonly busy: string
  readonly done: string | ((view: View) => string)
}

export interface Acting<Name extends keyof Commands, View> {
  /** What is being done, in words; undefined: nothing. */
  readonly busy: string | undefined
  readonly error: AppError | undefined
  /** Does it, takes what is shown as it is then, and says that it was done. That view, or undefined when it was refused. */
  readonly act: <N extends Name>(name: N, input: Commands[N]['input'], words: ActWords<View>) => Promise<View | undefined>
  readonly fail: (error: AppError | undefined) => void
}

/** Commands that answer with one thing as it is afterwards, one at a time. `take`: shows it everywhere. */
export function useActing<Name extends keyof Commands, View extends Commands[Name]['output']>(take: (view: View) => void): Acting<Name, View> {
  const { client, ui } = useServices()
  const [busy, setBusy] = useState<string>()
  const [error, setError] = useState<AppError>()
  return {
    busy,
    error,
    fail: setError,
    act: async (name, input, words) => {
      setBusy(words.busy)
      setError(undefined)
      const answer = await client.invoke(name, input)
      setBusy(undefined)
      if (!answer.ok) {
        setError(answer.error)
        return undefined
      }
      const view = answer.value as View // Name has only commands that answer with it
      take(view)
      ui.setState({ announcement: typeof words.done === 'string' ? words.done : words.done(view) })
      return view
    },
  }
}
