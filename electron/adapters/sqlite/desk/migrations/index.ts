import { deskTables } from './0001-desk'

/** Every change of the desk's tables on this machine, in order; one that was released is never edited. */
export const deskMigrations: readonly string[] = [deskTables]
