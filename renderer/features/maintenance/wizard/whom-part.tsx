import type { ReactNode } from 'react'
import { plural } from '../../../format/number'
import { Refused } from '../../../components/refused'
import { Touched } from '../plan-parts'
import { useTenantNames } from '../use-tenant-names'
import { selectsNothing } from './draft-of-form'
import { NamesField } from './names-field'
import type { PartProps } from './part'
import type { Suggestion } from './suggest'
import { useFleetNames } from './use-fleet-names'

/** Who is meant; what that comes to is counted and listed while one chooses. */
export function WhomPart({ form, change, issues, previewed }: PartProps): ReactNode {
  const names = useFleetNames()
  const unknown = previewed.preview?.scope.unknown ?? []
  return (
    <>
      <p className="soft">What is left empty does not narrow. Together the fields narrow: these tenants, and of them only these environments.{form.edit === undefined ? '' : ' The selection was rebuilt from what the plan touched: see below what it comes to now.'}</p>
      {issues['select'] !== undefined && <p className="form-error" role="alert">{issues['select']}</p>}
      <div className="whom">
        <NamesField id="plan-tenants" label="Tenants" hint="Type a name, or paste a list of ids." names={form.tenants} options={names.tenants} placeholder={`${plural(names.tenants.length, 'tenant')} in the fleet`} unknown={unknown} onChange={(tenants) => change({ tenants })} />
        <Picks label="Environments" options={names.environments} names={form.environments} onChange={(environments) => change({ environments })} />
        <NamesField id="plan-accounts" label="Accounts" hint="By number or name." names={form.accounts} options={names.accounts} placeholder={plural(names.accounts.length, 'account')} unknown={unknown} onChange={(accounts) => change({ accounts })} />
        <Picks label="Database engines" options={names.engines} names={form.engines} hint="With an engine chosen, app groups are left out." onChange={(engines) => change({ engines })} />
        <NamesField id="plan-tags" label="Tags" hint="As AWS has them on databases and app groups: key=value, Enter. Of one key any of the values, of several keys each." names={form.tags} options={[]} placeholder="team=core" separator={/[\n\t]/} unknown={unknown} onChange={(tags) => change({ tags })} />
      </div>
      <Scope form={form} previewed={previewed} />
    </>
  )
}

function Picks({ label, options, names, hint, onChange }: { readonly label: string; readonly options: readonly Suggestion[]; readonly names: readonly string[]; readonly hint?: string; readonly onChange: (names: readonly string[]) => void }): ReactNode {
  const shown = [...options.map(({ value }) => value), ...names.filter((name) => !options.some(({ value }) => value === name))]
  return (
    <fieldset className="picks">
      <legend>{label}</legend>
      {shown.map((name) => <label key={name} className="check"><input type="checkbox" checked={names.includes(name)} onChange={() => onChange(names.includes(name) ? names.filter((other) => other !== name) : [...names, name])} />{name}</label>)}
      {shown.length === 0 && <span className="faint">None is known yet.</span>}
      {hint !== undefined && <p className="faint">{hint}</p>}
    </fieldset>
  )
}

function Scope({ form, previewed: { preview, error, isAsking } }: Pick<PartProps, 'form' | 'previewed'>): ReactNode {
  const nameOf = useTenantNames()
  if (selectsNothing(form)) return <p className="scope-count soft" role="status">Nothing is selected yet.</p>
  if (preview === undefined) return error === undefined ? <p className="scope-count soft" role="status">Counting …</p> : <Refused error={error} />
  const { scope, plan } = preview
  return (
    <section className="scope" aria-label="What it comes to" aria-busy={isAsking}>
      <p className="scope-count" role="status">
        <strong>{plural(scope.databases.length, 'database')}</strong> of {plural(new Set(scope.databases.map(({ tenant }) => tenant)).size, 'tenant')}; <strong>{plural(scope.groups.length, 'app group')}</strong>{scope.groups.length > 0 && <>, on which {plural(new Set(scope.groups.flatMap(({ tenants }) => tenants)).size, 'tenant')} stand</>}{isAsking && <span className="faint"> · counting again …</span>}
      </p>
      {scope.groups.length > 0 && plan.groups.length === 0 && <p className="soft">App groups are touched only if a step works on them; then everybody who stands on them is.</p>}
      {error !== undefined && <Refused error={error} />}
      {scope.unknown.length > 0 && <p className="form-error" role="alert">Nothing in this fleet answers to {scope.unknown.join(', ')}. Correct {scope.unknown.length === 1 ? 'the name' : 'the names'} or take {scope.unknown.length === 1 ? 'it' : 'them'} out.</p>}
      <Touched plan={scope} isOpen={scope.databases.length + scope.groups.length <= 12} />
      {scope.leftOut.length > 0 && (
        <details open>
          <summary>{plural(scope.leftOut.length, 'database')} left out</summary>
          <ul className="touched left-out">{scope.leftOut.map(({ id, tenant, because }) => <li key={`${tenant} ${id}`}><span className="text strong">{id}</span><span className="soft">{nameOf(tenant)}</span><span className="soft text">{because}</span></li>)}</ul>
        </details>
      )}
    </section>
  )
}
