import type { CommandName } from '#shared/ipc/channels'
import { commandCapabilities, commandsWhileLocked } from '#shared/ipc/command-capabilities'
import { appError, type AppError } from '#shared/kernel/app-error'
import { refusalOf, type Capability } from '#shared/session/capabilities'

export interface Standing {
  readonly isLocked: () => boolean
  readonly capabilities: () => ReadonlySet<Capability>
}

/** Whether a command may run now: undefined, or why not (`forbidden`). */
export type Admit = (name: CommandName) => AppError | undefined

/** A covered window may only ask for the way out; nobody may ask for more than their role allows, whatever the window offers. */
export function createAdmission({ isLocked, capabilities }: Standing, needs: Readonly<Record<CommandName, Capability>> = commandCapabilities): Admit {
  return (name) => {
    if (isLocked() && !commandsWhileLocked.has(name)) return appError('forbidden', 'Watchfloor is locked. Unlock it first.', { at: name })
    const refusal = refusalOf(needs[name], capabilities())
    return refusal === undefined ? undefined : appError('forbidden', refusal, { at: name })
  }
}
