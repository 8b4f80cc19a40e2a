import type { AlarmMark } from '#shared/alarms/acknowledgement'
import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'

/**
 * Who said to look after which alarm, kept on this machine, one store a source.
 *
 * 1. Marks are added, never edited or removed by a person. `add` resolved ok means: the mark outlives a killed process.
 * 2. A mark with an id that is there already is not kept twice.
 */
export interface AlarmMarks {
  add(mark: AlarmMark): Promise<Result<null, AppError>>
  /** Of these alarms, by `AlarmMark.alarm`; in the order in which they were made. */
  of(alarms: readonly string[]): Promise<Result<readonly AlarmMark[], AppError>>
}
