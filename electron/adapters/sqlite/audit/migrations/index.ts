import { auditTables } from './0001-audit'
import { copiedHash } from './0002-copied-hash'

/** Released migrations are never edited: the next change is the next file. */
export const auditMigrations: readonly string[] = [auditTables, copiedHash]
