import type { CommandName } from '#shared/ipc/channels'
import type { CommandResult, Commands } from '#shared/ipc/contract'

/** A use case as the window calls it: parsed input in, a result out, expected failures as values. */
export type Handler<N extends CommandName> = (input: Commands[N]['input']) => Promise<CommandResult<N>>

/** One handler a command: a missing one does not compile. */
export type Handlers = { readonly [N in CommandName]: Handler<N> }
