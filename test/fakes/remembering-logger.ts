import type { LogFields, Logger } from '#electron/ports/logger'

export interface LoggedLine extends Record<string, unknown> {
  readonly level: 'info' | 'warn' | 'error'
  readonly event: string
}

/** A logger whose lines a test can read. */
export function rememberingLogger(): { readonly logger: Logger; readonly lines: () => readonly LoggedLine[]; readonly events: () => readonly string[] } {
  const lines: LoggedLine[] = []
  const at = (level: LoggedLine['level']) => (event: string, fields: LogFields = {}) => void lines.push({ level, event, ...fields })
  return { logger: { info: at('info'), warn: at('warn'), error: at('error') }, lines: () => lines, events: () => lines.map(({ event }) => event) }
}
