import { hostname } from 'node:os'
import { outcomeOf } from '#electron/audit/audit-command'
import { createConsoleAudit, type ConsoleAudit, type ConsoleAuditOptions } from '#electron/audit/console-audit'
import { withCorrelation } from '#electron/audit/correlation'
import { openLocalAudit } from '#electron/adapters/sqlite/audit/local-audit'
import type { EntryOutcome } from '#shared/audit/entry'
import type { AuditDeed, AuditTrail } from '#electron/ports/audit-trail'
import type { Clock } from '#electron/ports/clock'
import type { DeskStore } from '#electron/ports/desk-store'
import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import type { Capability } from '#shared/session/capabilities'
import type { CommandContext, CommandInput } from '../command'
import { exitCodes } from '../exit-code'
import { auditFile } from './audit-file'

export interface CommandAuditWish {
  readonly fleetFile: string
  readonly deskFile: string | true | undefined
  readonly person: string
  /** As AWS says; absent in training. */
  readonly principal?: string
  /** AWS time. */
  readonly clock: Clock
  /** This computer's clock minus AWS time; null: AWS is simulated. */
  readonly skewMs: number | null
  readonly desk: DeskStore
  /** Absent: the fleet file names no bucket. */
  readonly anchors?: ConsoleAuditOptions['anchors']
}

/** The audit trail for one command: the same file and chain as the window's on this computer. */
export const openCommandAudit = ({ fleetFile, deskFile, person, principal, clock, skewMs, desk, anchors }: CommandAuditWish, context: CommandContext): ConsoleAudit =>
  createConsoleAudit({
    open: async () => openLocalAudit({ file: auditFile(fleetFile, deskFile), nowMs: context.clock.nowMs() }),
    who: () => ({ person, ...(principal === undefined ? {} : { principal }) }),
    time: () => ({ atMs: Math.round(clock.nowMs()), skewMs: skewMs === null ? null : Math.round(skewMs) }),
    console: { machine: hostname(), surface: 'command' },
    ids: context.ids,
    timers: context.timers,
    logger: context.logger,
    desk,
    ...(anchors === undefined ? {} : { anchors }),
    changed: () => undefined,
  })

/** Commands that change nothing and make a paper for others. */
const leaving: ReadonlySet<string> = new Set(['support.statement', 'maintenance.report'])

/** What they end is ended also where it cannot be written down first. */
const closing: ReadonlySet<string> = new Set(['support.end', 'support.refuse', 'support.reconcile'])

/** What a command is written down as; one that only reads is not. */
export function commandDeed(path: readonly string[], summary: string, { options, positionals }: CommandInput, needs: Capability): AuditDeed | undefined {
  if (needs === 'read' && !leaving.has(path.join('.'))) return undefined
  const given = Object.fromEntries([...options].filter(([name]) => name !== 'json'))
  const why = options.get('why') ?? options.get('reason')
  return {
    what: path.map((word, at) => (at === 0 ? word : camel(word))).join('.'),
    words: `${summary}${positionals.length === 0 ? '' : `: ${positionals.join(' ')}`}.`,
    input: { ...given, ...(positionals.length === 0 ? {} : { given: positionals }) },
    ...(typeof why === 'string' ? { why } : {}),
    ...(closing.has(path.join('.')) ? { closes: true } : {}),
  }
}

const camel = (word: string): string => word.replace(/-(\w)/g, (_match, letter: string) => letter.toUpperCase())

/** Written down first, refused when that cannot be done; then what came of it. `made`: what came into being by it. */
export async function runWrittenDown<T>(trail: AuditTrail, deed: AuditDeed | undefined, id: string, run: () => Promise<Result<T, AppError>>, made?: (answer: T) => AuditDeed['about']): Promise<Result<T, AppError>> {
  if (deed === undefined) return run()
  return withCorrelation(id, async () => {
    const intent = await trail.intend(deed)
    if (!intent.ok) return intent
    const answer = await run()
    await intent.value.outcome(cameOf(answer), answer.ok ? made?.(answer.value) : undefined)
    return answer
  })
}

/** What a command answered and still ended with another code than 0: it was written, and is not as it was wanted yet; or it was done, and found something. */
function cameOf(answer: Result<unknown, AppError>): EntryOutcome {
  if (!answer.ok || typeof answer.value !== 'object' || answer.value === null || !('code' in answer.value)) return outcomeOf(answer)
  const { code } = answer.value
  if (code === undefined || code === exitCodes.fine) return outcomeOf(answer)
  const lines = 'lines' in answer.value && Array.isArray(answer.value.lines) ? answer.value.lines.map(String).join(' ').slice(0, mostWords) : ''
  if ('isDone' in answer.value && answer.value.isDone === true) return { kind: 'done', ...(lines === '' ? {} : { words: lines }) }
  return { kind: 'failed', words: `Not done, or not proven yet.${lines === '' ? '' : ` ${lines}`}` }
}

const mostWords = 1_000
