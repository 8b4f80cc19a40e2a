import type { OperatorCall, Outcome } from './outcome'

/**
 * Muting of alarms. A rule ends by itself, whatever becomes of us, and is preferred; where a Region has none (`refused`, kind
 * `unsupported`), actions are switched off and have to be switched on again.
 */
export interface AlarmOperator {
  /** Of that name it is replaced. At most 100 alarms. */
  putMuteRule(call: OperatorCall, rule: MuteRule): Promise<Outcome<null>>
  muteRule(call: OperatorCall, name: string): Promise<Outcome<MuteRuleState>>
  /** Names of all rules of the place that are scheduled or active: the watchdog's look for leftovers. */
  muteRules(call: OperatorCall): Promise<Outcome<readonly string[]>>
  /** One that is not there is deleted already. */
  deleteMuteRule(call: OperatorCall, name: string): Promise<Outcome<null>>
  disableActions(call: OperatorCall, alarms: readonly string[]): Promise<Outcome<null>>
  enableActions(call: OperatorCall, alarms: readonly string[]): Promise<Outcome<null>>
  /** Whether actions of alarms are on, by name; names that are nobody's are left out. */
  actions(call: OperatorCall, alarms: readonly string[]): Promise<Outcome<Readonly<Record<string, boolean>>>>
}

export interface MuteRule {
  readonly name: string
  readonly description: string
  readonly alarms: readonly string[]
  /** AWS keeps minutes: begins with the minute of `fromMs`, lasts whole minutes. */
  readonly fromMs: number
  readonly toMs: number
}

export interface MuteRuleState {
  readonly name: string
  /** `SCHEDULED`, `ACTIVE`, `EXPIRED` */
  readonly status: string
  readonly alarms: readonly string[]
  /** When it ends; left out where its schedule is none of ours. */
  readonly toMs?: number
}
