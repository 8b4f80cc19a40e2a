import type { ReactNode } from 'react'
import type { SetupPlace, SetupPreview } from '#shared/ipc/setup-contract'
import { HealthMark } from '../../components/health-mark'
import { formatCount, plural } from '../../format/number'

/** So many are drawn; the file takes all. */
const shownTenants = 200

/** What was found: tenants, places that did not answer, and what belongs to nobody. */
export function Preview({ preview: { tenants, places, unassigned }, names }: { readonly preview: SetupPreview; readonly names: ReadonlyMap<string, string> }): ReactNode {
  const failed = places.filter(({ error }) => error !== undefined)
  return (
    <div className="preview">
      <p role="status">
        <strong>{plural(tenants.length, 'tenant')}</strong> in {plural(places.length - failed.length, 'place')}
        {failed.length > 0 && `; ${plural(failed.length, 'place')} could not be read`}
        {unassigned > 0 && `; ${plural(unassigned, 'resource')} without the tenant tag`}.
      </p>
      {failed.length > 0 && (
        <ul className="failed-places text">
          {failed.map((place) => (
            <li key={`${place.account} ${place.region}`}><HealthMark kind="unknown" /><span><Place place={place} names={names} />: {place.error?.message}</span></li>
          ))}
        </ul>
      )}
      {tenants.length === 0 ? (
        <p className="soft">Nothing here carries this tag. Check its key (upper and lower case count), or go back and choose other accounts or Regions. The file can be written all the same.</p>
      ) : (
        <div className="preview-table" tabIndex={0} role="region" aria-label="Tenants found">
          <table>
            <thead><tr><th scope="col">Tenant</th><th scope="col">Environments</th><th scope="col" className="num">Databases</th><th scope="col" className="num">App groups</th><th scope="col">Where</th></tr></thead>
            <tbody>
              {tenants.slice(0, shownTenants).map(({ id, environments, databases, appGroups, places: at }) => (
                <tr key={id}><th scope="row">{id}</th><td>{environments.join(', ')}</td><td className="num">{databases}</td><td className="num">{appGroups}</td><td className="soft">{at.map((place) => where(place, names)).join(', ')}</td></tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {tenants.length > shownTenants && <p className="faint">And {formatCount(tenants.length - shownTenants)} more.</p>}
    </div>
  )
}

function Place({ place: { account, region }, names }: { readonly place: SetupPlace; readonly names: ReadonlyMap<string, string> }): ReactNode {
  return <span className="num">{names.get(account) ?? account} ({account}), {region}</span>
}

function where(place: string, names: ReadonlyMap<string, string>): string {
  const [account = '', region = ''] = place.split('/')
  return `${names.get(account) ?? account} · ${region}`
}
