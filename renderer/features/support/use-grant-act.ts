import { useState } from 'react'
import type { SupportCommands } from '#shared/ipc/support-contract'
import type { AppError } from '#shared/kernel/app-error'
import type { GrantView } from '#shared/support/support-view'
import { useServices } from '../../stores/services'
import { takeGrant } from '../../stores/support-store'

/** Commands that answer with the grant as it is afterwards. */
type GrantCommand = { [N in keyof SupportCommands]: SupportCommands[N]['output'] extends GrantView ? N : never }[keyof SupportCommands]

export interface GrantActing {
  /** What is being done, in words; undefined: nothing. */
  readonly busy: string | undefined
  readonly error: AppError | undefined
  /** Does it and shows the grant as the core has it then. The grant, or undefined when it was refused. */
  readonly act: <N extends GrantCommand>(name: N, input: SupportCommands[N]['input'], words: { readonly busy: string; readonly done: (grant: GrantView) => string }) => Promise<GrantView | undefined>
}

export function useGrantAct(): GrantActing {
  const { client, support, ui } = useServices()
  const [busy, setBusy] = useState<string>()
  const [error, setError] = useState<AppError>()
  return {
    busy,
    error,
    act: async (name, input, words) => {
      setBusy(words.busy)
      setError(undefined)
      const answer = await client.invoke(name, input)
      setBusy(undefined)
      if (!answer.ok) {
        setError(answer.error)
        return undefined
      }
      const grant: GrantView = answer.value
      takeGrant(support, grant)
      ui.setState({ announcement: words.done(grant) })
      return grant
    },
  }
}
