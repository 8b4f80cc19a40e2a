import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import type { AuditDeed, AuditTrail } from '#electron/ports/audit-trail'

/** Does what was intended only when the intention was kept, and keeps what came of it. */
export async function audited<T>(audit: AuditTrail | undefined, deed: AuditDeed, act: () => Promise<Result<T, AppError>>): Promise<Result<T, AppError>> {
  if (audit === undefined) return act()
  const intent = await audit.intend(deed)
  if (!intent.ok) return intent
  const result = await act()
  await intent.value.outcome(result.ok ? { kind: 'done' } : { kind: result.error.kind === 'unreachable' || result.error.kind === 'offline' || result.error.kind === 'timeout' ? 'failed' : 'refused', words: result.error.message })
  return result
}
