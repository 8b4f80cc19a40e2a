import type { ReactNode } from 'react'
import type { GroupRefreshRecord, InstanceRefresh } from '#shared/fleet/records'
import { isUnderWay } from '#shared/health/app-refresh'
import { Age, Instant } from '../age'
import { refreshWords } from './app-words'

/** How far the last refresh of a group is, or how it ended. Absent in the record: it had none in six weeks, and nothing is drawn. */
export function RefreshBar({ refresh }: { readonly refresh: GroupRefreshRecord }): ReactNode {
  const { latest } = refresh
  return latest === undefined ? null : <LatestRefresh latest={latest} readAtMs={refresh.readAtMs} />
}

function LatestRefresh({ latest, readAtMs }: { readonly latest: InstanceRefresh; readonly readAtMs: number }): ReactNode {
  const { version, startedAtMs, endedAtMs, reason, percent } = latest
  return (
    <div className="app-refresh">
      <p>
        <span className="strong">Refresh{version === undefined ? '' : ` to version ${version}`}</span> <span className="num">{refreshWords(latest)}</span>
        <span className="faint"> · read <Age atMs={readAtMs} /> ago</span>
      </p>
      {isUnderWay(latest) && percent !== undefined && <progress max={100} value={percent} aria-label={`Instance refresh: ${refreshWords(latest)}`} />}
      <p className="faint">
        {startedAtMs !== undefined && <>Started <Instant atMs={startedAtMs} /></>}
        {endedAtMs !== undefined && <>, ended <Instant atMs={endedAtMs} /></>}
        {' · by whom: CloudTrail, '}<span className="mono">StartInstanceRefresh</span>
      </p>
      {reason !== undefined && <p className="soft text">{reason}</p>}
    </div>
  )
}
