import type { AuditStore } from '#electron/ports/audit-store'
import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import type { DatabaseFile } from '../open-database'
import { startWorkerHost, storeOver, type MethodsOf } from '../worker-host'
import type { LocalAudit } from './local-audit'

/** Audit trails in a worker thread of their own: verifying a year of them keeps nobody waiting but itself. */
export async function startAuditHost(workerPath: string, options: DatabaseFile): Promise<Result<LocalAudit, AppError>> {
  const started = await startWorkerHost(workerPath, { kind: 'audit', options })
  if (!started.ok) return started
  const { setAside, close } = started.value
  return ok({ audit: storeOver<AuditStore>(started.value, 'audit', methods), ...(setAside === undefined ? {} : { setAside }), close })
}

const methods: MethodsOf<AuditStore> = { begin: true, append: true, search: true, chains: true, lines: true, stretch: true, verify: true, openIntents: true, learn: true, anchored: true, anchors: true, copied: true }
