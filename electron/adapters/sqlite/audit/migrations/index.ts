import { auditTables } from './0001-audit'

/** Released migrations are never edited: the next change is the next file. */
export const auditMigrations: readonly string[] = [auditTables]
