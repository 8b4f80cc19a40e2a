import type { EntryOutcome } from '#shared/audit/entry'
import { auditPolicy } from '#shared/ipc/audit-policy'
import type { AuditedCommand } from '#shared/ipc/audit-policy-kinds'
import type { CommandName } from '#shared/ipc/channels'
import type { CommandResult, Commands } from '#shared/ipc/contract'
import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import type { AuditDeed, AuditTrail } from '#electron/ports/audit-trail'
import type { Ids } from '#electron/ports/clock'
import { withCorrelation } from './correlation'

/** What the gate has written down. */
export interface CommandAudit {
  /** Runs a command whose input was parsed: written down first where the policy says so. */
  run<N extends CommandName>(name: N, input: Commands[N]['input'], handle: () => Promise<CommandResult<N>>): Promise<CommandResult<N>>
  /** A command that was not let in: by role, by the lock, by its input, or because somebody else than our window asked. */
  refused(name: CommandName, error: AppError): void
  /** Somebody else than our window asked. At most one a minute is written down: whoever floods us does not flood the trail. */
  foreign(words: string): void
  /** Our window asked for a command that there is none of: at most one a minute as well. */
  unknown(words: string): void
}

const foreignEveryMs = 60_000

export function createCommandAudit(trail: AuditTrail, ids: Pick<Ids, 'next'>, nowMs: () => number): CommandAudit {
  let lastForeignMs = -Infinity
  let lastUnknownMs = -Infinity
  return {
    run: (name, input, handle) => withCorrelation(ids.next(), () => runAudited(trail, policyOf(name), name, input, handle)),
    refused: (name, error) => {
      const policy = policyOf(name)
      if (policy === undefined) return
      const outcome: EntryOutcome = { kind: 'refused', words: error.message }
      void trail.note({ what: name, words: `Wanted to ${policy.title}, and was refused.`, outcome, ...(error.issues === undefined ? {} : { input: { wrong: error.issues.map(({ path }) => path) } }) })
    },
    foreign: (words) => {
      if (nowMs() - lastForeignMs < foreignEveryMs) return
      lastForeignMs = nowMs()
      void trail.note({ what: 'gate.foreignSender', words: `Somebody else than Watchfloor’s own window asked for ${words}.`, outcome: { kind: 'refused', words: 'Only Watchfloor’s own window may ask.' } })
    },
    unknown: (words) => {
      if (nowMs() - lastUnknownMs < foreignEveryMs) return
      lastUnknownMs = nowMs()
      void trail.note({ what: 'gate.unknownCommand', words: `The window asked for ${words}, which is no command of it.`, outcome: { kind: 'refused', words: 'There is no such command.' } })
    },
  }
}

async function runAudited<N extends CommandName>(trail: AuditTrail, policy: AuditedCommand<Commands[N]['input'], Commands[N]['output']> | undefined, name: N, input: Commands[N]['input'], handle: () => Promise<CommandResult<N>>): Promise<CommandResult<N>> {
  if (policy === undefined || policy.only?.(input) === false) return handle()
  const deed = deedOf(policy, name, input)
  if (policy.kind === 'noted') {
    const answer = await handle()
    await trail.note({ ...deed, outcome: outcomeOf(answer) })
    return answer
  }
  const intent = await trail.intend(deed)
  if (!intent.ok) return intent
  const answer = await handle()
  const words = answer.ok ? policy.came?.(answer.value) : undefined
  await intent.value.outcome(words === undefined ? outcomeOf(answer) : { kind: 'done', words }, answer.ok ? policy.made?.(answer.value) : undefined)
  return answer
}

export function deedOf<I, O>({ words, keeps, why, tenants, about, closes }: AuditedCommand<I, O>, what: string, input: I): AuditDeed {
  const reason = why?.(input)
  const subject = about?.(input)
  return { what, words: words(input), input: keeps(input), ...(reason === undefined ? {} : { why: reason }), ...(tenants === undefined ? {} : { tenants: tenants(input) }), ...(subject === undefined ? {} : { about: subject }), ...(closes === true ? { closes } : {}) }
}

/** What the product refuses by its rules, and what could not be done. */
export function outcomeOf(answer: Result<unknown, AppError>): EntryOutcome {
  if (answer.ok) return { kind: 'done' }
  const isRefusal = ['forbidden', 'invalidInput', 'conflict', 'denied', 'unsupported', 'notFound', 'fenced'].includes(answer.error.kind)
  return { kind: isRefusal ? 'refused' : 'failed', words: answer.error.message }
}

/** Undefined: it is not written down. */
function policyOf<N extends CommandName>(name: N): AuditedCommand<Commands[N]['input'], Commands[N]['output']> | undefined {
  const policy = auditPolicy[name]
  return policy.kind === 'acting' || policy.kind === 'noted' ? policy : undefined
}
