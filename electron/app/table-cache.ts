import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { FleetTable } from '#shared/fleet/table'
import { writeWholeFile } from '#electron/adapters/system/whole-file'
import type { Logger } from '#electron/ports/logger'
import { decodeTable, encodeTable } from './table-file'

/** The last table of each source, so that the next start shows something before the first poll. */
export interface TableCache {
  load(sourceKey: string): Promise<FleetTable | undefined>
  save(sourceKey: string, table: FleetTable): Promise<void>
}

export function createTableCache(folder: string, logger: Logger): TableCache {
  const fileOf = (sourceKey: string): string => path.join(folder, `fleet-${createHash('sha256').update(sourceKey).digest('hex').slice(0, 16)}.table`)
  return {
    load: async (sourceKey) => {
      const file = fileOf(sourceKey)
      const bytes = await readFile(file).catch(() => undefined)
      if (bytes === undefined) return undefined
      const table = decodeTable(bytes)
      if (table === undefined) logger.warn('tableCache.ignored', { file })
      return table
    },
    save: async (sourceKey, table) => {
      await writeWholeFile(fileOf(sourceKey), encodeTable(table)).catch((cause: unknown) => logger.warn('tableCache.notSaved', { words: String(cause) }))
    },
  }
}
