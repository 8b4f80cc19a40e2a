import { CalendarX, CircleCheck, Mail, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { plannedCalls, withListeners } from '#shared/maintenance/planned-calls'
import type { PlanPreview } from '#shared/maintenance/window-view'
import { Button } from '../../../components/button'
import { formatUtc } from '../../../format/time'
import { plural } from '../../../format/number'
import { ForecastBar } from '../forecast-bar'
import { Calls, CopyWords, failureWords, Outages, PlannedSteps, Touched } from '../plan-parts'
import { Refused } from '../../../components/refused'
import { kindWords } from '../stage-words'
import { momentWords, spanWords } from '../times'
import { AskedOfAws } from './asked-of-aws'
import { draftOf, firstFaulty, issuesOf } from './draft-of-form'
import type { PartProps } from './part'
import { useAwsAnswers, type AwsAnswers } from './use-aws-answers'
import { sayable, whenOf } from './when-of-form'

/** What the plan means, before anybody is asked to approve it. Nothing is written yet. */
export function PreviewPart(props: PartProps): ReactNode {
  const { form, previewed } = props
  const { preview, error, isAsking } = previewed
  if (firstFaulty(issuesOf(form)) !== undefined) return <p className="soft" role="status">Something is still missing: the steps on the left that are marked say what.</p>
  if (error !== undefined) return <Refused error={error} />
  if (preview === undefined || isAsking) return <p className="soft" role="status" aria-busy="true">Working out what it means …</p>
  return <Preview {...props} preview={preview} />
}

function Preview({ form, change, preview }: PartProps & { readonly preview: PlanPreview }): ReactNode {
  const { plan, span, forecast, cutOffMs } = preview
  const { zone } = plan.window
  const answers = useAwsAnswers(draftOf(form), plan)
  return (
    <div className="preview-plan">
      <section aria-label="In short">
        <p className="preview-line"><strong className="text">{plan.title}</strong> <span className="soft">{kindWords[plan.kind]}</span></p>
        <p><span className="num">{spanWords(span, zone)}</span> {zone} <span className="faint num">({formatUtc(span.fromMs)})</span></p>
      </section>
      <InItsWay form={form} change={change} preview={preview} answers={answers} />
      <AskedOfAws answers={answers} zone={zone} />
      <section aria-label="How long"><h3>How long</h3><ForecastBar span={span} zone={zone} cutOffMs={cutOffMs} forecast={forecast} /></section>
      <section aria-label="What is done"><h3>What is done</h3><PlannedSteps forecast={forecast} /><p><strong>If it fails:</strong> {failureWords(plan)}</p><CopyWords plan={plan} /></section>
      <section aria-label="Whom it touches">
        <h3>Whom it touches</h3>
        <Outages forecast={forecast} />
        <Touched plan={plan} />
        {preview.scope.leftOut.length > 0 && <p className="soft">{plural(preview.scope.leftOut.length, 'database')} left out: see “Whom”.</p>}
        <Calls calls={callsOf(preview, answers)} />
      </section>
    </div>
  )
}

/** Counted by the listeners that AWS named, once it has. */
function callsOf({ plan, reach, forecast }: PlanPreview, { parts }: AwsAnswers): PlanPreview['forecast']['calls'] {
  const listeners = parts.flatMap(({ asking }) => (asking.kind === 'answered' && asking.answer.listeners !== undefined ? [asking.answer.listeners] : []))[0]
  return reach === undefined || listeners === undefined ? forecast.calls : plannedCalls(plan, withListeners(reach, listeners))
}

/** Conflicts with the next free time at one press, what else is in the way, and when it could begin were everybody told now. */
function InItsWay({ form, change, preview, answers }: Pick<PartProps, 'form' | 'change'> & { readonly preview: PlanPreview; readonly answers: AwsAnswers }): ReactNode {
  const { blockers, conflicts, nextFree, earliestIfToldNowMs, span, plan } = preview
  const { zone } = plan.window
  const inConflict = blockers.filter(({ kind }) => kind === 'conflict')
  const asked = answers.parts.flatMap(({ asking }) => (asking.kind === 'answered' ? asking.answer.blockers : []))
  const others = [...blockers.filter(({ kind }) => kind !== 'conflict'), ...asked]
  const isUnknown = answers.parts.some(({ asking }) => asking.kind === 'failed')
  const earliestMs = sayable(earliestIfToldNowMs)
  const isTooSoon = form.kind === 'downtime' && span.fromMs < earliestIfToldNowMs
  const goTo = (atMs: number): void => change(whenOf(atMs, form.zone))
  return (
    <section aria-label="In its way">
      <h3>In its way</h3>
      <ul className="blockers">
        {conflicts.length > 0 && (
          <li><CalendarX aria-hidden="true" /><div>{inConflict.map(({ message }) => <p key={message} className="text">{message}</p>)}{nextFree !== undefined ? <Button onClick={() => goTo(nextFree.fromMs)}>Next free slot: {momentWords(nextFree.fromMs, zone)}</Button> : <p className="soft">No time of this length is free within a year.</p>}</div></li>
        )}
        {others.map(({ message }) => <li key={message}><TriangleAlert aria-hidden="true" /><p className="text">{message}</p></li>)}
        {isTooSoon && <li><Mail aria-hidden="true" /><div><p>Told now, the slowest tenant’s notice ends at <span className="num">{momentWords(earliestMs, zone)}</span>: it cannot begin before. Plan it for then or later, or make it an emergency.</p><Button onClick={() => goTo(earliestMs)}>Begin at {momentWords(earliestMs, zone)}</Button></div></li>}
      </ul>
      {conflicts.length === 0 && others.length === 0 && !isTooSoon && <p className="row clear-way"><CircleCheck aria-hidden="true" /><span>{!answers.isOver ? 'Nothing so far; not everything is answered yet.' : isUnknown ? 'Nothing that is known; not everything could be asked.' : 'Nothing.'} {form.kind === 'downtime' ? `Told now, it could begin from ${momentWords(earliestMs, zone)}.` : 'After approval it is announced, and runs in its time.'}</span></p>}
    </section>
  )
}
