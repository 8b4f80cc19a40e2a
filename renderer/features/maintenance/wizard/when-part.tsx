import { useMemo, useState, type ReactNode } from 'react'
import { isZone, offsetText } from '#shared/kernel/wall-time'
import { resolveWindow } from '#shared/maintenance/window'
import { Button } from '../../../components/button'
import { formatDuration } from '../../../format/duration'
import { formatUtc } from '../../../format/time'
import { ownZone } from '../../../format/zone'
import { useServices, useTimed } from '../../../stores/services'
import { momentWords, spanWords } from '../times'
import { timesOf } from './draft-of-form'
import { Field } from '../../../components/field'
import type { PartProps } from './part'
import { Suggest, type Suggestion } from './suggest'
import { clockTrouble, sayable, whenOf } from './when-of-form'

const lengths = [60, 90, 120, 180, 240] as const

/** Day, time, zone and length; what the clocks skip is refused with the next time that there is, what they show twice is asked about. */
export function WhenPart({ form, change, issues, previewed }: PartProps): ReactNode {
  const { day, time, zone, minutes } = form
  const earliestMs = previewed.preview === undefined ? undefined : sayable(previewed.preview.earliestIfToldNowMs)
  const usable = isZone(zone)
  // Another time is another question about the clocks.
  const move = (next: Partial<typeof form>): void => change({ when: undefined, ...next })
  return (
    <>
      <div className="when-fields">
        <Field id="plan-day" label="Day" issue={issues['start']}>{(tied) => <input {...tied} type="date" className="input" value={day} onChange={(event) => move({ day: event.target.value })} />}</Field>
        <Field id="plan-time" label="Time, 24 h">{(tied) => <input {...tied} className="input" inputMode="numeric" autoComplete="off" maxLength={5} placeholder="02:00" value={time} onChange={(event) => move({ time: event.target.value })} />}</Field>
        <ZoneField zone={zone} issue={issues['zone']} onZone={(next) => move({ zone: next })} />
        <Field id="plan-minutes" label="Length, minutes" issue={issues['durationMinutes']}>{(tied) => <input {...tied} className="input" inputMode="numeric" autoComplete="off" value={minutes} onChange={(event) => change({ minutes: event.target.value })} />}</Field>
        <div className="segments lengths" role="group" aria-label="Usual lengths">{lengths.map((length) => <Button key={length} look="quiet" aria-pressed={minutes === String(length)} onClick={() => change({ minutes: String(length) })}>{formatDuration(length * 60_000)}</Button>)}</div>
      </div>
      {usable && <Clocks form={form} change={change} issue={issues['when']} />}
      <Resolved form={form} />
      {usable && earliestMs !== undefined && form.kind === 'downtime' && (
        <p className="soft">Told now, the notice of the slowest tenant ends at <span className="num">{momentWords(earliestMs, zone)}</span>. <Button onClick={() => move(whenOf(earliestMs, zone))}>Begin then</Button></p>
      )}
    </>
  )
}

function ZoneField({ zone, issue, onZone }: { readonly zone: string; readonly issue: string | undefined; readonly onZone: (zone: string) => void }): ReactNode {
  const { time } = useServices()
  const [typed, setTyped] = useState<string>()
  const options = useMemo((): readonly Suggestion[] => {
    const nowMs = time.getState().nowMs
    const names = [...new Set([ownZone(), 'UTC', ...Intl.supportedValuesOf('timeZone')])]
    return names.map((name) => ({ value: name, words: name, also: `${name.replaceAll('_', ' ')} ${typed === undefined || !Number.isFinite(nowMs) ? '' : offsetText(nowMs, name)}` }))
  }, [time, typed === undefined])
  const pick = (next: string): void => {
    setTyped(undefined)
    onZone(next)
  }
  const onText = (text: string): void => {
    setTyped(text)
    if (options.some(({ value }) => value === text)) onZone(text)
  }
  return (
    <Field id="plan-zone" label="Time zone" issue={issue ?? (typed !== undefined && !isZone(typed) ? `“${typed}” is no time zone; ${zone} stands until one is picked.` : undefined)}>
      {(tied) => <Suggest id={tied.id} options={options} text={typed ?? zone} onText={onText} onPick={pick} described={tied['aria-describedby']} invalid={tied['aria-invalid']} placeholder="Europe/Berlin" />}
    </Field>
  )
}

function Clocks({ form, change, issue }: Pick<PartProps, 'form' | 'change'> & { readonly issue: string | undefined }): ReactNode {
  const trouble = clockTrouble(form)
  if (trouble === undefined) return null
  const { zone, day, time, when } = form
  if (trouble.kind === 'skipped') {
    return (
      <div className="clock-trouble" role="alert">
        <p><strong>{day} {time} does not exist in {zone}:</strong> the clocks go forward over it. The next time that there is: {trouble.day === day ? '' : `${trouble.day} `}{trouble.time}.</p>
        <Button onClick={() => change({ day: trouble.day, time: trouble.time })}>Use {trouble.time}</Button>
      </div>
    )
  }
  const choices = [['earlier', trouble.earlierMs], ['later', trouble.laterMs]] as const
  return (
    <fieldset className="clock-trouble" aria-invalid={issue !== undefined}>
      <legend><strong>{day} {time} comes twice in {zone}:</strong> the clocks go back over it. Which is meant?</legend>
      {choices.map(([which, atMs]) => <label key={which} className="check"><input type="radio" name="which" checked={when === which} onChange={() => change({ when: which })} />The {which}, {time} <span className="num">{offsetText(atMs, zone)}</span> <span className="faint num">({formatUtc(atMs)})</span></label>)}
      {issue !== undefined && <p className="form-error" role="alert">Choose one of the two.</p>}
    </fieldset>
  )
}

function Resolved({ form }: Pick<PartProps, 'form'>): ReactNode {
  const resolved = resolveWindow(timesOf(form))
  const fromMs = resolved.ok ? resolved.value.fromMs : Number.NaN
  const begins = useTimed((nowMs) => (Number.isNaN(fromMs) || !Number.isFinite(nowMs) ? '' : nowMs < fromMs ? `begins in ${formatDuration(fromMs - nowMs)}` : 'is past'))
  if (!resolved.ok) return <p className="soft" role="status">{form.day === '' ? 'No day is chosen yet.' : ''}</p>
  return (
    <div className="when-words" role="status">
      <p><strong className="num">{spanWords(resolved.value, form.zone)}</strong> {form.zone}{form.zone !== ownZone() && <span className="soft">, here <span className="num">{spanWords(resolved.value, ownZone())}</span></span>}</p>
      <p className="soft"><span className="num">{formatUtc(resolved.value.fromMs)}</span>, {begins}</p>
    </div>
  )
}
