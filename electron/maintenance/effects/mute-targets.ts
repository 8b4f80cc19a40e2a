import type { AlarmName } from './run-context'

/** Alarms that are muted together: of one place, as many as one rule takes. */
export interface MuteTarget {
  readonly account: string
  readonly region: string
  /** Of the rule: `wf-<run>-<tenant>-1`. */
  readonly rule: string
  readonly alarms: readonly string[]
}

const mostAlarmsOfARule = 100

/** The same for the same alarms, in whichever order they come. */
export function muteTargets(run: string, tenant: string, alarms: readonly AlarmName[]): readonly MuteTarget[] {
  const places = new Map<string, { readonly account: string; readonly region: string; readonly names: string[] }>()
  for (const { account, region, name } of alarms) {
    const key = `${account}/${region}`
    const place = places.get(key) ?? { account, region, names: [] }
    place.names.push(name)
    places.set(key, place)
  }
  return [...places]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([, { account, region, names }]) => chunks([...new Set(names)].sort()).map((chunk, at) => ({ account, region, rule: `wf-${run}-${tenant}-${at + 1}`, alarms: chunk })))
}

const chunks = (names: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(names.length / mostAlarmsOfARule) }, (_, at) => names.slice(at * mostAlarmsOfARule, (at + 1) * mostAlarmsOfARule))
