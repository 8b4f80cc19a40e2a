import type { ReactNode } from 'react'
import { phaseWords } from '#shared/maintenance/run-view'
import type { PhaseView, RunView, WindowView } from '#shared/maintenance/window-view'
import { formatDuration } from '../../../format/duration'
import { useTimed } from '../../../stores/services'
import { outcomeWords } from '../stage-words'
import { momentWords } from '../times'

interface Props {
  readonly window: WindowView
  readonly run: RunView
  readonly current: PhaseView | undefined
}

/** Now, next, and the two moments that everything is measured by, in AWS time. */
export function NowAndNext({ window: { span, zone }, run, current }: Props): ReactNode {
  const { next, cutOffMs, toMs, isPastCutOff, pausedBy, cancelledBy, ending } = run
  const again = useTimed((nowMs) => (next?.atMs !== undefined && next.atMs > nowMs && next.atMs < cutOffMs ? `looked at again in ${formatDuration(next.atMs - nowMs)}` : ''))
  const begun = useTimed((nowMs) => formatDuration(nowMs - run.startedAtMs))
  return (
    <section className="now-next" aria-label="Now and next">
      <div className="now-big" aria-live="polite">
        <p className="soft">{current === undefined ? 'Begins' : `${phaseWords[current.phase].name}, ${current.done} of ${current.effects.length} done`}<span className="num"> · begun by {run.startedBy} {begun} ago</span></p>
        <p className="now-headline">{pausedBy === undefined ? next?.words : `Paused by ${pausedBy}.`}</p>
        <p className="soft num now-again">{cancelledBy === undefined ? '' : `Cancelled by ${cancelledBy}: it is being wound up. `}{ending === undefined ? '' : `It will have ended as “${outcomeWords[ending].toLowerCase()}”. `}{pausedBy === undefined ? again : 'What is on its way goes on, reopening too; no change and no restore is begun until somebody resumes it.'}</p>
      </div>
      <Countdown title="Cut-off" atMs={cutOffMs} zone={zone} fromMs={span.fromMs} over={isPastCutOff ? 'Past: nothing more is begun, only restore or reopen' : undefined} hint="last safe start of a change" />
      <Countdown title="End" atMs={toMs} zone={zone} fromMs={span.fromMs} hint={toMs === span.toMs ? 'as announced' : 'extended'} />
    </section>
  )
}

interface CountdownProps {
  readonly title: string
  readonly atMs: number
  readonly zone: string
  readonly fromMs: number
  readonly hint: string
  readonly over?: string | undefined
}

const soonMs = 15 * 60_000

function Countdown({ title, atMs, zone, fromMs, hint, over }: CountdownProps): ReactNode {
  const left = useTimed((nowMs) => (atMs >= nowMs ? `in ${formatDuration(atMs - nowMs)}` : `${formatDuration(nowMs - atMs)} ago`))
  const tone = useTimed((nowMs) => (nowMs > atMs ? 'past' : atMs - nowMs < soonMs ? 'soon' : 'far'))
  return (
    <div className="countdown" data-tone={tone}>
      <p className="soft">{title} <span className="num">{momentWords(atMs, zone, fromMs)}</span></p>
      <p className="countdown-left num">{left}</p>
      <p className="soft">{over ?? hint}</p>
    </div>
  )
}
