import { offsetText, wallTimeOf, wallTimeText } from '../kernel/wall-time'
import { phaseWords } from './run-view'
import type { EffectView, RunView, WindowView } from './window-view'

/** What a run's report holds, as JSON: plan, approvals, evidence of every notice and effect, and who did what. Instants are ISO 8601, UTC. */
export function runReport(window: WindowView, desk: string) {
  const { plan, hash, approval, deliveries, run, forecast } = window
  return {
    format: 'watchfloor-run-report' as const,
    version: 1 as const,
    desk,
    window: { id: plan.id, title: plan.title, kind: plan.kind, stage: window.stage, from: iso(window.span.fromMs), to: iso(run?.toMs ?? window.span.toMs), cutOff: iso(window.cutOffMs), zone: plan.window.zone },
    plan,
    planHash: hash,
    approvedBy: approval.approvers,
    notices: deliveries.map(({ atMs, startMs, ...rest }) => ({ ...rest, at: iso(atMs), ...(startMs === undefined ? {} : { start: iso(startMs) }) })),
    forecast,
    ...(window.calledOff === undefined ? {} : { calledOff: { by: window.calledOff.by, why: window.calledOff.why, at: iso(window.calledOff.atMs) } }),
    ...(run === undefined ? {} : { run: runPart(run) }),
  }
}

const runPart = (run: RunView) => ({
  startedAt: iso(run.startedAtMs),
  startedBy: run.startedBy,
  ...(run.endedAtMs === undefined ? {} : { endedAt: iso(run.endedAtMs) }),
  ...(run.outcome === undefined ? {} : { outcome: run.outcome }),
  effects: run.phases.flatMap(({ phase, effects }) => effects.map((effect) => ({ phase, ...effectPart(effect) }))),
  lines: run.lines.toReversed().map(({ seq, atMs, by, words }) => ({ seq, at: iso(atMs), ...(by === undefined ? {} : { by }), words })),
})

const effectPart = ({ id, name, tenant, state, message, evidence, atMs, tries }: EffectView) => ({
  id,
  name,
  ...(tenant === undefined ? {} : { tenant }),
  state,
  tries,
  ...(atMs === undefined ? {} : { at: iso(atMs) }),
  ...(message === undefined ? {} : { message }),
  evidence,
})

const iso = (atMs: number): string => new Date(atMs).toISOString()

const outcomeWords = { succeeded: 'Succeeded', restored: 'Restored: everything is as it was before', partly: 'Ended in part: read below', unchanged: 'Nothing was changed' } as const

/** The same for people: one page without scripts, readable in print. */
export function runReportHtml(window: WindowView, desk: string): string {
  const { plan, run, approval, deliveries } = window
  const moment = (atMs: number): string => `${wallTimeText(wallTimeOf(atMs, plan.window.zone)).replace('T', ' ')} ${offsetText(atMs, plan.window.zone)}`
  const outcome = window.calledOff !== undefined ? `Called off by ${window.calledOff.by}: ${window.calledOff.why}` : run?.outcome === undefined ? 'Not over yet' : outcomeWords[run.outcome]
  const facts: readonly (readonly [string, string])[] = [
    ['Outcome', outcome],
    ['Window', `${moment(window.span.fromMs)} to ${moment(run?.toMs ?? window.span.toMs)} (${plan.window.zone})`],
    ['Why', plan.why],
    ['Written by', plan.author],
    ['Approved by', approval.approvers.length === 0 ? 'nobody' : approval.approvers.join(', ')],
    ['Plan', window.hash],
    ['Tenants', window.tenants.join(', ')],
    ...(run === undefined ? [] : ([['Started', `${moment(run.startedAtMs)} by ${run.startedBy}`], ['Ended', run.endedAtMs === undefined ? 'not yet' : moment(run.endedAtMs)]] as const)),
  ]
  const body = [
    `<h1>${escaped(plan.title)}</h1><p>${escaped(desk)}</p>`,
    `<dl>${facts.map(([label, value]) => `<dt>${label}</dt><dd>${escaped(value)}</dd>`).join('')}</dl>`,
    ...(run === undefined ? [] : run.phases.filter(({ state }) => state !== 'notNeeded').map(({ phase, effects }) => section(phaseWords[phase].name, ['What', 'State', 'When', 'Evidence'], effects.map((effect) => [effect.name, effect.state, effect.atMs === undefined ? '' : moment(effect.atMs), wordsOf(effect)])))),
    section('Notices', ['Tenant', 'Occasion', 'To', 'State', 'When', 'Proof'], deliveries.map(({ tenant, occasion, to, state, atMs, proof, words }) => [tenant, occasion, to, state, moment(atMs), proof ?? words ?? ''])),
    ...(run === undefined ? [] : [section('Who did what', ['When', 'Who', 'What'], run.lines.toReversed().map(({ atMs, by, words }) => [moment(atMs), by ?? 'Watchfloor', words]))]),
  ]
  return `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>${escaped(plan.title)}</title><style>${style}</style></head><body>${body.join('\n')}</body></html>\n`
}

const wordsOf = ({ evidence, message }: EffectView): string => [...evidence.map(({ label, value }) => `${label}: ${value}`), ...(message === undefined ? [] : [message])].join('; ')

const section = (title: string, heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  rows.length === 0 ? '' : `<h2>${title}</h2><table><thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join('')}</tr></thead><tbody>${rows.map((row) => `<tr>${row.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`).join('')}</tbody></table>`

const escaped = (value: string): string => value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

const style =
  ':root{color-scheme:light dark}body{font:14px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem}h1{margin-bottom:0}h2{margin-top:2rem}dl{display:grid;grid-template-columns:10rem 1fr;gap:.25rem 1rem}dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.25rem .5rem;border-bottom:1px solid #8886;overflow-wrap:anywhere}'
