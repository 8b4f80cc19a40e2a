import { Volume2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { quietNow } from '#shared/alarms/quiet'
import type { Settings } from '#shared/ipc/settings'
import { setQuiet } from '../../app/attention'
import { melodyOf } from '../../app/sounds'
import { Button } from '../../components/button'
import { formatTime } from '../../format/time'
import { useServices, useSlice, useWallTimed } from '../../stores/services'

const choices = [['off', 'Off'], ['soft', 'Soft'], ['urgent', 'Urgent']] as const satisfies readonly (readonly [Settings['sound'], string])[]

/** Notifications, sounds and "do not disturb". */
export function BeingTold(): ReactNode {
  const { settings, sounds } = useServices()
  const sound = useSlice('settings', (state) => state.sound)
  const troubles = useSlice('attention', ({ view }) => view?.troubles)
  const hear = (critical: boolean): void => sounds.play(melodyOf(sound, critical))
  return (
    <section className="settings-section" aria-labelledby="being-told">
      <h2 id="being-told">Being told</h2>
      <p className="soft">Alarms that begin to fire, critical findings and failovers are told once, by a notification and a sound; many at once are told as one. Alarms without data are told to nobody.</p>
      {troubles !== undefined && troubles.length > 0 && <ul className="remarks">{troubles.map((words) => <li key={words}>{words}</li>)}</ul>}
      <fieldset className="choice">
        <legend>Sound</legend>
        {choices.map(([option, words]) => (
          <label key={option} className="check">
            <input type="radio" name="sound" checked={option === sound} onChange={() => settings.setState({ sound: option })} />
            {words}
          </label>
        ))}
      </fieldset>
      <div className="row wrap">
        <Button icon={Volume2} disabled={sound === 'off'} onClick={() => hear(false)}>Hear an alarm</Button>
        <Button icon={Volume2} disabled={sound === 'off'} onClick={() => hear(true)}>Hear a critical one</Button>
      </div>
      <Quiet />
    </section>
  )
}

function Quiet(): ReactNode {
  const services = useServices()
  const untilMs = useSlice('attention', ({ view }) => view?.quietUntilMs)
  const until = useWallTimed((nowMs) => (quietNow(untilMs, nowMs) === undefined || untilMs === undefined ? '' : formatTime(untilMs, nowMs)))
  return (
    <>
      <h3>Do not disturb</h3>
      <div className="row wrap">
        <span className="grow">{until === '' ? 'Off: everything is told.' : <>On until <span className="num">{until}</span>: only what is critical is told.</>}</span>
        <Button onClick={() => void setQuiet(services, 'hour')}>For an hour</Button>
        <Button onClick={() => void setQuiet(services, 'morning')}>Until 08:00</Button>
        {until !== '' && <Button onClick={() => void setQuiet(services, 'off')}>Off</Button>}
      </div>
      <p className="faint">It always ends by itself, and never holds back what is critical. Screens and counts do not change by it.</p>
    </>
  )
}
