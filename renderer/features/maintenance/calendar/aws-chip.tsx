import type { ReactNode } from 'react'
import type { AwsMaintenance } from '#shared/maintenance/window-view'
import { Popover } from '../../../components/popover'
import { formatUtc } from '../../../format/time'
import { momentWords } from '../times'
import { useTenantNames } from '../use-tenant-names'

/** What AWS does by itself on a day, counted; who is hit, on a press. */
export function AwsChip({ pending, zone }: { readonly pending: readonly AwsMaintenance[]; readonly zone: string }): ReactNode {
  const nameOf = useTenantNames()
  if (pending.length === 0) return <span />
  const first = Math.min(...pending.flatMap(({ autoAppliedAfterMs, forcedApplyMs }) => autoAppliedAfterMs ?? forcedApplyMs ?? []))
  return (
    <Popover className="aws-chip" trigger={<span className="ellipsis">{pending.length === 1 ? pending[0]?.database : `${pending.length} databases`} <span className="num">{momentWords(first, zone, first)}</span></span>} label="AWS’s own maintenance" place="below-start">
      {() => (
        <div className="session-details" role="group" aria-label="AWS’s own maintenance" tabIndex={0}>
          {pending.map((each) => <section key={`${each.tenant} ${each.database} ${each.action}`}><h3>{each.database} <span className="faint">{nameOf(each.tenant)}</span></h3><p className="text">{awsWords(each, zone)}</p></section>)}
        </div>
      )}
    </Popover>
  )
}

export function awsWords({ action, description, autoAppliedAfterMs, forcedApplyMs }: AwsMaintenance, zone: string): string {
  const what = description === undefined ? action : `${action}: ${description}`
  if (forcedApplyMs !== undefined) return `${what}. AWS does it at ${momentWords(forcedApplyMs, zone)} (${formatUtc(forcedApplyMs)}) at the latest, announced or not.`
  return autoAppliedAfterMs === undefined ? `${what}. AWS waits until somebody asks for it.` : `${what}. AWS does it by itself in the database’s own window after ${momentWords(autoAppliedAfterMs, zone)} (${formatUtc(autoAppliedAfterMs)}).`
}
