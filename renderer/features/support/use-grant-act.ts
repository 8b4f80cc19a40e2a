import type { SupportCommands } from '#shared/ipc/support-contract'
import type { GrantView } from '#shared/support/support-view'
import { useServices } from '../../stores/services'
import { takeGrant } from '../../stores/support-store'
import { useActing, type Acting } from '../../stores/use-acting'

/** Commands that answer with the grant as it is afterwards. */
type GrantCommand = { [N in keyof SupportCommands]: SupportCommands[N]['output'] extends GrantView ? N : never }[keyof SupportCommands]

export function useGrantAct(): Acting<GrantCommand, GrantView> {
  const { support } = useServices()
  return useActing((grant) => takeGrant(support, grant))
}
