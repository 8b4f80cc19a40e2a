import { readFile } from 'node:fs/promises'
import { appError } from '#shared/kernel/app-error'
import { err, ok } from '#shared/kernel/result'
import type { DocumentStore } from '#electron/ports/document-store'
import type { Logger } from '#electron/ports/logger'
import { writeWholeFile } from './whole-file'

/** A JSON file as a document store. What cannot be read is logged and counts as absent; writes take turns. */
export function createJsonDocument(file: string, logger: Logger): DocumentStore {
  let lastWrite: Promise<unknown> = Promise.resolve()
  return {
    load: async () => {
      try {
        return JSON.parse(await readFile(file, 'utf8')) as unknown
      } catch (cause) {
        if (!isMissing(cause)) logger.warn('document.unreadable', { file, words: wordsOf(cause) })
        return undefined
      }
    },
    save: async (document) => {
      const write = lastWrite.then(() => writeWholeFile(file, `${JSON.stringify(document, undefined, 2)}\n`))
      lastWrite = write.catch(() => undefined)
      try {
        await write
        return ok(null)
      } catch (cause) {
        logger.error('document.notSaved', { file, words: wordsOf(cause) })
        return err(appError('storageFailed', `${file} could not be written: ${wordsOf(cause)}. The change holds until Watchfloor is closed.`, { at: file }))
      }
    },
  }
}

const isMissing = (cause: unknown): boolean => cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
const wordsOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause))
