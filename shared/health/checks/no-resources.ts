import { freshness } from '../../fleet/feed-state'
import { feeds } from '../../fleet/feeds'
import { hasAnswered } from '../../fleet/place-answers'
import type { Place, TenantView } from '../../fleet/tenant-view'
import { about, basisOf, evidence, type Check, type Verdict } from '../check'
import { countText, listText } from '../wording'

export const noResources: Check = {
  id: 'no-resources',
  clause: 'monitoring',
  title: 'Tenants of the file that have nothing in AWS',
  feeds: ['rds.instances', 'autoscaling.groups'],
  judge: (view, nowMs) => (view.inFleetFile && view.places.length === 0 ? [judgeTenant(view, nowMs)] : []),
  nextChangeAtMs: (view, nowMs) => {
    const limits = (view.searched ?? []).flatMap((place) => (['rds.instances', 'autoscaling.groups'] as const).flatMap((feed) => (freshness(feed, place.feeds[feed], nowMs).kind === 'fresh' ? [place.feeds[feed].observedAtMs! + feeds[feed].staleAfterMs + 1] : [])))
    return limits.length === 0 ? undefined : Math.min(...limits)
  },
}

function judgeTenant(view: TenantView, nowMs: number): Verdict {
  const searched = view.searched ?? []
  const silent = searched.filter((place) => !hasAnswered(place, nowMs))
  const subject = { kind: 'tenant', id: view.id } as const
  const basis = basisFor(silent[0] ?? searched[0])
  const shown = [evidence('Looked for in', countText(searched.length, 'account and Region')), ...(silent.length === 0 ? [] : [evidence('No answer from', listText(silent.map(name)))])]
  if (searched.length === 0) return about(subject, basis, { severity: 'unknown', seenAtMs: nowMs, summary: `Nothing of ${view.name} is watched: the fleet file lists no accounts.`, evidence: shown })
  if (silent.length > 0) return about(subject, basis, { severity: 'unknown', seenAtMs: nowMs, summary: `Nothing is known of ${view.name} yet: not every account has answered.`, evidence: shown })
  return about(subject, basis, { severity: 'degraded', seenAtMs: nowMs, summary: `Nothing in AWS carries the tag of ${view.name} (${view.id}): it is in the fleet file, but none of its resources is watched.`, evidence: shown })
}

const basisFor = (place: Place | undefined): Verdict['basis'] => (place === undefined ? { feed: 'rds.instances', account: '', region: '' } : basisOf(place, 'rds.instances'))
const name = ({ account, region }: Place): string => `${account}/${region}`
