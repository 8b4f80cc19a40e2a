import { minuteMs } from '#shared/kernel/time'
import { noise } from './chance'
import type { EffectIndex } from './effect-index'
import type { AlarmState } from './effects'
import { resourceKey, type Alarm, type CompositeAlarm, type MetricAlarm } from './fleet-model'
import { metricValue } from './metrics'
import { statisticOf } from './statistics'

/**
 * The state changes of an alarm, evaluated M of N each minute as CloudWatch does.
 *
 * 1. An alarm nothing ever happened to is OK since it was configured: no evaluation, no memory. 60,000 alarms cost nothing.
 * 2. Others are evaluated from the first effect on, forwards only; what was evaluated is remembered per effect index.
 * 3. A forced state (alarm.fires and its kin) wins over evaluation, and ends with its effect.
 */
export interface Transition {
  readonly atMs: number
  readonly state: AlarmState
  /** Newest last; null: missing. Empty for composites and for the state since configuration. */
  readonly datapoints: readonly Datapoint[]
  /** Composite alarms: the child that changed it. */
  readonly cause?: { readonly child: MetricAlarm; readonly state: AlarmState }
}

export interface Datapoint {
  readonly atMs: number
  readonly value: number | null
}

/** Oldest first; the first is the state since configuration. */
export function transitionsUntil(index: EffectIndex, alarm: Alarm, nowMs: number): readonly Transition[] {
  return alarm.type === 'metric' ? metricTransitions(index, alarm, nowMs) : compositeTransitions(index, alarm, nowMs)
}

export function alarmStateAt(index: EffectIndex, alarm: Alarm, nowMs: number): Transition {
  if (isUntouched(index, alarm)) return configured(alarm)
  return transitionsUntil(index, alarm, nowMs).at(-1) ?? configured(alarm)
}

/** Whether the alarm has been OK since it was configured, without evaluating it. */
export function isUntouched(index: EffectIndex, alarm: Alarm): boolean {
  return alarm.type === 'metric' ? index.isQuiet(watched(alarm)) : alarm.children.every((child) => index.isQuiet(watched(child)))
}

const watched = ({ metric }: MetricAlarm) => (metric.of === 'log' ? metric.filter : metric.of === 'database' ? metric.database : metric.group)

const configured = (alarm: Alarm): Transition => ({ atMs: alarm.configuredAtMs + 5 * minuteMs + alarm.phaseMs, state: 'OK', datapoints: [] })

interface Cursor {
  readonly transitions: Transition[]
  /** Everything before this moment is evaluated. */
  throughMs: number
  state: AlarmState
  readonly window: Datapoint[]
}

function metricTransitions(index: EffectIndex, alarm: MetricAlarm, nowMs: number): readonly Transition[] {
  const startMs = firstEffectMs(index, alarm)
  if (startMs === undefined || startMs > nowMs) return [configured(alarm)]
  const cursor = index.memo(`alarm:${alarm.key}`, () => cursorAt(index, alarm, startMs))
  advance(index, alarm, cursor, nowMs)
  // Remembered evaluation may have gone further than this caller's moment.
  return cursor.transitions.at(-1)!.atMs <= nowMs ? cursor.transitions : cursor.transitions.filter((transition) => transition.atMs <= nowMs)
}

function firstEffectMs(index: EffectIndex, alarm: MetricAlarm): number | undefined {
  const { metric } = alarm
  const effects = metric.of === 'log' ? [] : metric.of === 'database' ? index.database(metric.database) : index.group(metric.group)
  const forced = index.alarmsOn(resourceKey(alarm.metric))
  const first = Math.min(effects[0]?.fromMs ?? Infinity, forced[0]?.fromMs ?? Infinity)
  return first === Infinity ? undefined : first
}

function cursorAt(index: EffectIndex, alarm: MetricAlarm, startMs: number): Cursor {
  const firstMinuteMs = Math.floor(startMs / minuteMs) * minuteMs
  const window = Array.from({ length: alarm.evaluationPeriods }, (_, at) => {
    const atMs = firstMinuteMs - (alarm.evaluationPeriods - at) * alarm.periodMs
    return { atMs, value: valueAt(index, alarm, atMs) }
  })
  return { transitions: [configured(alarm)], throughMs: startMs - 1, state: 'OK', window }
}

