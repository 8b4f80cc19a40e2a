import type { ReactNode } from 'react'
import type { TenantPicture } from './picture-model'
import { failoverWords, groupWords, roleWords, targetWords } from './picture-words'

/** The picture as a table: the same facts, one thing a line. */
export function PictureTable({ picture: { environments }, nowMs }: { readonly picture: TenantPicture; readonly nowMs: number }): ReactNode {
  return (
    <table className="tenant-table">
      <caption className="unseen">Where everything of the tenant stands</caption>
      <thead><tr><th scope="col">Environment</th><th scope="col">What</th><th scope="col">Where</th><th scope="col">State</th></tr></thead>
      <tbody>
        {environments.flatMap(({ environment, groups, databases }) => [
          ...groups.map((group) => (
            <tr key={group.id}><td>{environment}</td><td className="text">{group.id}{group.shared && <span className="faint"> shared</span>}</td><td className="text">{group.zones.map(({ zone, serving, others }) => `${zone}: ${serving}${others.length === 0 ? '' : ` + ${others.length} not serving`}`).join(', ') || 'no instance'}</td><td className="text" title={groupWords(group)}>{group.inService} of {group.desired} in service{group.targets === undefined ? '' : `, ${targetWords(group.targets)}`}{group.trouble !== undefined && `. ${group.trouble.words}`}</td></tr>
          )),
          ...databases.map((database) => (
            <tr key={database.id}><td>{environment}</td><td className="text">{database.id} <span className="faint">{database.engine}</span></td><td className="text">{roleWords(database)}</td><td className="text">{[database.status, ...(database.failover === undefined ? [] : [failoverWords(database.failover, nowMs)]), ...(database.trouble === undefined ? [] : [database.trouble.words])].join(', ')}</td></tr>
          )),
        ])}
      </tbody>
    </table>
  )
}
