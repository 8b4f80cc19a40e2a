import type { DatabaseSyncInstance } from '@photostructure/sqlite'
import type { AlarmMark } from '#shared/alarms/acknowledgement'
import type { AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import type { AlarmMarks } from '#electron/ports/alarm-marks'
import { bodyOf, preparing } from '../history/tables'
import { toAppError } from '../sqlite-error'

export interface AlarmMarksOptions {
  readonly db: DatabaseSyncInstance
  /** For words about failures. */
  readonly file: string
}

/** The marks over an open database, in the thread that calls it. */
export function createAlarmMarks({ db, file }: AlarmMarksOptions): AlarmMarks {
  const sql = preparing(db)
  const guarded = async <T>(work: () => T): Promise<Result<T, AppError>> => {
    try {
      return ok(work())
    } catch (cause) {
      return err(toAppError(cause, file))
    }
  }
  return {
    add: (mark) =>
      guarded(() => {
        sql('INSERT INTO alarm_mark (id, alarm, at_ms, body) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING').run(mark.id, mark.alarm, mark.atMs, JSON.stringify(mark))
        return null
      }),
    of: (alarms) =>
      guarded(() => {
        const rows = sql('SELECT body FROM alarm_mark WHERE alarm IN (SELECT value FROM json_each(?)) ORDER BY at_ms, id').all(JSON.stringify(alarms)) as { body: string }[]
        return rows.map((row) => bodyOf<AlarmMark>(row))
      }),
  }
}
