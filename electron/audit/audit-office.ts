import type { AuditStatus, ChainStatus } from '#shared/audit/query'
import type { WrongPlace } from '#shared/audit/verify'
import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import type { AuditOffice } from '#electron/ports/audit-office'
import type { AuditFiles } from '#electron/ports/audit-files'
import type { AuditStore, KnownChain } from '#electron/ports/audit-store'
import { verifyChains, type ChainFinding } from './verify-chains'

export interface AuditOfficeOptions {
  readonly audit: Pick<AuditStore, 'chains' | 'anchors' | 'search' | 'verify'>
  readonly files: AuditFiles
  readonly nowMs: () => number
  readonly isAnchored: boolean
  /** What is not in the file: what is held, what could not be copied or anchored. */
  readonly troubles: () => Pick<AuditStatus, 'anchorTrouble' | 'held'> & { readonly copyTrouble?: string }
  readonly signal: AbortSignal
  /** What others have of this console's chain that it does not. Not ok, or absent: they cannot be asked now. */
  readonly compare?: (own: KnownChain) => Promise<Result<WrongPlace | undefined, AppError>>
  readonly verified: (findings: readonly ChainFinding[]) => void
}

export interface RunningAuditOffice extends AuditOffice {
  /** Resolved when no file is being written any more. */
  settled(): Promise<void>
}

export function createAuditOffice({ audit, files, nowMs, isAnchored, troubles, signal, compare, verified }: AuditOfficeOptions): RunningAuditOffice {
  let findings: readonly ChainFinding[] = []
  const writing = new Set<Promise<unknown>>()

  const status = async (): Promise<Result<AuditStatus, AppError>> => {
    const [chains, anchors] = await Promise.all([audit.chains(null), audit.anchors(null)])
    if (!chains.ok) return chains
    if (!anchors.ok) return anchors
    const { copyTrouble, ...others } = troubles()
    const own = chains.value.find(({ isOwn }) => isOwn)
    const waiting = own === undefined ? 0 : Math.max(own.lastSeq - own.copiedSeq, copyTrouble === undefined ? 0 : 1)
    return ok({
      chains: chains.value.map(({ chain, machine, isOwn, lastSeq, lastAtMs }): ChainStatus => {
        const found = findings.find((one) => one.chain === chain)
        const anchor = anchors.value.findLast((one) => one.chain === chain)
        return {
          chain,
          machine,
          isOwn,
          entries: lastSeq,
          lastAtMs,
          ...(found === undefined ? {} : { verified: { toSeq: found.toSeq, atMs: found.atMs } }),
          ...(found?.wrong === undefined ? {} : { wrong: found.wrong }),
          ...(anchor === undefined ? {} : { anchor }),
        }
      }),
      isAnchored,
      ...others,
      ...(waiting > 0 && copyTrouble !== undefined ? { notCopied: { entries: waiting, why: copyTrouble } } : {}),
    })
  }

  const compared = async (found: readonly ChainFinding[]): Promise<readonly ChainFinding[]> => {
    const chains = await audit.chains(null)
    const own = chains.ok ? chains.value.find(({ isOwn }) => isOwn) : undefined
    if (own === undefined || compare === undefined) return found
    const others = await compare(own)
    const wrong = others.ok ? others.value : undefined
    return wrong === undefined ? found : found.map((one) => (one.chain === own.chain && one.wrong === undefined ? { ...one, wrong } : one))
  }

  return {
    search: (query) => audit.search(query),
    status,
    verify: async () => {
      const found = await verifyChains(audit, nowMs, signal)
      if (!found.ok) return found
      findings = await compared(found.value)
      verified(findings)
      return status()
    },
    write: async (paper, file, watch) => {
      const written = files.write(paper, file, { ...watch, signal: AbortSignal.any([watch.signal, signal]) })
      writing.add(written)
      return written.finally(() => writing.delete(written))
    },
    settled: async () => void (await Promise.allSettled(writing)),
  }
}
