import { useState, type ReactNode } from 'react'
import { minuteMs } from '#shared/kernel/time'
import { longestWindowMinutes } from '#shared/maintenance/window'
import { plural } from '../../../format/number'
import { momentWords } from '../times'
import { useAct } from '../use-act'
import type { AboutWindow } from './about-window'
import { QuestionDialog } from '../../../components/question-dialog'

const offers = [15, 30, 60, 120] as const

/** A later end moves the cut-off with it; tenants are told. */
export function ExtendDialog({ window, onClose }: AboutWindow): ReactNode {
  const { act, busy, error } = useAct()
  const [minutes, setMinutes] = useState<number>(30)
  const { run, span, zone, tenants } = window
  if (run === undefined) return null
  const toMs = run.toMs + minutes * minuteMs
  const isTooLong = toMs > span.fromMs + longestWindowMinutes * minuteMs
  const extend = async (): Promise<void> => {
    const said = await act('maintenance.say', { id: window.id, word: { kind: 'extend', toMs } }, { busy: `Telling ${plural(tenants.length, 'tenant')} …`, done: 'Extended' })
    if (said !== undefined) onClose()
  }
  return (
    <QuestionDialog title={`Extend “${window.title}”`} yes={`Extend by ${minutes} min`} busy={busy} error={error} isReady={!isTooLong} onYes={() => void extend()} onClose={onClose}>
      <fieldset className="choice">
        <legend>Longer by</legend>
        {offers.map((offer) => <label key={offer} className="check"><input type="radio" name="extend" data-first={offer === minutes || undefined} checked={offer === minutes} onChange={() => setMinutes(offer)} />{offer} min</label>)}
      </fieldset>
      <p>{isTooLong ? `A window lasts ${longestWindowMinutes / 60} hours at most.` : <>It then ends at <strong className="num">{momentWords(toMs, zone, span.fromMs)}</strong>, and a change begins at <span className="num">{momentWords(run.cutOffMs + minutes * minuteMs, zone, span.fromMs)}</span> at the latest.</>} {plural(tenants.length, 'tenant')} {tenants.length === 1 ? 'is' : 'are'} told. It cannot be made shorter again.</p>
    </QuestionDialog>
  )
}
