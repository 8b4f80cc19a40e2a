import type { ReactNode } from 'react'
import type { SetupAccount } from '../../stores/setup-store'

interface RowProps {
  readonly account: SetupAccount
  readonly issue: string | undefined
  readonly change: (id: string, next: Partial<SetupAccount>) => void
}

/** One assigned account: chosen or not, with which role, and its own Regions if they differ. */
export function AccountRow({ account, issue, change }: RowProps): ReactNode {
  const { id, name, chosen, role, roles, trouble } = account
  return (
    <li data-chosen={chosen || undefined}>
      <label className="check grow">
        <input type="checkbox" checked={chosen} aria-invalid={issue !== undefined && !chosen} onChange={() => change(id, { chosen: !chosen, ...(trouble === undefined ? {} : { roles: undefined, trouble: undefined }) })} />
        <span className="ellipsis">{name}</span> <span className="faint num">{id}</span>
      </label>
      {chosen && roles === undefined && <span className="faint">asking for roles …</span>}
      {chosen && roles !== undefined && roles.length > 0 && (
        <select className="select" aria-label={`Role in ${name}`} value={role} aria-invalid={issue !== undefined} onChange={(event) => change(id, { role: event.target.value })}>
          <option value="" disabled>Role …</option>
          {roles.map((option) => (
            <option key={option}>{option}</option>
          ))}
        </select>
      )}
      {chosen && roles?.length === 0 && issue === undefined && <span className="form-error">{trouble ?? 'no role is assigned to you'}</span>}
      {chosen && <OwnRegions account={account} change={change} />}
      {issue !== undefined && <p className="form-error row-issue">{issue}</p>}
    </li>
  )
}

/** An account of a desk that signs in by a profile: everything is typed. */
export function OwnAccount({ account, issue, change }: RowProps): ReactNode {
  const { id, name, chosen, role } = account
  return (
    <li data-chosen={chosen || undefined}>
      <label className="check">
        <input type="checkbox" checked={chosen} onChange={() => change(id, { chosen: !chosen })} />
        <span className="num">{id}</span>
      </label>
      <input className="input grow" aria-label={`Name of ${id}`} value={name} onChange={(event) => change(id, { name: event.target.value })} />
      <input className="input" aria-label={`Role to assume in ${id}`} placeholder="role to assume, if any" value={role} onChange={(event) => change(id, { role: event.target.value.trim() })} />
      {chosen && <OwnRegions account={account} change={change} />}
      {issue !== undefined && <p className="form-error row-issue">{issue}</p>}
    </li>
  )
}

function OwnRegions({ account: { id, name, regions }, change }: Omit<RowProps, 'issue'>): ReactNode {
  return <input className="input own-regions" aria-label={`Regions of ${name}, if others`} placeholder="Regions: as above" spellCheck={false} value={regions} onChange={(event) => change(id, { regions: event.target.value })} />
}
