import type { DatabaseEffect, GroupEffect } from './effects'

/** An effect that has no say any more from a moment on, because something else happened then; what was before stays as it was. */
export function endedAt(effect: DatabaseEffect, atMs: number): DatabaseEffect {
  const { outage, logsStop, waiting, notices, settings, toMs, truth } = effect
  const clip = <T extends { readonly fromMs: number; readonly toMs: number }>(span: T): T => ({ ...span, toMs: Math.max(span.fromMs, Math.min(span.toMs, atMs)) })
  return {
    ...effect,
    toMs: Math.min(toMs, atMs),
    ...(effect.shape === undefined ? {} : { shape: (before, nowMs) => (nowMs < atMs ? (effect.shape?.(before, nowMs) ?? before) : before) }),
    ...(outage === undefined ? {} : { outage: clip(outage) }),
    ...(logsStop === undefined ? {} : { logsStop: clip(logsStop) }),
    ...(waiting === undefined ? {} : { waiting: clip(waiting) }),
    ...(notices === undefined ? {} : { notices: notices.filter((notice) => notice.atMs < atMs) }),
    ...(effect.metric === undefined ? {} : { metric: (name, whenMs, value) => (whenMs < atMs && effect.metric !== undefined ? effect.metric(name, whenMs, value) : value) }),
    ...(settings === undefined ? {} : { settings: { ...settings, untilMs: Math.min(settings.untilMs ?? Infinity, atMs) } }),
    truth: truth.filter((part) => part.fromMs < atMs).map((part) => ({ ...part, toMs: Math.min(part.toMs, atMs) })),
  }
}

/** What `effect` ends of those before it. */
export function withCut(before: readonly DatabaseEffect[], later: DatabaseEffect): DatabaseEffect[] {
  return later.cut === undefined ? [...before] : before.map((earlier) => (later.cut?.(earlier) === true ? endedAt(earlier, later.fromMs) : earlier))
}

/** Refreshes end where somebody cancelled them: no machine is begun after that. */
export function withCancelled(effects: readonly GroupEffect[]): readonly GroupEffect[] {
  const cancelledMs = effects.flatMap(({ cancelsRefresh, fromMs }) => (cancelsRefresh === true ? [fromMs] : []))
  if (cancelledMs.length === 0) return effects
  return effects.map((effect) => {
    const endMs = cancelledMs.find((atMs) => effect.refresh !== undefined && effect.fromMs < atMs && atMs < effect.toMs)
    return endMs === undefined ? effect : cancelledAt(effect, endMs)
  })
}

function cancelledAt(effect: GroupEffect, endMs: number): GroupEffect {
  const slots = new Map([...(effect.slots ?? [])].filter(([, change]) => change.unhealthyAtMs < endMs))
  const finishedMs = Math.max(endMs, ...[...slots.values()].map(({ healthyAtMs }) => healthyAtMs))
  return { ...effect, toMs: endMs, slots, truth: effect.truth.map((part) => ({ ...part, toMs: Math.min(part.toMs, part.explainsOnly === true ? finishedMs : endMs) })) }
}
