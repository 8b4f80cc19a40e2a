import { historyTables } from './0001-history'
import { alarmMarkTable } from './0002-alarm-marks'

/**
 * Every change of the local database's tables, in order: number n brings a database from version n - 1 to n. One that was released is
 * never edited; the next change is a new file.
 */
export const migrations: readonly string[] = [historyTables, alarmMarkTable]
