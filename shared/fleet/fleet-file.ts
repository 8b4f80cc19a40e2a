import { appError } from '../kernel/app-error'
import { err, type Result } from '../kernel/result'
import type { AppError } from '../kernel/app-error'
import type { FleetConfig, NotYet } from './fleet-config'

export interface ParsedFleetFile {
  readonly config: FleetConfig
  /** Parts that are accepted today and begin to work later. */
  readonly notYet: readonly NotYet[]
}

/** Reads and validates a fleet file. `path` only names it in errors (`invalidFile`, every problem in `issues`). */
export function parseFleetFile(_text: string, path: string): Result<ParsedFleetFile, AppError> {
  return err(appError('invalidFile', `${path}: not readable yet`, { at: path, issues: [] }))
}

/** A change the app makes to the file; comments and formatting of everything else survive. */
export type FleetFileEdit =
  | { readonly kind: 'set'; readonly path: readonly (string | number)[]; readonly value: unknown }
  | { readonly kind: 'remove'; readonly path: readonly (string | number)[] }
  | { readonly kind: 'append'; readonly path: readonly (string | number)[]; readonly value: unknown }

/** The file's text after an edit; refused (`invalidFile`) when the result would not be a valid fleet file. */
export function editFleetFile(text: string, _edit: FleetFileEdit): Result<string, AppError> {
  return err(appError('invalidFile', `cannot edit ${text.length} characters yet`))
}
