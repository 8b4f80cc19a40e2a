import { BellMinus } from 'lucide-react'
import type { ReactNode } from 'react'
import { quietNow } from '#shared/alarms/quiet'
import { Button } from '../../components/button'
import { Popover } from '../../components/popover'
import { formatTime } from '../../format/time'
import { useServices, useSlice, useWallTimed } from '../../stores/services'
import { setQuiet } from '../../app/attention'

/** "Do not disturb", as long as it lasts: nobody must wonder why it is so still. */
export function QuietArea(): ReactNode {
  const services = useServices()
  const untilMs = useSlice('attention', ({ view }) => view?.quietUntilMs)
  const words = useWallTimed((nowMs) => (quietNow(untilMs, nowMs) === undefined || untilMs === undefined ? '' : `do not disturb until ${formatTime(untilMs, nowMs)}`))
  if (words === '') return null
  return (
    <Popover place="above-start" label="Do not disturb" className="status-button" trigger={<><BellMinus aria-hidden="true" /><span className="num">{words}</span></>}>
      {(close) => (
        <div className="session-details">
          <p>What is not critical makes neither notification nor sound. What is critical comes through.</p>
          <div className="row">
            <Button onClick={() => { close(); void setQuiet(services, 'off') }}>Disturb me again</Button>
          </div>
        </div>
      )}
    </Popover>
  )
}
