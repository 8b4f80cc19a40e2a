import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'

/**
 * Reads small public documents over HTTP: a login screen's notice, a calendar. Nothing secret is sent.
 *
 * 1. A certificate that is not trusted, more than `largestBytes`, an answer other than 200 (or 304 to a known ETag) and silence are failures in words.
 * 2. Redirects lead to the same host or nowhere.
 * 3. Never throws.
 */
export interface WebReader {
  read(url: string, options: WebReading): Promise<Result<WebPage, AppError>>
}

export interface WebReading {
  readonly signal: AbortSignal
  readonly largestBytes: number
  /** Of what is known: the answer may be `unchanged`. */
  readonly eTag?: string
}

export type WebPage = { readonly kind: 'page'; readonly body: string; readonly eTag?: string } | { readonly kind: 'unchanged' }
