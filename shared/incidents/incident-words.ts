import { durationText } from '../health/wording'
import type { Incident } from './incident'
import { budgetShare, isStuck, outageMs } from './outage'

/** What it was, in a few words: "Failover a -> b", "Outage seen by the probe". */
export function incidentTitle({ kind, state, fromAz, toAz, subject }: Incident): string {
  const what = subject.database ?? `${subject.tenant} ${subject.environment}`
  if (kind === 'outage') return `${what} did not answer its probe`
  if (state === 'abandoned') return `Failover of ${what} was asked for and not carried out`
  const zones = fromAz !== undefined && toAz !== undefined ? ` from ${fromAz} to ${toAz}` : ''
  return `Failover of ${what}${zones}`
}

export function stateWords(incident: Incident, nowMs: number): string {
  if (incident.kind === 'outage') return incident.state === 'inProgress' ? 'lasts' : 'over'
  if (incident.state === 'inProgress') return isStuck(incident, nowMs) ? 'stuck' : 'in progress'
  return incident.state === 'unfinished' ? 'end not told by AWS' : incident.state
}

export const plannedWords = ({ planned, kind }: Incident): string => (planned !== 'unknown' ? planned : kind === 'outage' ? 'cause not known' : 'AWS gave no reason')

/** `71 s, by probe`; what it rests on is always said. */
export function outageWords(incident: Incident, nowMs: number): string {
  const lostMs = outageMs(incident, nowMs)
  if (lostMs === undefined) return incident.state === 'abandoned' ? 'none' : 'not known: only the changed zone was seen'
  const lasts = incident.outage.basis !== 'none' && incident.outage.untilMs === undefined ? ' so far' : ''
  return `${durationText(lostMs)}${lasts}, ${incident.outage.basis === 'probe' ? 'felt by the probe' : 'by AWS’s events'}`
}

/** `27 % of the month’s error budget` */
export function budgetWords(incident: Incident, nowMs: number): string {
  if (incident.subject.isPractice === true) return 'a sandbox spends none of the error budget'
  const share = budgetShare(incident, nowMs)
  if (share === undefined) return ''
  if (!Number.isFinite(share)) return 'more than the contract allows'
  return `${share > 0 && share < 0.01 ? 'less than 1' : Math.round(share * 100)} % of the month’s error budget`
}

export interface Milestone {
  readonly atMs: number
  readonly words: string
  readonly lane: 'aws' | 'zone' | 'probe'
}

/** The timeline, oldest first. */
export function milestones(incident: Incident): readonly Milestone[] {
  const found = incident.witnesses.flatMap((witness): readonly Milestone[] => {
    if (witness.kind === 'event') return [{ atMs: witness.atMs, words: witness.message, lane: 'aws' }]
    if (witness.kind === 'zone') return [{ atMs: witness.atMs, words: `Zone seen to change${witness.fromAz === undefined ? '' : ` from ${witness.fromAz}`}${witness.toAz === undefined ? '' : ` to ${witness.toAz}`}`, lane: 'zone' }]
    if (witness.kind === 'run') return []
    return [
      { atMs: witness.atMs, words: `Probe finds it down: ${witness.probe}`, lane: 'probe' },
      ...(witness.untilMs === undefined ? [] : [{ atMs: witness.untilMs, words: `Probe does not find it down any more: ${witness.probe}`, lane: 'probe' as const }]),
    ]
  })
  return [...found].sort((a, b) => a.atMs - b.atMs)
}
