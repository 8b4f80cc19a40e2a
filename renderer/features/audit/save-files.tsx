import { Download, Package, Square } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { AuditSubject } from '#shared/audit/entry'
import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import { Button } from '../../components/button'
import { useServices } from '../../stores/services'
import { useAuditWriting } from '../../stores/use-audit-writing'

type What = 'export' | 'pack'

/** The trail, and the evidence pack of a story, as files where the operator says; how far the one that is written is, and stopping it. */
export function SaveFiles({ about }: { readonly about: AuditSubject | undefined }): ReactNode {
  const { client, ui } = useServices()
  const writing = useAuditWriting()
  const [isSaving, setSaving] = useState(false)
  const [error, setError] = useState<string>()
  const save = async (what: What, ask: () => Promise<Result<string | null, AppError>>): Promise<void> => {
    setSaving(true)
    setError(undefined)
    const saved = await ask()
    setSaving(false)
    const isStopped = !saved.ok && saved.error.kind === 'cancelled'
    if (!saved.ok && !isStopped) setError(saved.error.message)
    if (saved.ok && saved.value === null) return
    ui.setState({ announcement: saved.ok ? `${words[what]} is in ${saved.value}` : isStopped ? `${words[what]} was stopped: nothing was written` : saved.error.message })
  }
  if (writing !== null) return <Writing what={words[writing.what]} percent={writing.percent} />
  return (
    <>
      {error !== undefined && <span className="audit-refused text" role="alert">{error}</span>}
      {about !== undefined && (about.kind === 'window' || about.kind === 'grant') && <Button icon={Package} disabled={isSaving} onClick={() => void save('pack', () => client.invoke('audit.pack', { about }))}>Evidence pack</Button>}
      <Button icon={Download} disabled={isSaving} onClick={() => void save('export', () => client.invoke('audit.export', null))}>Export</Button>
    </>
  )
}

const words: Readonly<Record<What, string>> = { export: 'The audit trail', pack: 'The evidence pack' }

function Writing({ what, percent }: { readonly what: string; readonly percent: number }): ReactNode {
  const { client } = useServices()
  const [isStopping, setStopping] = useState(false)
  const stop = (): void => {
    setStopping(true)
    void client.invoke('audit.stopWriting', null)
  }
  return (
    <span className="audit-writing row" role="group" aria-label={`${what} is being written`}>
      <span className="num">{isStopping ? 'Stopping …' : `Writing: ${percent} %`}</span>
      <progress aria-label={`${what} is being written`} max={100} value={percent} />
      <Button icon={Square} disabled={isStopping} onClick={stop}>Stop</Button>
    </span>
  )
}
