import { useState, type ReactNode } from 'react'
import { Button } from '../../components/button'
import { ErrorWords } from '../../components/error-words'
import { plural } from '../../format/number'
import type { SetupAccount } from '../../stores/setup-store'
import { useServices, useSlice } from '../../stores/services'
import { AccountRow, OwnAccount } from './account-row'
import { issuesOfAccounts, matches, offeredRoles, type Issues } from './setup-plan'
import { Field, focusFirstIssue, StepForm } from './step-form'
import { useAssigned } from './use-assigned'

/** Accounts to watch, the role to read each with, and the Regions to read. */
export function AccountsStep(): ReactNode {
  const { setup } = useServices()
  const { way, accounts, regions } = useSlice('setup', (state) => state)
  const { loading, error, again } = useAssigned()
  const [filter, setFilter] = useState('')
  const [issues, setIssues] = useState<Issues>({})
  const shown = way === 'sso' ? accounts.filter((account) => matches(account, filter)) : accounts
  const chosen = accounts.filter((account) => account.chosen)
  const waiting = way === 'sso' ? chosen.filter(({ roles }) => roles === undefined).length : 0

  const change = (id: string, next: Partial<SetupAccount>): void => changeAll((account) => (account.id === id ? { ...account, ...next } : account))
  const changeAll = (next: (account: SetupAccount) => SetupAccount): void => {
    setup.setState(({ accounts: old }) => ({ accounts: old.map(next), preview: undefined }))
    setIssues({})
  }
  const all = shown.length > 0 && shown.every((account) => account.chosen)
  const toggleShown = (): void => {
    const ids = new Set(shown.map(({ id }) => id))
    changeAll((account) => (ids.has(account.id) ? { ...account, chosen: !all } : account))
  }
  const onNext = (): void => {
    const found = issuesOfAccounts(setup.getState())
    setIssues(found)
    if (Object.keys(found).length > 0) return focusFirstIssue()
    setup.setState({ step: 'tenants' })
  }
  return (
    <StepForm step="accounts" next="Next: tenants" busy={waiting > 0} onNext={onNext}>
      <Field id="regions" label="Regions" value={regions} placeholder="eu-west-1, eu-central-1" hint="Read in every chosen account that names none of its own." issue={issues['regions']} onChange={(value) => setup.setState({ regions: value, preview: undefined })} />
      {way === 'profile' ? (
        <OwnAccounts accounts={accounts} issues={issues} change={change} />
      ) : (
        <>
          <div className="row wrap">
            <input className="input grow" type="search" aria-label="Filter accounts" placeholder="Filter by name or number" value={filter} onChange={(event) => setFilter(event.target.value)} onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()} />
            <label className="check"><input type="checkbox" checked={all} disabled={shown.length === 0} onChange={toggleShown} /><span>{filter.trim() === '' ? 'All accounts' : `All ${shown.length} shown`}</span></label>
            <RoleForAll chosen={chosen} onPick={(role) => changeAll((account) => (account.chosen && account.roles?.includes(role) === true ? { ...account, role } : account))} />
          </div>
          <p className="soft num" role="status">
            {loading ? 'Asking which accounts are assigned to you …' : `${chosen.length} of ${plural(accounts.length, 'account')} chosen`}
            {waiting > 0 && `; asking for the roles of ${waiting} more (five accounts a second)`}
          </p>
          {issues['accounts'] !== undefined && <p className="form-error" role="alert">{issues['accounts']}</p>}
          <ul className="account-rows" aria-label="Accounts">
            {shown.map((account) => (
              <AccountRow key={account.id} account={account} issue={issues[account.id]} change={change} />
            ))}
          </ul>
          {!loading && error === undefined && accounts.length === 0 && <p className="soft">No account is assigned to you in this Identity Center. Ask who administers it for an assignment, then come back.</p>}
          {accounts.length > 0 && shown.length === 0 && <p className="soft">No account is called “{filter.trim()}”.</p>}
        </>
      )}
      {error !== undefined && <ErrorWords error={error} action={<Button onClick={again}>Try again</Button>} />}
    </StepForm>
  )
}

function RoleForAll({ chosen, onPick }: { readonly chosen: readonly SetupAccount[]; readonly onPick: (role: string) => void }): ReactNode {
  const roles = offeredRoles(chosen)
  if (roles.length < 2) return null
  return (
    <select className="select" aria-label="Role for all chosen accounts" value="" onChange={(event) => onPick(event.target.value)}>
      <option value="" disabled>Role for all …</option>
      {roles.map((role) => (
        <option key={role}>{role}</option>
      ))}
    </select>
  )
}

interface OwnAccountsProps {
  readonly accounts: readonly SetupAccount[]
  readonly issues: Issues
  readonly change: (id: string, next: Partial<SetupAccount>) => void
}

/** A profile tells only of its own account; others are reached by assuming a role there. */
function OwnAccounts({ accounts, issues, change }: OwnAccountsProps): ReactNode {
  const { setup } = useServices()
  const [id, setId] = useState('')
  const usable = /^\d{12}$/.test(id) && !accounts.some((account) => account.id === id)
  const add = (): void => {
    setup.setState({ accounts: [...accounts, { id, name: id, chosen: true, role: '', regions: '' }], preview: undefined })
    setId('')
  }
  return (
    <>
      {issues['accounts'] !== undefined && <p className="form-error" role="alert">{issues['accounts']}</p>}
      <ul className="account-rows" aria-label="Accounts">
        {accounts.map((account) => (
          <OwnAccount key={account.id} account={account} issue={issues[account.id]} change={change} />
        ))}
      </ul>
      <div className="row">
        <input className="input" aria-label="Number of another account" placeholder="12 digits" inputMode="numeric" value={id} onChange={(event) => setId(event.target.value.trim())} onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          if (usable) add()
        }} />
        <Button disabled={!usable} onClick={add}>Add account</Button>
      </div>
      <p className="faint">In other accounts a role is assumed; leave it empty where the profile’s own keys are right.</p>
    </>
  )
}
