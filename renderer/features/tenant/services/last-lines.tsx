import type { ReactNode } from 'react'
import type { LogHits } from '#shared/services/log-hits'
import { dayMs } from '#shared/kernel/time'
import { Age, Instant } from '../../../components/age'
import { Button } from '../../../components/button'
import { formatDollars, plural } from '../../../format/number'
import { useLogHits } from './use-log-hits'

/** When a log last had a line that somebody looks for: asked of CloudWatch on request. */
export function LastLines({ tenant, names }: { readonly tenant: string; readonly names: ReadonlyMap<string, string> }): ReactNode {
  const { state, ask } = useLogHits(tenant)
  if (names.size === 0) return null
  return (
    <div className="service-hits" role="group" aria-label="Last lines found" aria-busy={state.kind === 'asking'}>
      <Button look="quiet" disabled={state.kind === 'asking'} onClick={ask}>{state.kind === 'asking' ? 'Asking CloudWatch …' : 'When was a line last found?'}</Button>
      {state.kind === 'failed' && <p className="small" role="alert">{state.error.message}</p>}
      {state.kind === 'ready' && <Answer hits={state.hits} names={names} />}
    </div>
  )
}

function Answer({ hits, names }: { readonly hits: LogHits; readonly names: ReadonlyMap<string, string> }): ReactNode {
  return (
    <>
      <dl className="tenant-list">
        {hits.filters.map(({ filter, lines, lastHourMs }) => (
          <div key={filter}>
            <dt className="text">{names.get(filter) ?? filter}</dt>
            <dd>{lastHourMs === undefined ? `no line in ${Math.round((hits.readAtMs - hits.sinceMs) / dayMs)} d` : <>in the hour from <Instant atMs={lastHourMs} />, <Age atMs={lastHourMs} /> ago; {plural(lines, 'line')} in {Math.round((hits.readAtMs - hits.sinceMs) / dayMs)} d</>}</dd>
          </div>
        ))}
      </dl>
      {hits.troubles.map(({ message }) => <p key={message} className="small soft" role="alert">{message}</p>)}
      <p className="small faint">asked <Age atMs={hits.readAtMs} exact /> ago, for {formatDollars(hits.dollars)}</p>
    </>
  )
}
