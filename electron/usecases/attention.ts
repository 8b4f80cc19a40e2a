import type { AttentionCommands } from '#shared/ipc/attention-contract'
import { ok } from '#shared/kernel/result'
import type { Attention } from '#electron/ports/attention'
import type { Handler } from './handler'

/** How the operator is told: what is quiet until when. */
export const attentionHandlers = (attention: Pick<Attention, 'view' | 'quiet'>): { readonly [N in keyof AttentionCommands]: Handler<N> } => ({
  'attention.load': async () => ok(attention.view()),
  'attention.quiet': async ({ choice }) => ok(await attention.quiet(choice)),
})
