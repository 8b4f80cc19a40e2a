import { ClockAlert, DatabaseZap, LogIn, Save, ShieldX, Unplug, WifiOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { feeds } from '#shared/fleet/feeds'
import type { AccountStatus } from '#shared/fleet/watch-status'
import type { AppError } from '#shared/kernel/app-error'
import { Button } from '../components/button'
import { formatDuration } from '../format/duration'
import { plural } from '../format/number'
import { formatUtc } from '../format/time'
import { useServices, useSlice, useTimed } from '../stores/services'
import { mayRun, needsSignIn, sessionsOf } from '../stores/access-store'
import { pollNow, signIn } from './actions'
import { AuditBanner } from './audit-banner'
import { Banner } from './banner'
import { MaintenanceBanners } from './maintenance-banners'
import { SupportBanners } from './support-banners'
import { ZoneBanners } from './zone-banners'

/** What makes the whole screen less than current, in words; nothing at all when all is well. */
export function Banners(): ReactNode {
  return (
    <>
      <CachedBanner />
      <DisconnectedBanner />
      <StaleBanner />
      <OurNetworkBanner />
      <ZoneBanners />
      <MaintenanceBanners />
      <SupportBanners />
      <AuditBanner />
      <RefusedBanner />
      <SettingsBanner />
    </>
  )
}

function CachedBanner(): ReactNode {
  const cached = useSlice('fleet', (state) => state.kind === 'ready' && state.cached)
  if (!cached) return null
  return (
    <Banner icon={DatabaseZap} tone="unknown">
      <strong>From the last session.</strong> Nothing has been polled yet; every row keeps its old age until its account answers.
    </Banner>
  )
}

function DisconnectedBanner(): ReactNode {
  const error = useSlice('session', (state) => state.statusError)
  const isSaid = useSlice('ui', (state) => state.route === 'fleet')
  const fleetError = useSlice('fleet', (state) => (state.kind === 'failed' ? state.error : undefined))
  // No fleet yet: its screen says why, and what follows from that is not said twice.
  if (error === undefined || (isSaid && fleetError !== undefined)) return null
  if (fleetError !== undefined) {
    return (
      <Banner icon={Unplug} tone="critical">
        <strong>No fleet is watched.</strong> {fleetError.message}
      </Banner>
    )
  }
  return (
    <Banner icon={Unplug} tone="critical">
      <strong>The watch does not answer.</strong> {error.message}
    </Banner>
  )
}

const alarming = feeds['cloudwatch.firing'].staleAfterMs

function StaleBanner(): ReactNode {
  const services = useServices()
  const newest = useSlice('session', ({ status }) => newestPoll(status?.accounts ?? []))
  const age = useTimed((nowMs) => (newest !== undefined && nowMs - newest > alarming ? formatDuration(nowMs - newest) : ''))
  const failing = useSlice('session', ({ status }) => everyFailure(status?.accounts ?? []))
  const again = <Button onClick={() => void pollNow(services, {})}>Poll now</Button>
  if (age !== '') {
    return (
      <Banner icon={ClockAlert} tone="critical" action={again}>
        <strong>STALE.</strong> No account has answered for <span className="num">{age}</span>: what you see may no longer be so.
      </Banner>
    )
  }
  if (failing === undefined) return null
  return (
    <Banner icon={ClockAlert} tone="critical" action={again}>
      <strong>No account can be read.</strong> {failing.message}
    </Banner>
  )
}

/** Why nothing is read: the first reason, where no account at all could be. What was refused has a banner of its own. */
const everyFailure = (accounts: readonly AccountStatus[]): AppError | undefined =>
  accounts.every(({ outcome }) => outcome === 'failed' || outcome === 'timeout') ? accounts.find(({ error }) => error !== undefined)?.error : undefined

/** Every page fails at once: it is the way from here, and nobody's tenant is to blame. */
function OurNetworkBanner(): ReactNode {
  const network = useSlice('session', ({ status }) => status?.probes?.ourNetwork)
  const since = network === undefined ? '' : formatUtc(network.sinceMs)
  if (network === undefined) return null
  return (
    <Banner icon={WifiOff} tone="unknown">
      <strong>This console cannot reach any tenant since {since}.</strong> Every probe fails at once: nothing is blamed on tenants, and whether they work is not known.{' '}
      {network.awsAnswers ? 'AWS answers: look at the way from this network to the tenants’ addresses (DNS, firewall, proxy).' : 'AWS does not answer either: this computer or its network is offline.'}
    </Banner>
  )
}

function newestPoll(accounts: readonly AccountStatus[]): number | undefined {
  const times = accounts.flatMap(({ lastPollAtMs }) => lastPollAtMs ?? [])
  return times.length === 0 ? undefined : Math.max(...times)
}

const refusing = new Set(['denied', 'expired'])

function RefusedBanner(): ReactNode {
  const services = useServices()
  const accounts = useSlice('session', ({ status }) => status?.accounts)
  const canSignIn = useSlice('access', (state) => mayRun(state, 'session.signIn') && sessionsOf(state).some(needsSignIn))
  const refused = (accounts ?? []).filter(({ outcome }) => refusing.has(outcome))
  const [first] = refused
  if (first === undefined) return null
  const names = refused.length === 1 ? `${first.name} (${first.id})` : plural(refused.length, 'account')
  const show = (): void => services.settings.setState({ filter: `account:${refused.map(({ id }) => id).join(',')}` })
  const action = canSignIn && refused.every(({ outcome }) => outcome === 'expired') ? <Button look="primary" icon={LogIn} onClick={() => void signIn(services)}>Sign in</Button> : <Button onClick={show}>{refused.length === 1 ? 'Show its tenants' : 'Show their tenants'}</Button>
  return (
    <Banner icon={ShieldX} tone="unknown" action={action}>
      <strong>{names} cannot be read.</strong> {first.error?.message ?? 'The sign-in was refused.'}
    </Banner>
  )
}

function SettingsBanner(): ReactNode {
  const error = useSlice('settings', (state) => state.saveError)
  if (error === undefined) return null
  return (
    <Banner icon={Save} tone="watch">
      <strong>Your choices could not be saved.</strong> {error.message}
    </Banner>
  )
}
