import type { TenantView } from '../../fleet/tenant-view'
import { awsSideOf } from '../../probes/aws-side'
import { certificateLevel, nextCertificateLevelAtMs } from '../../probes/certificate'
import { monthOf } from '../../probes/month'
import { hostAndPort } from '../../probes/probe-config'
import { failureText, resultText } from '../../probes/probe-result'
import type { UnknownReason } from '../../probes/probe-state'
import { availabilityOf, clientProbes, nextReadingAtMs, practiceEnvironment, readingOf, worstAvailability, type ProbeView } from '../../probes/probe-view'
import { about, evidence, type Check, type Verdict } from '../check'
import type { Basis, EvidenceItem, Severity } from '../finding'
import { dateText, durationText, momentText } from '../wording'

/**
 * What a client would feel, asked from here.
 *
 * Broken budgets of the month are told as `info`: the promise is broken and stays so, but there is nothing that wakes anybody (decision 0014).
 */
export const probe: Check = {
  id: 'probe',
  clause: 'availability',
  title: 'Probes',
  // What AWS says is joined to what clients feel.
  feeds: ['rds.instances', 'rds.events', 'autoscaling.groups', 'elbv2.target-health'],
  judge: (view, nowMs) => [...view.probes.flatMap((one) => judgeProbe(view, one, nowMs)), ...judgeCertificates(view, nowMs), ...judgeBudget(view, nowMs)],
  nextChangeAtMs: (view, nowMs) => {
    const times = view.probes.flatMap((one) => edgesOf(one, nowMs)).filter((atMs) => atMs > nowMs)
    return times.length === 0 ? undefined : Math.min(...times)
  },
}

function edgesOf(one: ProbeView, nowMs: number): readonly number[] {
  const expiresAtMs = one.state.last?.certificateExpiresAtMs
  const times = [nextReadingAtMs(one), monthOf(nowMs, one.timeZone).toMs, expiresAtMs === undefined ? undefined : nextCertificateLevelAtMs(expiresAtMs, nowMs)]
  return times.flatMap((atMs) => atMs ?? [])
}

function judgeProbe(view: TenantView, one: ProbeView, nowMs: number): readonly Verdict[] {
  const { environment, url } = one.config
  const reading = readingOf(one, nowMs)
  const say = (severity: Severity, summary: string, more: Partial<Verdict>): readonly Verdict[] => [about({ kind: 'probe', id: url, environment, ...homeOf(view, environment) }, basisOf(view, one), { severity, summary, evidence: evidenceOf(view, one, nowMs), ...more })]
  if (reading.kind === 'down') {
    const side = awsSideOf(view, environment, reading.sinceMs, nowMs)
    return say(environment === practiceEnvironment ? 'degraded' : 'critical', `${upper(environment)} of ${view.name} does not work for its clients since ${momentText(reading.sinceMs)} (${failureText(reading.failure)})${side.words}.`, { beganAtMs: reading.sinceMs })
  }
  if (reading.kind === 'unknown' && reading.because === 'maintenance') return say('info', `${upper(environment)} of ${view.name} is closed by a maintenance window of ours; what clients get is judged again once it is open.`, { seenAtMs: reading.sinceMs ?? nowMs })
  if (reading.kind === 'unknown') return say('unknown', `Whether ${environment} of ${view.name} works for its clients is not known: ${becauseText[reading.because]}.`, { seenAtMs: reading.sinceMs ?? nowMs })
  return []
}

const becauseText: Record<UnknownReason, string> = {
  notYet: 'its probe has not answered yet',
  ourNetwork: 'this console reaches no tenant, which is our network and not blamed on them',
  asleep: 'this computer was asleep; it is being asked again',
  notAsked: 'its probe was not asked in time; the last answer is too old',
  maintenance: 'its access is closed by a maintenance window of ours',
}

function evidenceOf(view: TenantView, one: ProbeView, nowMs: number): readonly EvidenceItem[] {
  const { last } = one.state
  const month = availabilityOf(one, view.contract.availabilityPercent, nowMs)
  return [
    evidence('Asked', `${one.config.url} every ${durationText(one.config.intervalSeconds * 1000)}`),
    ...(last === undefined ? [] : [evidence('Last answer', resultText(last))]),
    ...(month.burnedMs === 0 ? [] : [evidence('Error budget', !clientProbes(view.probes).includes(one) ? 'a sandbox spends none of it' : `${durationText(month.burnedMs)} of ${durationText(month.budgetMs)} spent in ${month.month.name} (${month.month.timeZone})`)]),
  ]
}

/** One finding a host: its certificate is the same whatever page is asked. */
function judgeCertificates(view: TenantView, nowMs: number): readonly Verdict[] {
  const hosts = new Map<string, ProbeView>()
  for (const one of view.probes) {
    const host = hostAndPort(one.config.url)
    const known = hosts.get(host)
    if (one.state.last?.certificateExpiresAtMs !== undefined && (known === undefined || one.state.last.certificateExpiresAtMs < expiry(known))) hosts.set(host, one)
  }
  return [...hosts].flatMap(([host, one]) => {
    const expiresAtMs = expiry(one)
    const level = certificateLevel(expiresAtMs, nowMs)
    if (level === 'fine') return []
    const hasExpired = expiresAtMs <= nowMs
    const summary = hasExpired ? `The certificate of ${host} expired on ${dateText(expiresAtMs)}: browsers of ${view.name}'s clients refuse it. Renew it now.` : `The certificate of ${host} expires on ${dateText(expiresAtMs)}: then ${view.name}'s clients are locked out. Renew it.`
    return [about({ kind: 'certificate', id: host, environment: one.config.environment, ...homeOf(view, one.config.environment) }, basisOf(view, one), { severity: level, summary, evidence: [evidence('Valid until', momentText(expiresAtMs)), evidence('Seen by', one.config.url)] })]
  })
}

const expiry = ({ state }: ProbeView): number => state.last?.certificateExpiresAtMs ?? Infinity

function judgeBudget(view: TenantView, nowMs: number): readonly Verdict[] {
  const worst = worstAvailability(view.probes, view.contract.availabilityPercent, nowMs)
  if (worst === undefined || worst.availability.budgetLeftPercent >= 0) return []
  const { month, goalPercent, budgetMs } = worst.availability
  const summary = `The ${goalPercent} % availability promised to ${view.name} is broken for ${month.name}: ${worst.probe.config.environment} was down for more than ${durationText(budgetMs)}.`
  return [about({ kind: 'tenant', id: view.id, environment: worst.probe.config.environment }, basisOf(view, worst.probe), { severity: 'info', summary, evidence: evidenceOf(view, worst.probe, nowMs) })]
}

/** The account and Region of the environment: where an operator looks next. */
function homeOf(view: TenantView, environment: string): { readonly account?: string; readonly region?: string } {
  const place = view.databases.find((database) => database.environment === environment)?.place ?? view.appGroups.find((group) => group.environment === environment)?.place ?? view.places[0]
  return place === undefined ? {} : { account: place.account, region: place.region }
}

function basisOf(view: TenantView, { config, state }: ProbeView): Basis {
  const { account = '', region = '' } = homeOf(view, config.environment)
  return { feed: 'probe', account, region, ...(state.last === undefined ? {} : { observedAtMs: state.last.atMs }) }
}

const upper = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)
