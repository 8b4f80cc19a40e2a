import type { ReactNode } from 'react'
import { flappingSpanMs, type AlarmTurn } from '#shared/fleet/alarm-turns'
import { Instant } from '../../components/age'
import { plural } from '../../format/number'
import { stateWords } from './alarm-words'

/** The changes of the last half hour as a strip, and as a list that says the same. */
export function TurnStrip({ turns, untilMs }: { readonly turns: readonly AlarmTurn[]; readonly untilMs: number }): ReactNode {
  const fromMs = untilMs - flappingSpanMs
  const x = (atMs: number): number => (100 * Math.min(flappingSpanMs, Math.max(0, atMs - fromMs))) / flappingSpanMs
  return (
    <section aria-label="Changes">
      <h3>Changes within half an hour</h3>
      <svg className="alarms-strip" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label={`${plural(turns.length, 'change')} within half an hour; the list below has their times`}>
        <rect x="0" y="4" width="100" height="2" className="alarms-strip-none" />
        {turns.map((turn, at) => {
          const from = x(turn.atMs)
          return <rect key={`${turn.atMs} ${turn.to}`} x={from} width={Math.max(0.6, x(turns[at + 1]?.atMs ?? untilMs) - from)} y={turn.to === 'ALARM' ? 0 : 3} height={turn.to === 'ALARM' ? 10 : 4} className={`alarms-strip-${turn.to}`} />
        })}
      </svg>
      <ol className="alarms-turns">{turns.toReversed().map(({ atMs, to }) => <li key={`${atMs} ${to}`}><Instant atMs={atMs} /> {stateWords[to]}</li>)}</ol>
    </section>
  )
}
