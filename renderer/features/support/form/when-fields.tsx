import { useState, type ReactNode } from 'react'
import { minuteMs } from '#shared/kernel/time'
import { offsetText, wallTimeOf, wallTimeText } from '#shared/kernel/wall-time'
import { Button } from '../../../components/button'
import { Field } from '../../../components/field'
import { formatDuration } from '../../../format/duration'
import { Issue, type FieldsProps } from './what-fields'
import type { AtTime } from './wish-of-form'

const presets = [30, 60, 120, 240] as const

/** From now or later, for how long; the longest that the fleet file allows is said. */
export function WhenFields({ form, policy, issues, change, at }: FieldsProps & { readonly at: AtTime }): ReactNode {
  const { nowMs, zone } = at
  const [isOwn, setOwn] = useState(!presets.some((preset) => String(preset) === form.minutes))
  const later = (): void => {
    if (form.day !== '' || !Number.isFinite(nowMs)) return change({ from: 'later' })
    const [day = '', time = ''] = wallTimeText(wallTimeOf(nowMs + 60 * minuteMs, zone)).split('T')
    change({ from: 'later', day, time })
  }
  return (
    <>
      {form.extended === undefined && (
        <fieldset className="choice when" data-invalid={issues.fromMs !== undefined || undefined}>
          <legend>From</legend>
          <label className="check"><input type="radio" name="from" checked={form.from === 'now'} onChange={() => change({ from: 'now' })} /><span>Now</span></label>
          <label className="check"><input type="radio" name="from" checked={form.from === 'later'} onChange={later} /><span>Later</span></label>
          {form.from === 'later' && (
            <span className="row">
              <input type="date" className="input" aria-label="Day" value={form.day} onChange={(event) => change({ day: event.target.value })} />
              <input className="input clock-input" aria-label="Time, 24 h" inputMode="numeric" autoComplete="off" maxLength={5} placeholder="14:30" value={form.time} onChange={(event) => change({ time: event.target.value })} />
              <span className="soft num">{Number.isFinite(nowMs) ? offsetText(nowMs, zone) : ''} {zone}</span>
            </span>
          )}
          <Issue words={issues.fromMs} />
        </fieldset>
      )}
      <div className="grant-length" data-invalid={issues.untilMs !== undefined || undefined}>
        <span className="length-title">{form.extended === undefined ? 'For' : 'Longer by'}</span>
        <div className="segments" role="group" aria-label={form.extended === undefined ? 'How long' : 'How much longer'}>
          {presets.map((preset) => <Button key={preset} look="quiet" disabled={preset > policy.longestMinutes} aria-pressed={!isOwn && form.minutes === String(preset)} onClick={() => (setOwn(false), change({ minutes: String(preset) }))}>{formatDuration(preset * minuteMs)}</Button>)}
          <Button look="quiet" aria-pressed={isOwn} onClick={() => setOwn(true)}>Other</Button>
        </div>
        {isOwn && <Field id="grant-minutes" label="Minutes">{(tied) => <input {...tied} aria-invalid={issues.untilMs !== undefined} className="input minutes-input" inputMode="numeric" autoComplete="off" maxLength={5} value={form.minutes} onChange={(event) => change({ minutes: event.target.value })} />}</Field>}
        <span className="faint">at most {formatDuration(policy.longestMinutes * minuteMs)}</span>
        <Issue words={issues.untilMs} />
      </div>
    </>
  )
}