/** Steps over evaluations (each minute, at the alarm's own second) and forced changes up to `nowMs`. */
function advance(index: EffectIndex, alarm: MetricAlarm, cursor: Cursor, nowMs: number): void {
  const forced = index.alarm(alarm.key).filter((effect) => effect.forcedState !== undefined)
  for (;;) {
    const evaluationMs = nextEvaluationMs(alarm, cursor.throughMs)
    const changeMs = Math.min(...forced.map((effect) => effect.nextChangeMs?.(cursor.throughMs) ?? Infinity))
    const stepMs = Math.min(evaluationMs, changeMs)
    if (stepMs > nowMs) return
    cursor.throughMs = stepMs
    if (stepMs === evaluationMs) slide(index, alarm, cursor, stepMs)
    const state = forced.reduce<AlarmState | undefined>((sofar, effect) => effect.forcedState?.(stepMs) ?? sofar, undefined) ?? evaluate(alarm, cursor)
    if (state === cursor.state) continue
    cursor.state = state
    cursor.transitions.push({ atMs: stepMs, state, datapoints: [...cursor.window] })
  }
}

const nextEvaluationMs = (alarm: MetricAlarm, afterMs: number): number => Math.floor((afterMs - alarm.phaseMs) / minuteMs + 1) * minuteMs + alarm.phaseMs

/** Takes in the last complete period. */
function slide(index: EffectIndex, alarm: MetricAlarm, cursor: Cursor, atMs: number): void {
  const periodAtMs = Math.floor(atMs / alarm.periodMs) * alarm.periodMs - alarm.periodMs
  if (cursor.window.at(-1)?.atMs === periodAtMs) cursor.window.pop()
  cursor.window.push({ atMs: periodAtMs, value: valueAt(index, alarm, periodAtMs) })
  if (cursor.window.length > alarm.evaluationPeriods) cursor.window.shift()
}

function valueAt(index: EffectIndex, alarm: MetricAlarm, atMs: number): number | null {
  const value = metricValue(index, alarm.metric, atMs)
  return value === null ? null : statisticOf(alarm.statistic, value, alarm.metric.name)
}

function evaluate(alarm: MetricAlarm, { window, state }: Cursor): AlarmState {
  const present = window.filter((datapoint) => datapoint.value !== null)
  const missing = window.length - present.length
  const breaching = present.filter((datapoint) => isBreaching(alarm, datapoint.value)).length
  if (present.length === 0) {
    if (alarm.missingData === 'missing') return 'INSUFFICIENT_DATA'
    if (alarm.missingData === 'ignore') return state
  }
  return breaching + (alarm.missingData === 'breaching' ? missing : 0) >= alarm.datapointsToAlarm ? 'ALARM' : 'OK'
}

export function isBreaching(alarm: MetricAlarm, value: number | null): boolean {
  if (value === null) return false
  switch (alarm.comparison) {
    case 'GreaterThanThreshold':
      return value > alarm.threshold
    case 'GreaterThanOrEqualToThreshold':
      return value >= alarm.threshold
    case 'LessThanThreshold':
      return value < alarm.threshold
    case 'LessThanOrEqualToThreshold':
      return value <= alarm.threshold
  }
}

/** ALARM while any child is; the rule is looked at a moment after a child changed. */
function compositeTransitions(index: EffectIndex, alarm: CompositeAlarm, nowMs: number): readonly Transition[] {
  const changes = alarm.children
    .flatMap((child) => metricTransitions(index, child, nowMs).slice(1).map((transition) => ({ child, transition })))
    .sort((left, right) => left.transition.atMs - right.transition.atMs)
  const red = new Set<string>()
  const found: Transition[] = [configured(alarm)]
  for (const { child, transition } of changes) {
    if (transition.state === 'ALARM') red.add(child.name)
    else red.delete(child.name)
    const state = red.size > 0 ? 'ALARM' : 'OK'
    const atMs = transition.atMs + 500 + Math.floor(noise(alarm.phaseMs, transition.atMs) * 2500)
    if (state !== found.at(-1)?.state && atMs <= nowMs) found.push({ atMs, state, datapoints: [], cause: { child, state: transition.state } })
  }
  return found
}
