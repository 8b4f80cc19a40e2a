import type { ReactNode } from 'react'
import type { FeedId } from '#shared/fleet/feeds'
import type { TenantServices } from '#shared/fleet/service-views'
import { useTimed } from '../../../stores/services'
import { LastLines } from '../services/last-lines'
import { doubtOf } from '../services/known'
import { bucketRows, doorRows, logRows, sftpRows } from '../services/service-lists'
import { ServicePart } from '../services/service-row'
import { NotApplicable, TenantCard } from '../tenant-card'
import type { SectionProps } from './section'

const none: TenantServices = { doors: [], strayAcls: [], sftpServers: [], buckets: [], logs: [] }

/** What each part rests on. */
const behind = {
  tags: ['tagging.resources'],
  doors: ['tagging.resources', 'wafv2.web-acls'],
  sftp: ['tagging.resources', 'transfer.servers'],
  buckets: ['tagging.resources', 's3.buckets'],
  logs: ['tagging.resources', 'logs.metric-filters'],
} as const satisfies Record<string, readonly FeedId[]>

/** Who is let in, where files arrive, what must not be changed, which logs wake somebody. */
export function ServicesSection({ detail: { view } }: SectionProps): ReactNode {
  const services = view.services ?? none
  const tags = useDoubt(view, behind.tags)
  const doors = useDoubt(view, behind.doors)
  const sftp = useDoubt(view, behind.sftp)
  const buckets = useDoubt(view, behind.buckets)
  const logs = useDoubt(view, behind.logs)
  const isEmpty = view.services === undefined && tags === undefined
  return (
    <TenantCard title="Other services" note={isEmpty ? undefined : 'found by their tags'}>
      {isEmpty ? (
        <NotApplicable>no load balancer, SFTP server, bucket or log group bears this tenant’s tag.</NotApplicable>
      ) : (
        <div className="service-parts">
          <ServicePart title="Who is let in" doubt={doors} nothing="no load balancer bears its tag.">{doorRows(services)}</ServicePart>
          <ServicePart title="SFTP" doubt={sftp} nothing="no SFTP server bears its tag.">{sftpRows(services)}</ServicePart>
          <ServicePart title="Buckets" doubt={buckets} nothing="no bucket bears its tag.">{bucketRows(services)}</ServicePart>
          <ServicePart title="Words in logs" doubt={logs} nothing="its databases export no log, and no log group bears its tag." more={<LastLines tenant={view.id} names={filterNames(services)} />}>{logRows(services)}</ServicePart>
        </div>
      )}
    </TenantCard>
  )
}

/** `failed-logins of /aws/rds/instance/x/audit`, by the filter's key. */
const filterNames = ({ logs }: TenantServices): ReadonlyMap<string, string> => new Map(logs.flatMap(({ environment, filters }) => filters.map(({ record }) => [record.key, `${record.name}${environment === undefined ? '' : `, ${environment}`}`] as const)))

/** Text of the doubt changes with time alone; its words are compared, not its object. */
function useDoubt(view: SectionProps['detail']['view'], feeds: readonly FeedId[]) {
  const key = useTimed((nowMs) => {
    const doubt = doubtOf(view, feeds, nowMs)
    return doubt === undefined ? '' : `${doubt.kind}|${doubt.words}`
  })
  const [kind, ...words] = key.split('|')
  return kind === '' ? undefined : { kind: kind as 'denied' | 'waiting' | 'failed' | 'old', words: words.join('|') } // written above
}
