import type { ReactNode } from 'react'
import type { AccountStatus } from '#shared/fleet/watch-status'
import { Age, Instant } from '../../components/age'
import { Button } from '../../components/button'
import { HealthMark } from '../../components/health-mark'
import { formatCount, formatDollars } from '../../format/number'
import { outcomeWords, serviceWords } from '../../format/words'

/** Every account: whether it answers, in words, since when, and what it cost. Troubled ones first. */
export function AccountList({ accounts, onPoll }: { readonly accounts: readonly AccountStatus[]; readonly onPoll: (account: string) => void }): ReactNode {
  const sorted = [...accounts].sort((a, b) => Number(a.outcome === 'ok') - Number(b.outcome === 'ok'))
  return (
    <ul className="account-list">
      {sorted.map((account) => (
        <li key={account.id}>
          <HealthMark kind={account.outcome === 'ok' ? 'healthy' : account.outcome === 'throttled' ? 'watch' : 'unknown'} />
          <div className="grow">
            <div className="row">
              <strong>{account.name}</strong>
              <span className="faint num text">{account.id}</span>
              <span className="faint">{account.regions.join(', ')}</span>
            </div>
            <div className={account.outcome === 'ok' ? 'faint' : 'soft'}>
              {outcomeWords[account.outcome]}
              {account.outcome !== 'ok' && failing(account) !== '' && ` (${failing(account)})`}
            </div>
            {account.error !== undefined && <p className="soft text">{account.error.message}</p>}
            <div className="row faint">
              <span>{account.lastPollAtMs === undefined ? 'not polled yet' : <>polled <Age atMs={account.lastPollAtMs} /> ago</>}</span>
              <span className="num">{formatCount(account.requests)} calls</span>
              <span className="num">{formatDollars(account.dollars)}</span>
              {account.credentialsUntilMs !== undefined && <Credentials untilMs={account.credentialsUntilMs} />}
            </div>
          </div>
          <Button onClick={() => onPoll(account.id)} aria-label={`Poll ${account.name} now`}>
            Poll
          </Button>
        </li>
      ))}
    </ul>
  )
}

const failing = (account: AccountStatus): string =>
  [...new Set(account.scopes.filter(({ outcome }) => outcome !== 'ok' && outcome !== 'pending').map(({ service }) => serviceWords[service]))].join(', ')

function Credentials({ untilMs }: { readonly untilMs: number }): ReactNode {
  return <span>signed in until <Instant atMs={untilMs} /></span>
}
