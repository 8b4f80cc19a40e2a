import type { ReactNode } from 'react'
import type { AccountStatus } from '#shared/fleet/watch-status'
import { Age, Instant } from '../../components/age'
import { Button } from '../../components/button'
import { HealthMark } from '../../components/health-mark'
import { formatCount, formatDollars } from '../../format/number'
import { outcomeWords, serviceWords } from '../../format/words'
import { useTimed } from '../../stores/services'

/** Every account in a line: when it was last read and what that cost; what troubles one is said below it. Troubled ones first. */
export function AccountList({ accounts, onPoll }: { readonly accounts: readonly AccountStatus[]; readonly onPoll: (account: string) => void }): ReactNode {
  const sorted = [...accounts].sort((a, b) => Number(a.outcome === 'ok') - Number(b.outcome === 'ok'))
  return (
    <ul className="account-list">
      {sorted.map((account) => (
        <li key={account.id}>
          <HealthMark kind={account.outcome === 'ok' ? 'healthy' : account.outcome === 'throttled' ? 'watch' : 'unknown'} />
          <strong className="ellipsis" title={account.name}>{account.name}</strong>
          <span className="faint num text">{account.id}</span>
          <span className="faint">{account.regions.join(', ')}</span>
          <span className="soft">{account.credentialsUntilMs !== undefined && <Credentials untilMs={account.credentialsUntilMs} />}</span>
          <span className="soft end"><Polled atMs={account.lastPollAtMs} /></span>
          <span className="faint num end">{formatCount(account.requests)} calls</span>
          <span className="faint num end">{formatDollars(account.dollars)}</span>
          <Button onClick={() => onPoll(account.id)} aria-label={`Poll ${account.name} now`}>
            Poll
          </Button>
          {account.outcome !== 'ok' && <Trouble account={account} />}
        </li>
      ))}
    </ul>
  )
}

/** AWS time is not known before something has answered. */
function Polled({ atMs }: { readonly atMs: number | undefined }): ReactNode {
  const answered = useTimed((nowMs) => !Number.isNaN(nowMs))
  if (atMs === undefined) return 'not polled yet'
  return answered ? <>polled <Age atMs={atMs} /> ago</> : 'no answer yet'
}

function Trouble({ account }: { readonly account: AccountStatus }): ReactNode {
  const { outcome, error } = account
  const what = failing(account)
  return (
    <p className="account-trouble text">
      <span>{outcomeWords[outcome]}{what !== '' && ` (${what})`}</span>
      {error !== undefined && <span className="soft">{error.message}</span>}
    </p>
  )
}

const failing = (account: AccountStatus): string =>
  [...new Set(account.scopes.filter(({ outcome }) => outcome !== 'ok' && outcome !== 'pending').map(({ service }) => serviceWords[service]))].join(', ')

function Credentials({ untilMs }: { readonly untilMs: number }): ReactNode {
  return <span>signed in until <Instant atMs={untilMs} /></span>
}
