import { readFile, stat } from 'node:fs/promises'
import type { CalendarConfig } from '#shared/fleet/fleet-config'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { secondMs } from '#shared/kernel/time'
import type { WebReader } from '#electron/ports/web-reader'

/** Where a calendar's text comes from. */
export interface CalendarSource {
  /** The text, or that it is the same as last time. */
  read(): Promise<Result<{ readonly kind: 'text'; readonly text: string } | { readonly kind: 'unchanged' }, AppError>>
  /** How soon it is worth asking again. */
  readonly everyMs: number
}

const largestBytes = 2 * 1024 * 1024

/** The web is asked every quarter of an hour; a file is looked at each time, and read when it changed. */
const webEveryMs = 900 * secondMs

export function calendarSource({ name, path: file, url }: CalendarConfig, web: WebReader): CalendarSource {
  if (url !== undefined) return webSource(url, web)
  if (file !== undefined) return fileSource(file)
  return { everyMs: 0, read: async () => err(appError('invalidFile', `The calendar ${name} has neither a path nor a url.`)) }
}

function webSource(url: string, web: WebReader): CalendarSource {
  let eTag: string | undefined
  return {
    everyMs: webEveryMs,
    read: async () => {
      const page = await web.read(url, { signal: new AbortController().signal, largestBytes, ...(eTag === undefined ? {} : { eTag }) })
      if (!page.ok || page.value.kind === 'unchanged') return page.ok ? ok({ kind: 'unchanged' }) : page
      eTag = page.value.eTag
      return ok({ kind: 'text', text: page.value.body })
    },
  }
}

function fileSource(file: string): CalendarSource {
  let known = ''
  return {
    everyMs: 0,
    read: async () => {
      try {
        const { mtimeMs, size } = await stat(file)
        if (size > largestBytes) return err(appError('invalidFile', `${file} is larger than 2 MB: that is no calendar.`))
        const version = `${mtimeMs} ${size}`
        if (version === known) return ok({ kind: 'unchanged' })
        const text = await readFile(file, 'utf8')
        known = version
        return ok({ kind: 'text', text })
      } catch (cause) {
        known = ''
        const { code } = cause as NodeJS.ErrnoException // Node's file functions reject with these
        return err(appError(code === 'ENOENT' ? 'notFound' : 'storageFailed', code === 'ENOENT' ? `There is no file ${file}.` : `${file} cannot be read (${code ?? 'no reason given'}).`))
      }
    },
  }
}
