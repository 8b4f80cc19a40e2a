import type { AuditSubject } from '../audit/entry'

/**
 * What of each command is written down. A command without a line does not compile; what its input tells nobody is left out by its own rule, and
 * nothing of an input that was not parsed is ever kept.
 */
export type AuditPolicy<I, O = unknown> =
  /** Not written down: it only reads, or concerns this window alone. */
  | { readonly kind: 'reading' | 'ofThisWindow' }
  | AuditedCommand<I, O>

export interface AuditedCommand<I, O = unknown> {
  /**
   * `acting`: written down first, refused when that cannot be done. `noted`: done either way and written down afterwards, because it protects,
   * or lets somebody look: a full disk must neither keep the cover off nor on.
   */
  readonly kind: 'acting' | 'noted'
  /** It ends what somebody may do: done also where that cannot be written down first, and written down as soon as that works. */
  readonly closes?: true
  /** "start a maintenance window": for a refusal whose input nobody looked at. */
  readonly title: string
  readonly words: (input: I) => string
  readonly keeps: (input: I) => unknown
  readonly why?: (input: I) => string | undefined
  readonly tenants?: (input: I) => readonly string[]
  readonly about?: (input: I) => AuditSubject | undefined
  /** What came into being by it: then its story begins with this. */
  readonly made?: (output: O) => AuditSubject
  /** What came of it, where the answer comes before it is proven. */
  readonly came?: (output: O) => string
  /** Left out: always. */
  readonly only?: (input: I) => boolean
}

export type AuditPolicies<C extends { readonly [N in keyof C]: { readonly input: unknown; readonly output: unknown } }> = { readonly [N in keyof C]: AuditPolicy<C[N]['input'], C[N]['output']> }
