import type { AlarmHistory } from '../alarms/alarm-history'
import type { MarkKind } from '../alarms/acknowledgement'
import type { CoveredAlarms } from '../alarms/covered-alarms'

/** What the alarm desk asks. Times are AWS time, epoch milliseconds. */
export interface AlarmCommands {
  'alarms.list': { input: null; output: AlarmDesk }
  /**
   * Takes care of a firing alarm, says that one knows of it, or takes that back; in one's own name, kept on this machine. `conflict`:
   * it has fired anew since `stateUpdatedAtMs`.
   */
  'alarms.mark': { input: { readonly alarm: string; readonly stateUpdatedAtMs: number; readonly kind: MarkKind; readonly note?: string }; output: AlarmDesk }
  /** What CloudWatch remembers of one alarm. A request to AWS: only for the alarm that is looked at. */
  'alarms.history': { input: { readonly alarm: string }; output: AlarmHistory }
}

export interface AlarmDesk extends CoveredAlarms {
  /** In whose name marks are made here; absent: AWS has not said who is signed in. */
  readonly me?: string
  /** Why nothing is known of who looks after alarms: the local database cannot be read. */
  readonly marksTrouble?: string
}
