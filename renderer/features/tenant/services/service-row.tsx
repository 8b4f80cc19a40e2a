import type { ReactNode } from 'react'
import { Age } from '../../../components/age'
import { CopyButton } from '../../../components/copy-button'
import { HealthMark } from '../../../components/health-mark'
import type { Doubt } from './known'
import type { Standing } from './service-words'

interface PartProps {
  readonly title: string
  readonly doubt: Doubt | undefined
  /** Said when there is nothing of the kind. */
  readonly nothing: string
  readonly children: readonly ReactNode[]
  /** Below the rows. */
  readonly more?: ReactNode
}

/** One kind of service. What may not be believed is said before it, what is not there in its place. */
export function ServicePart({ title, doubt, nothing, children, more }: PartProps): ReactNode {
  return (
    <div className="service-part">
      <h3>{title}</h3>
      {doubt !== undefined && <p className="small soft service-doubt"><HealthMark kind="unknown" /><span>{doubt.kind === 'denied' ? 'Cannot be told. ' : ''}{doubt.words}</span></p>}
      {children.length > 0 ? <ul className="service-rows">{children}</ul> : doubt === undefined && <p className="small faint">Not applicable: {nothing}</p>}
      {more}
    </div>
  )
}

interface RowProps {
  /** What an operator would type elsewhere: copied with a click. */
  readonly id: string
  readonly standing: Standing
  readonly environment?: string | undefined
  readonly shared?: boolean
  /** AWS time of the reading; absent: not read by itself. */
  readonly readAtMs?: number | undefined
  /** Further facts, label and value. */
  readonly facts: readonly (readonly [string, string])[]
}

export function ServiceRow({ id, standing, environment, shared = false, readAtMs, facts }: RowProps): ReactNode {
  return (
    <li>
      <HealthMark kind={standing.mark} />
      <div className="service-what">
        <span className="row service-name">
          <span className="mono text">{id}</span>
          <CopyButton label={`Copy ${id}`} text={() => id} />
          <span className="grow" />
          {readAtMs !== undefined && <span className="faint">read <Age atMs={readAtMs} /> ago</span>}
        </span>
        <span className="text">{standing.words}{environment === undefined ? '' : ` · ${environment}`}{shared ? ' · shared' : ''}</span>
        {facts.length > 0 && <span className="soft text">{facts.map(([label, value]) => `${label} ${value}`).join(' · ')}</span>}
      </div>
    </li>
  )
}
