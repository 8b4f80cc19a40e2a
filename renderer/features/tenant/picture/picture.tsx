import { ArrowLeft, ArrowRight, Network, X } from 'lucide-react'
import type { CSSProperties, ReactNode } from 'react'
import type { AppInstance } from '#shared/fleet/records'
import { HealthMark } from '../../../components/health-mark'
import { severityWords } from '../../../format/words'
import type { DatabasePicture, EnvironmentPicture, FailoverArrow, GroupPicture, TenantPicture, Trouble } from './picture-model'
import { arrowWords, failoverWords, pictureWords } from './picture-words'

interface Props {
  readonly picture: TenantPicture
  /** Zones that look down as a whole. */
  readonly down: readonly string[]
  readonly nowMs: number
}

/**
 * The zones side by side, an environment a band: app servers above, the database's primary and standby below, a failover as an arrow.
 * What is well is grey; what is not has a shape, a word and a colour.
 */
export function Picture({ picture, down, nowMs }: Props): ReactNode {
  const { zones, environments } = picture
  const bands = environments.map((environment) => ({ environment, height: heightOf(environment) }))
  const rows = bands.reduce((sum, { height }) => sum + height, 1)
  let top = 2
  return (
    <div className="picture" role="img" aria-label={pictureWords(picture, nowMs)} style={{ '--zones': zones.length } as CSSProperties /* a custom property */}>
      {zones.map((zone, at) => (
        <div key={zone} className={down.includes(zone) ? 'picture-zone picture-zone-down' : 'picture-zone'} style={{ gridColumn: at + 2, gridRow: `1 / span ${rows}` }} />
      ))}
      {zones.map((zone, at) => (
        <div key={zone} className="picture-zone-name" style={{ gridColumn: at + 2, gridRow: 1 }}>
          {down.includes(zone) && <HealthMark kind="critical" />}
          <strong>{zone}</strong>
          {down.includes(zone) && <span className="health-critical">looks down</span>}
        </div>
      ))}
      {bands.map(({ environment, height }) => {
        const at = top
        top += height
        return <Band key={environment.environment} environment={environment} zones={zones} top={at} height={height} nowMs={nowMs} />
      })}
    </div>
  )
}

/** Rows of a band: one a group, one a database, one more where it failed over. */
const heightOf = ({ groups, databases }: EnvironmentPicture): number => Math.max(1, groups.length + databases.reduce((sum, { failover }) => sum + (failover === undefined ? 1 : 2), 0))

interface BandProps {
  readonly environment: EnvironmentPicture
  readonly zones: readonly string[]
  readonly top: number
  readonly height: number
  readonly nowMs: number
}

function Band({ environment: { environment, groups, databases }, zones, top, height, nowMs }: BandProps): ReactNode {
  let row = top
  return (
    <>
      <div className="picture-line" style={{ gridColumn: '1 / -1', gridRow: top }} />
      <div className="picture-name" style={{ gridColumn: 1, gridRow: `${top} / span ${height}` }}>
        <strong className="ellipsis" title={environment}>{environment}</strong>
        {groups.map((group) => <Balancer key={group.id} group={group} />)}
        {databases.map(({ id, trouble }) => trouble !== undefined && <Said key={id} trouble={trouble} />)}
        {groups.map(({ id, trouble }) => trouble !== undefined && <Said key={id} trouble={trouble} />)}
      </div>
      {groups.map((group) => {
        const at = row++
        return zones.map((zone, column) => <div key={`${group.id} ${zone}`} className="picture-cell" style={{ gridColumn: column + 2, gridRow: at }}><Instances group={group} zone={zone} /></div>)
      })}
      {databases.map((database) => {
        const at = row
        row += database.failover === undefined ? 1 : 2
        return [
          ...zones.map((zone, column) => <div key={`${database.id} ${zone}`} className="picture-cell" style={{ gridColumn: column + 2, gridRow: at }}><DatabaseIn database={database} zone={zone} /></div>),
          ...(database.failover === undefined ? [] : [<Arrow key={`${database.id} arrow`} arrow={database.failover} zones={zones} row={at + 1} nowMs={nowMs} />]),
        ]
      })}
    </>
  )
}

const Said = ({ trouble: { severity, words } }: { readonly trouble: Trouble }): ReactNode => (
  <span className={`picture-said severity-${severity}`} title={words}><HealthMark kind={severity} /> {severityWords[severity]}</span>
)

