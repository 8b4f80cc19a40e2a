import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Clock } from '#electron/ports/clock'
import type { LogFields, Logger } from '#electron/ports/logger'
import { redact } from './redaction'

export interface JsonLogOptions {
  readonly folder: string
  readonly clock: Clock
  /** A file that grew past this is put aside. */
  readonly fileBytes?: number
  /** How many files are kept, the current one included. */
  readonly files?: number
  /** Also told of every line, e.g. a terminal in development. */
  readonly echo?: (line: string) => void
}

/**
 * One structured JSON line an event, the variable part last. Written at once, so that the line before a crash is there; a disk
 * that is full never brings the product down.
 */
export function createJsonLog({ folder, clock, fileBytes = 1_000_000, files = 5, echo }: JsonLogOptions): Logger {
  const current = path.join(folder, 'watchfloor.log')
  const write = (level: string, event: string, fields: LogFields = {}): void => {
    const safe = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, redact(name, value)]))
    const line = JSON.stringify({ at: new Date(clock.nowMs()).toISOString(), level, event, ...safe })
    echo?.(line)
    try {
      mkdirSync(folder, { recursive: true })
      if (sizeOf(current) > fileBytes) putAside(current, files)
      appendFileSync(current, `${line}\n`, { mode: 0o600 })
    } catch {
      echo?.(JSON.stringify({ level: 'error', event: 'log.notWritten', folder }))
    }
  }
  return {
    info: (event, fields) => write('info', event, fields),
    warn: (event, fields) => write('warn', event, fields),
    error: (event, fields) => write('error', event, fields),
  }
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0

/** watchfloor.log -> watchfloor.1.log -> ... ; the oldest goes. */
function putAside(current: string, files: number): void {
  const numbered = (number: number): string => (number === 0 ? current : current.replace(/\.log$/, `.${number}.log`))
  rmSync(numbered(files - 1), { force: true })
  for (let number = files - 2; number >= 0; number--) {
    if (sizeOf(numbered(number)) > 0) renameSync(numbered(number), numbered(number + 1))
  }
}
