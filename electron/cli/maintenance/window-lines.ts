import { offsetText, wallTimeOf, wallTimeText } from '#shared/kernel/wall-time'
import { failurePolicyOf } from '#shared/maintenance/expectation'
import type { PlannedCall } from '#shared/maintenance/planned-calls'
import { phaseWords } from '#shared/maintenance/run-view'
import { spanText } from '#shared/maintenance/window'
import type { PlanPreview, RunView, WindowSummary, WindowView } from '#shared/maintenance/window-view'

/** Windows as a terminal shows them. Every time has its offset. */

export const stageWords = { planned: 'planned', ready: 'ready', due: 'DUE', missed: 'missed', running: 'RUNNING', ended: 'ended', calledOff: 'called off' } as const

export function listLines(windows: readonly WindowSummary[]): readonly string[] {
  if (windows.length === 0) return ['No windows. `maintenance plan FILE` makes one.']
  return windows.map(({ id, title, stage, span, zone, tenants, databases, heldUpBy, percent, outcome }) => {
    const more = heldUpBy ?? outcome ?? (percent === undefined ? '' : `${percent} %`)
    return `${stageWords[stage].padEnd(10)} ${id.padEnd(32)} ${spanText(span, zone)}  ${tenants.length} tenants, ${databases} databases  ${title}${more === '' ? '' : `  (${more})`}`
  })
}

export function windowLines(window: WindowView): readonly string[] {
  const { id, title, stage, span, zone, plan, hash, approval, blockers, deliveries, forecast, run, cutOffMs } = window
  return [
    `${title}  [${stageWords[stage]}]`,
    `  id        ${id}`,
    `  when      ${spanText(run === undefined ? span : { fromMs: span.fromMs, toMs: run.toMs }, zone)} (${zone})`,
    `  cut-off   ${moment(cutOffMs, zone)}`,
    `  tenants   ${window.tenants.join(', ')}`,
    `  databases ${plan.databases.map((database) => database.id).join(', ') || 'none'}`,
    ...(plan.groups.length === 0 ? [] : [`  groups    ${plan.groups.map(({ name }) => name).join(', ')}`]),
    ...forecast.steps.map(({ title: step, targets, minutes, risk, riskWords }) => `  step      ${step}: ${targets} target${targets === 1 ? '' : 's'}, about ${minutes} min, risk ${risk}${riskWords === undefined ? '' : ` (${riskWords})`}`),
    `  failure   ${failurePolicyOf(plan) === 'restore' ? 'restore' : plan.databases.length === 0 ? 'stop and ask (app groups have nothing to be restored from)' : plan.kind === 'noDowntime' ? 'stop and ask (access stays open: a restore loses what was written since the snapshot)' : 'stop and ask'}`,
    `  author    ${plan.author}`,
    `  approved  ${approval.approvers.length === 0 ? 'by nobody' : `by ${approval.approvers.join(', ')}`}${approval.missing === 0 ? '' : ` (${approval.missing} missing)`}`,
    `  hash      ${hash}`,
    `  notices   ${deliveries.length === 0 ? 'none' : `${deliveries.filter(({ state }) => state === 'sent' || state === 'confirmed').length} of ${deliveries.length} proven`}`,
    ...deliveries.filter(({ words }) => words !== undefined).map(({ tenant, channel, to, words }) => `    ${tenant} ${channel} ${to}: ${words ?? ''}`),
    ...blockers.map(({ message }) => `  in the way: ${message}`),
    ...(window.calledOff === undefined ? [] : [`  called off by ${window.calledOff.by}: ${window.calledOff.why}`]),
    ...(run === undefined ? [] : runLines(run, zone)),
  ]
}

export function runLines(run: RunView, zone: string): readonly string[] {
  const { phases, questions, next, outcome, startedAtMs, startedBy } = run
  return [
    `  run       begun ${moment(startedAtMs, zone)} by ${startedBy}${outcome === undefined ? '' : `, ended: ${outcome}`}`,
    ...phases.filter(({ state }) => state !== 'notNeeded').map(({ phase, state, done, effects }) => `    ${phaseWords[phase].name.padEnd(14)} ${state.padEnd(8)} ${done} of ${effects.length}`),
    ...(next === undefined ? [] : [`  next      ${next.words}`]),
    ...questions.map(({ id, message, choices }) => `  asks      ${id}: ${message ?? 'What should be done?'} [${choices.join(' | ')}]`),
  ]
}

export function previewLines({ plan, span, forecast, scope, conflicts, nextFree, blockers }: PlanPreview): readonly string[] {
  const { zone } = plan.window
  return [
    `${plan.title}: ${spanText(span, zone)} (${zone})`,
    `  databases ${plan.databases.map(({ id }) => id).join(', ') || 'none'}`,
    ...(plan.groups.length === 0 ? [] : [`  groups    ${plan.groups.map(({ name }) => name).join(', ')}`]),
    ...scope.leftOut.map(({ id, because }) => `  left out  ${id}: ${because}`),
    ...scope.unknown.map((name) => `  unknown   ${name}`),
    ...forecast.outages.map(({ tenant, minutes, because }) => `  outage    ${tenant}: about ${minutes} min. ${because}`),
    ...forecast.calls.map(callLine),
    ...conflicts.map(({ kind, with: other }) => `  conflict  ${kind}: ${other.title}, ${spanText(other.span, zone)}`),
    ...(nextFree === undefined ? [] : [`  free      ${spanText(nextFree, zone)}`]),
    ...blockers.map(({ message }) => `  in the way: ${message}`),
  ]
}

const callLine = ({ phase, operation, target, times, isRepeated, by }: PlannedCall): string => `  call      ${phase}: ${operation} x ${times}${isRepeated ? ' or more' : ''} (by ${target})${by === 'watch' ? ', polled by the watch' : ''}`

const moment = (atMs: number, zone: string): string => `${wallTimeText(wallTimeOf(atMs, zone)).replace('T', ' ')} ${offsetText(atMs, zone)}`