/** What the load balancer in front of the app servers sees. */
function Balancer({ group: { id, targets, inService, desired, shared } }: { readonly group: GroupPicture }): ReactNode {
  return (
    <span className="picture-balancer" title={`${id}${shared ? ', shared with other tenants' : ''}`}>
      <Network aria-hidden="true" />
      <span className={targets !== undefined && targets.healthy < targets.total ? 'strong num' : 'num'}>{targets === undefined ? `${inService}/${desired} serve` : `${targets.healthy}/${targets.total} healthy`}</span>
      {shared && <span className="faint">shared</span>}
    </span>
  )
}

/** More squares than this are a number: a wall of them says no more. */
const mostSquares = 8

function Instances({ group, zone }: { readonly group: GroupPicture; readonly zone: string }): ReactNode {
  const found = group.zones.find((each) => each.zone === zone)
  if (found === undefined) return <span className="picture-none faint">no app server</span>
  const { serving, others } = found
  return (
    <>
      {Array.from({ length: Math.min(serving, mostSquares) }, (_, at) => <span key={at} className="picture-app" />)}
      {others.slice(0, mostSquares).map((instance) => <Failing key={instance.id} instance={instance} />)}
      <span className="picture-count num">{others.length > 0 ? serving > 0 && serving : `${serving} in service`}{others.length > 0 && <strong className={others.every(isComing) ? 'picture-coming' : ''}>{serving > 0 && ' · '}{othersWords(others)}</strong>}</span>
    </>
  )
}

const Failing = ({ instance }: { readonly instance: AppInstance }): ReactNode => (
  <span className={isComing(instance) ? 'picture-app picture-app-coming' : 'picture-app picture-app-gone'} title={`${instance.id}: ${instance.lifecycle}, ${instance.health}`}>{!isComing(instance) && <X aria-hidden="true" />}</span>
)

const isComing = ({ lifecycle }: AppInstance): boolean => lifecycle.startsWith('Pending')

/** `2 starting, 1 terminating` */
function othersWords(others: readonly AppInstance[]): string {
  const words = others.map((instance) => (isComing(instance) ? 'starting' : instance.lifecycle === 'InService' ? instance.health.toLowerCase() : instance.lifecycle.toLowerCase()))
  return [...new Set(words)].map((word) => `${words.filter((each) => each === word).length} ${word}`).join(', ')
}

function DatabaseIn({ database, zone }: { readonly database: DatabasePicture; readonly zone: string }): ReactNode {
  const { id, primary, standby, status, trouble, isReplica, alone } = database
  const isBad = trouble !== undefined && trouble.severity !== 'watch'
  if (zone === primary) {
    return (
      <span className={`picture-db picture-db-primary ${isBad ? `picture-db-${trouble.severity}` : ''}`} title={`${id}: ${status}${trouble === undefined ? '' : `. ${trouble.words}`}`}>
        {isBad && <HealthMark kind={trouble.severity} />}
        <strong>{isReplica ? 'Replica' : 'Primary'}</strong>
        <span className={status === 'available' ? 'faint ellipsis' : 'strong ellipsis'}>{status}</span>
        {alone !== undefined && !isReplica && <span className="picture-alone">{alone === 'singleAz' ? 'no standby' : 'standby not told'}</span>}
      </span>
    )
  }
  return zone === standby ? <span className="picture-db picture-db-standby" title={`${id}: standby`}>Standby</span> : null
}

/** From the zone that was left to the one that serves now. Without zones told it is words alone. */
function Arrow({ arrow, zones, row, nowMs }: { readonly arrow: FailoverArrow; readonly zones: readonly string[]; readonly row: number; readonly nowMs: number }): ReactNode {
  const [from, to] = [zones.indexOf(arrow.from ?? ''), zones.indexOf(arrow.to ?? '')]
  const words = failoverWords(arrow, nowMs)
  if (from < 0 || to < 0 || from === to) return <div className={`picture-arrow picture-arrow-words picture-arrow-${arrow.state}`} style={{ gridColumn: '2 / -1', gridRow: row }}><span>{words}</span></div>
  const [first, last] = [Math.min(from, to), Math.max(from, to)]
  return (
    <div className={`picture-arrow picture-arrow-${arrow.state}`} style={{ gridColumn: `${first + 2} / ${last + 3}`, gridRow: row }} title={words}>
      {to < from && <ArrowLeft aria-hidden="true" className="picture-head-left" />}
      <span>{arrowWords(arrow, nowMs)}</span>
      {to > from && <ArrowRight aria-hidden="true" className="picture-head-right" />}
    </div>
  )
}
