import { Check, CircleSlash, Download, FileJson, Puzzle, Undo2, type LucideIcon } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { Outcome as RunOutcome } from '#shared/maintenance/decide'
import type { RunView, WindowView } from '#shared/maintenance/window-view'
import { Instant } from '../../../components/age'
import { Button } from '../../../components/button'
import { formatDuration } from '../../../format/duration'
import { useServices } from '../../../stores/services'
import { outcomeSentences, outcomeWords } from '../stage-words'

const icons: Record<RunOutcome, LucideIcon> = { succeeded: Check, restored: Undo2, partly: Puzzle, unchanged: CircleSlash }

/** How it ended, and the report for whoever has to know. */
export function Outcome({ window, run, outcome }: { readonly window: WindowView; readonly run: RunView; readonly outcome: RunOutcome }): ReactNode {
  const { client, ui } = useServices()
  const [trouble, setTrouble] = useState<string>()
  const Icon = icons[outcome]
  const save = async (as: 'html' | 'json'): Promise<void> => {
    const written = await client.invoke('maintenance.report', { id: window.id, as })
    setTrouble(written.ok ? undefined : written.error.message)
    if (written.ok && written.value !== null) ui.setState({ announcement: `Written to ${written.value}` })
  }
  const { endedAtMs } = run
  return (
    <section className="outcome" data-outcome={outcome} aria-label="Outcome">
      <Icon aria-hidden="true" />
      <div className="grow">
        <p className="now-headline">{outcomeWords[outcome]}</p>
        <p>{outcomeSentences[outcome]}</p>
        <p className="soft">Begun by {run.startedBy} <Instant atMs={run.startedAtMs} />{endedAtMs !== undefined && <>, over <Instant atMs={endedAtMs} />, after <span className="num">{formatDuration(endedAtMs - run.startedAtMs)}</span></>}.</p>
        {trouble !== undefined && <p className="alarms-uncovered" role="alert">{trouble}</p>}
      </div>
      <Button icon={Download} onClick={() => void save('html')}>Report (HTML)</Button>
      <Button icon={FileJson} onClick={() => void save('json')}>Report (JSON)</Button>
    </section>
  )
}
