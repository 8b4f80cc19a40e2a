import { useCallback, useEffect, useRef, useState } from 'react'
import type { AuditQuery, AuditRow, AuditStatus } from '#shared/audit/query'
import type { AppError } from '#shared/kernel/app-error'
import { createFollower, type Follower } from './follow'
import { useServices, useSlice } from './services'

/** What the trail answered: the last answer stays while a newer one is on its way, or is refused. */
export type AuditFound =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly error: AppError }
  | { readonly kind: 'ready'; readonly rows: readonly AuditRow[]; readonly more: boolean; readonly outdated?: AppError }

type Wanted = Omit<AuditQuery, 'before' | 'limit'>

const pageRows = 200

/** Entries that match, newest first; asked again when something was written down, and further back when `loadMore` is called. */
export function useAuditRows(wanted: Wanted): { readonly found: AuditFound; readonly loadMore: () => void } {
  const { client, clock } = useServices()
  const epoch = useSlice('fleet', (state) => (state.kind === 'ready' ? state.epoch : ''))
  const question = JSON.stringify(wanted)
  const [known, setKnown] = useState<{ readonly of: string; readonly found: AuditFound }>({ of: '', found: { kind: 'loading' } })
  const shown = useRef<readonly AuditRow[]>([])
  const isLoadingMore = useRef(false)
  const key = `${epoch} ${question}`

  useEffect(() => {
    let stale = false
    const ask = async (): Promise<void> => {
      const query = JSON.parse(question) as Wanted // written above
      // As many as are shown already: what was scrolled to stays.
      const limit = Math.min(500, Math.max(pageRows, shown.current.length))
      const answer = await client.invoke('audit.search', { ...query, limit })
      if (stale) return
      if (answer.ok) shown.current = answer.value.rows
      setKnown((before) => {
        if (answer.ok) return { of: key, found: { kind: 'ready', ...answer.value } }
        return { of: key, found: before.of === key && before.found.kind === 'ready' ? { ...before.found, outdated: answer.error } : { kind: 'failed', error: answer.error } }
      })
    }
    shown.current = []
    const follower: Follower = createFollower(clock, ask)
    const unsubscribe = client.subscribe('audit.changed', () => follower.again())
    return () => {
      stale = true
      unsubscribe()
      follower.stop()
    }
  }, [client, clock, question, key])

  const { found } = known.of === key ? known : { found: { kind: 'loading' } as const }
  const last = found.kind === 'ready' && found.more ? found.rows.at(-1)?.entry : undefined
  const loadMore = useCallback((): void => {
    if (last?.body === undefined || isLoadingMore.current) return
    isLoadingMore.current = true
    const before = { atMs: last.body.atMs, chain: last.chain, seq: last.seq }
    void client.invoke('audit.search', { ...(JSON.parse(question) as Wanted), before, limit: pageRows }).then((answer) => {
      isLoadingMore.current = false
      if (!answer.ok) return
      setKnown((now) => {
        if (now.of !== key || now.found.kind !== 'ready' || now.found.rows.at(-1)?.entry.hash !== last.hash) return now
        const rows = [...now.found.rows, ...answer.value.rows]
        shown.current = rows
        return { of: key, found: { ...now.found, rows, more: answer.value.more } }
      })
    })
  }, [client, question, key, last])
  return { found, loadMore }
}

export type AuditStanding = { readonly kind: 'loading' } | { readonly kind: 'failed'; readonly error: AppError } | { readonly kind: 'ready'; readonly status: AuditStatus }

/** How the chains stand; `verify` goes through all of them now. */
export function useAuditStatus(): { readonly standing: AuditStanding; readonly isVerifying: boolean; readonly verify: () => void } {
  const { client, clock, ui } = useServices()
  const epoch = useSlice('fleet', (state) => (state.kind === 'ready' ? state.epoch : ''))
  const [known, setKnown] = useState<{ readonly epoch: string; readonly standing: AuditStanding }>({ epoch, standing: { kind: 'loading' } })
  const [isVerifying, setVerifying] = useState(false)
  useEffect(() => {
    let stale = false
    const ask = async (): Promise<void> => {
      const answer = await client.invoke('audit.status', null)
      if (!stale) setKnown({ epoch, standing: answer.ok ? { kind: 'ready', status: answer.value } : { kind: 'failed', error: answer.error } })
    }
    const follower = createFollower(clock, ask)
    const unsubscribe = client.subscribe('audit.changed', () => follower.again())
    return () => {
      stale = true
      unsubscribe()
      follower.stop()
    }
  }, [client, clock, epoch])
  const verify = (): void => {
    setVerifying(true)
    void client.invoke('audit.verify', null).then((answer) => {
      setVerifying(false)
      setKnown({ epoch, standing: answer.ok ? { kind: 'ready', status: answer.value } : { kind: 'failed', error: answer.error } })
      const isBroken = answer.ok && answer.value.chains.some(({ wrong }) => wrong !== undefined)
      ui.setState({ announcement: !answer.ok ? answer.error.message : isBroken ? 'The audit trail is not as it was kept' : 'Nothing wrong was found in the audit trail' })
    })
  }
  return { standing: known.epoch === epoch ? known.standing : { kind: 'loading' }, isVerifying, verify }
}
