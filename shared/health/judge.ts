import type { TenantView } from '../fleet/tenant-view'
import type { Finding } from './finding'

/**
 * Judges a tenant: every check, with stale data turned into `unknown`. Worst first.
 *
 * `nowMs` is AWS time. `previous`: the findings of the last judgement; a finding of the same check and subject keeps its
 * `sinceAtMs` unless AWS's own evidence says when it began. Returns `previous` itself when nothing at all differs.
 */
export function judgeTenant(_view: TenantView, _nowMs: number, previous: readonly Finding[] = []): readonly Finding[] {
  return previous
}

/** When the verdict could change without new data: the next staleness limit or deadline. Undefined: never. AWS time. */
export function nextJudgementAtMs(_view: TenantView, _nowMs: number): number | undefined {
  return undefined
}
