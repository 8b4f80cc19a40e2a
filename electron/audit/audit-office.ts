import type { AuditStatus, ChainStatus } from '#shared/audit/query'
import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import type { AuditOffice } from '#electron/ports/audit-office'
import type { AuditStore } from '#electron/ports/audit-store'
import { storyEntries } from './pack/story-entries'
import { verifyChains, type ChainFinding } from './verify-chains'

export interface AuditOfficeOptions {
  readonly audit: AuditStore
  readonly nowMs: () => number
  readonly isAnchored: boolean
  /** What is not in the file: what is held, what could not be copied or anchored. */
  readonly troubles: () => Pick<AuditStatus, 'anchorTrouble' | 'held'> & { readonly copyTrouble?: string }
  readonly signal: AbortSignal
  readonly verified: (findings: readonly ChainFinding[]) => void
}

/** Lines at once, between which others may write. */
const page = 2_000

export function createAuditOffice({ audit, nowMs, isAnchored, troubles, signal, verified }: AuditOfficeOptions): AuditOffice {
  let findings: readonly ChainFinding[] = []

  const status = async (): Promise<Result<AuditStatus, AppError>> => {
    const [chains, anchors] = await Promise.all([audit.chains(null), audit.anchors(null)])
    if (!chains.ok) return chains
    if (!anchors.ok) return anchors
    const { copyTrouble, ...others } = troubles()
    const own = chains.value.find(({ isOwn }) => isOwn)
    const waiting = own === undefined ? 0 : own.lastSeq - own.copiedSeq
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

  return {
    search: (query) => audit.search(query),
    status,
    verify: async () => {
      const found = await verifyChains(audit, nowMs, signal)
      if (!found.ok) return found
      findings = found.value
      verified(findings)
      return status()
    },
    story: (about) => storyEntries(audit, about),
    exportText: async () => {
      const chains = await audit.chains(null)
      if (!chains.ok) return chains
      const parts: string[] = []
      for (const { chain } of chains.value.toSorted((left, right) => (left.chain < right.chain ? -1 : 1))) {
        const read = await linesOf(audit, chain, parts)
        if (!read.ok) return read
      }
      return ok(parts.join(''))
    },
  }
}

async function linesOf(audit: Pick<AuditStore, 'lines'>, chain: string, parts: string[]): Promise<Result<null, AppError>> {
  for (let afterSeq = 0; ; afterSeq += page) {
    const lines = await audit.lines({ chain, afterSeq, limit: page })
    if (!lines.ok) return lines
    parts.push(...lines.value.map((line) => `${line}\n`))
    if (lines.value.length < page) return ok(null)
  }
}
