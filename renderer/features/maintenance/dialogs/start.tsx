import { useState, type ReactNode } from 'react'
import { plural } from '../../../format/number'
import { failureWords } from '../plan-parts'
import { spanWords } from '../times'
import { useAct } from '../use-act'
import { tenantsWords, useTenantNames } from '../use-tenant-names'
import type { AboutWindow } from './about-window'
import { QuestionDialog } from '../../../components/question-dialog'

/** With more tenants than this the title is typed. */
const mostUntyped = 3

export function StartDialog({ window, onClose }: AboutWindow): ReactNode {
  const { act, busy, error } = useAct()
  const nameOf = useTenantNames()
  const [typed, setTyped] = useState('')
  const { id, hash, title, tenants, kind, databases, plan } = window
  const isWide = tenants.length > mostUntyped
  const start = async (): Promise<void> => {
    const begun = await act('maintenance.start', { id, hash, ...(isWide ? { confirm: typed.trim() } : {}) }, { busy: 'Asking AWS once more …', done: `${title} has begun` })
    if (begun !== undefined) onClose()
  }
  return (
    <QuestionDialog title={`Start “${title}”`} yes="Start now" busy={busy} error={error} isReady={!isWide || typed.trim() === title} onYes={() => void start()} onClose={onClose}>
      <p className="strong">{kind === 'noDowntime' ? 'Access stays open' : 'Access is closed'} for {tenantsWords(tenants, nameOf, 3)}{tenants.length > 3 ? ` (${plural(tenants.length, 'tenant')})` : ''}.</p>
      <p>{databases > 0 ? `${plural(databases, 'snapshot')} first; nothing is changed before all are available. ` : ''}Until {spanWords(window.span, window.zone).split(' to ').at(-1)}. If it fails: {failureWords(plan)}</p>
      {isWide && (
        <label className="field"><span>Type the title to confirm: <strong className="text">{title}</strong></span><input className="input" data-first spellCheck={false} autoComplete="off" value={typed} onChange={(event) => setTyped(event.target.value)} /></label>
      )}
    </QuestionDialog>
  )
}
