import { openLocalAudit } from '#electron/adapters/sqlite/audit/local-audit'
import { verifyChains } from '#electron/audit/verify-chains'

/** What a console wrote down, read from its file. */
export interface AuditFacts {
  /** Where the chain is not whole, in words. */
  readonly wrong: readonly string[]
  /** Things about doors that were to be done, by what they are: `authorize`, `write`, ... */
  readonly intents: ReadonlyMap<string, number>
  /** Presses that put something right. */
  readonly repairs: number
  /** Intents of which nobody knows what came, by number. */
  readonly unended: readonly number[]
  /** Those that the next console said so of. */
  readonly toldUnended: ReadonlySet<number>
}

const most = 500

export async function readAudit(file: string, nowMs: number): Promise<AuditFacts> {
  const opened = openLocalAudit({ file, nowMs, isReading: true })
  if (!opened.ok) throw new Error(opened.error.message)
  const { audit } = opened.value
  try {
    const known = await audit.chains(null)
    const chains = await verifyChains(audit, () => nowMs, new AbortController().signal)
    const found = await audit.search({ limit: most })
    const open = await audit.openIntents({ limit: most })
    if (!known.ok) throw new Error(known.error.message)
    if (!chains.ok) throw new Error(chains.error.message)
    if (!found.ok) throw new Error(found.error.message)
    if (!open.ok) throw new Error(open.error.message)
    const chain = known.value.find(({ isOwn }) => isOwn)?.chain
    // It has learnt of the other console too.
    const own = found.value.rows.flatMap(({ entry }) => (entry.chain === chain ? [entry.body] : []))
    const intents = new Map<string, number>()
    for (const body of own) {
      if (body?.kind !== 'intent' || body.what !== 'support.door') continue
      const { deed } = body.input as { readonly deed: string } // as tend-door.ts writes it
      intents.set(deed, (intents.get(deed) ?? 0) + 1)
    }
    const told = own.flatMap((body) => (body?.what === 'console.started' ? ((body.input as { readonly unended?: readonly number[] } | undefined)?.unended ?? []) : [])) // as console-audit.ts writes it
    return {
      wrong: chains.value.flatMap(({ chain, wrong }) => (wrong === undefined ? [] : [`${chain}: ${wrong.words}`])),
      intents,
      repairs: own.filter((body) => body?.kind === 'intent' && body.what === 'support.mended').length,
      unended: open.value.map(({ seq }) => seq),
      toldUnended: new Set(told),
    }
  } finally {
    await opened.value.close()
  }
}
