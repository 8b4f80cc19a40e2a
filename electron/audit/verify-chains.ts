import type { WrongPlace } from '#shared/audit/verify'
import { emptyChain, type ChainHead } from '#shared/audit/seal'
import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import type { AuditStore } from '#electron/ports/audit-store'

export interface ChainFinding {
  readonly chain: string
  readonly toSeq: number
  readonly atMs: number
  readonly wrong?: WrongPlace
}

/** So many at once, a tenth of a second: between them others may write. */
const stretch = 500

/** Every chain in the file from its first entry; ends early when stopped. */
export async function verifyChains(audit: Pick<AuditStore, 'chains' | 'verify'>, nowMs: () => number, signal: AbortSignal): Promise<Result<readonly ChainFinding[], AppError>> {
  const chains = await audit.chains(null)
  if (!chains.ok) return chains
  const findings: ChainFinding[] = []
  for (const { chain } of chains.value) {
    let after: ChainHead = emptyChain(chain)
    for (;;) {
      if (signal.aborted) return ok(findings)
      const verified = await audit.verify({ after, limit: stretch })
      if (!verified.ok) return verified
      const { head, isEnd, wrong } = verified.value
      after = head
      if (!isEnd) continue
      findings.push({ chain, toSeq: head.seq, atMs: nowMs(), ...(wrong === undefined ? {} : { wrong }) })
      break
    }
  }
  return ok(findings)
}
