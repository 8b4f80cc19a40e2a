import { RefreshCw } from 'lucide-react'
import type { ReactNode } from 'react'
import type { WatchStatus } from '#shared/fleet/watch-status'
import { minuteMs } from '#shared/kernel/time'
import { Button } from '../../components/button'
import { HealthMark } from '../../components/health-mark'
import { Popover } from '../../components/popover'
import { formatAge, formatDuration } from '../../format/duration'
import { formatCount, formatDollars, plural } from '../../format/number'
import { formatTime, formatUtc } from '../../format/time'
import { useServices, useSlice, useTimed } from '../../stores/services'
import { mayRun } from '../../stores/access-store'
import { AccountList } from './account-list'
import { QuietArea } from './quiet-area'
import { SessionArea } from './session-area'

/** The watch about itself: who answers, how old the newest word is, what it costs, what time AWS has. */
export function StatusBar(): ReactNode {
  const status = useSlice('session', (state) => state.status)
  return (
    <footer className="status-bar" aria-label="Watch">
      {status === undefined ? <><SessionArea /><span className="faint">Waiting for the watch …</span></> : <Known status={status} />}
    </footer>
  )
}

function Known({ status }: { readonly status: WatchStatus }): ReactNode {
  const { client, ui } = useServices()
  const mayPoll = useSlice('access', (state) => mayRun(state, 'watch.refresh'))
  const { accounts, spend, throttled, unassigned } = status
  const answering = accounts.filter(({ outcome }) => outcome === 'ok').length
  const poll = async (account?: string): Promise<void> => {
    const asked = await client.invoke('watch.refresh', account === undefined ? {} : { account })
    ui.setState({ announcement: asked.ok ? `Polling ${plural(asked.value.scopes, 'scope')} now` : asked.error.message })
  }
  return (
    <>
      <Popover
        place="above-start"
        label="Accounts"
        className="status-button"
        trigger={
          <>
            {answering < accounts.length && <HealthMark kind="unknown" />}
            <span className="num">
              accounts {answering}/{accounts.length}
            </span>
          </>
        }
      >
        {() => <AccountList accounts={accounts} onPoll={(account) => void poll(account)} />}
      </Popover>
      <SessionArea />
      <QuietArea />
      <LastPoll status={status} />
      <span className="num" title={`${formatCount(spend.requests)} calls and ${formatDollars(spend.dollars)} since start`}>
        {formatCount(spend.requestsLastHour)} calls, {formatDollars(spend.dollarsLastHour)} this hour
      </span>
      {throttled > 0 && <span className="num" title="Requests AWS asked us to slow down for, since start">{formatCount(throttled)} throttled</span>}
      {unassigned > 0 && <span className="num" title="Resources without the tenant tag: they belong to nobody here">{formatCount(unassigned)} unassigned</span>}
      {mayPoll && (
        <Button icon={RefreshCw} look="quiet" className="status-button" onClick={() => void poll()}>
          Poll now
        </Button>
      )}
      <span className="grow" />
      <ClockSkew offsetMs={status.awsOffsetMs} />
      <AwsTime />
    </>
  )
}

function LastPoll({ status }: { readonly status: WatchStatus }): ReactNode {
  const times = status.accounts.flatMap(({ lastPollAtMs }) => lastPollAtMs ?? [])
  const newest = times.length === 0 ? undefined : Math.max(...times)
  const words = useTimed((nowMs) => (newest === undefined ? 'not polled yet' : Number.isNaN(nowMs) ? 'no answer yet' : `polled ${formatAge(Math.max(0, nowMs - newest))} ago`))
  return <span className="num" title={newest === undefined ? undefined : formatUtc(newest)}>{words}</span>
}

/** A wrong clock is named; what is shown is AWS time all the same. */
function ClockSkew({ offsetMs }: { readonly offsetMs: number | undefined }): ReactNode {
  if (offsetMs === undefined || Math.abs(offsetMs) <= minuteMs) return null
  return (
    <span className="health health-watch">
      <HealthMark kind="watch" />
      This computer’s clock is {formatDuration(Math.abs(offsetMs))} {offsetMs > 0 ? 'behind' : 'ahead'}
    </span>
  )
}

function AwsTime(): ReactNode {
  const text = useTimed((nowMs) => (Number.isNaN(nowMs) ? '' : formatTime(nowMs, nowMs)))
  const utc = useTimed((nowMs) => (Number.isNaN(nowMs) ? '' : formatUtc(nowMs)))
  return text === '' ? null : <span className="num" title={`${utc}, by AWS`}>AWS time {text}</span>
}
