import { useCallback, useEffect, useState } from 'react'
import type { AppError } from '#shared/kernel/app-error'
import { cureOf } from '../../format/session-words'
import { useServices, useSlice } from '../../stores/services'
import { withRoles } from './setup-plan'

/** Roles are told for five accounts a second: asked in pieces, so that the first can be seen while the last are awaited. */
const piece = 10

export interface Assigned {
  readonly loading: boolean
  readonly error: AppError | undefined
  readonly again: () => void
}

/** Accounts of the signed-in session, once; then the roles of those that were chosen. */
export function useAssigned(): Assigned {
  const { client, setup } = useServices()
  const way = useSlice('setup', (state) => state.way)
  const session = useSlice('setup', (state) => state.name.trim())
  const missing = useSlice('setup', ({ accounts }) => (way === 'sso' ? accounts.find(({ chosen, roles }) => chosen && roles === undefined)?.id : undefined))
  const [loading, setLoading] = useState(false)
  const [tries, setTries] = useState(0)
  const [error, setError] = useState<AppError>()

  const load = useCallback(async (): Promise<void> => {
    setLoading(true)
    setError(undefined)
    const listed = await client.invoke('session.accounts', { session })
    setLoading(false)
    if (!listed.ok) return setError(listed.error)
    setup.setState({ accounts: listed.value.map(({ id, name }) => ({ id, name, chosen: false, role: '', regions: '' })) })
  }, [client, setup, session])

  // When the step begins, not whenever there are none: an empty answer is an answer.
  useEffect(() => {
    if (way === 'sso' && setup.getState().accounts.length === 0) void load()
  }, [way, setup, load])

  useEffect(() => {
    if (missing === undefined) return
    let gone = false
    const { accounts } = setup.getState()
    const asked = accounts.filter(({ chosen, roles }) => chosen && roles === undefined).slice(0, piece).map(({ id }) => id)
    void client.invoke('session.roles', { session, accounts: asked }).then((told) => {
      if (gone) return
      if (!told.ok) return setError(told.error)
      const answers = new Map(told.value.map((answer) => [answer.account, answer]))
      setup.setState((state) => {
        const wanted = state.accounts.find(({ chosen, role }) => chosen && role !== '')?.role ?? ''
        return {
          accounts: state.accounts.map((account) => {
            if (!asked.includes(account.id)) return account
            const answer = answers.get(account.id)
            return withRoles(account, answer?.roles ?? [], answer?.error === undefined ? undefined : cureOf(answer.error).title, wanted)
          }),
        }
      })
    })
    return () => void (gone = true)
  }, [missing, tries, client, setup, session])

  const again = (): void => {
    setError(undefined)
    if (setup.getState().accounts.length === 0) void load()
    else setTries(tries + 1)
  }
  return { loading, error, again }
}
