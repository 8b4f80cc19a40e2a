import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'

/** Short-lived keys for one account. They stay in memory: never logged, stored, or sent to the renderer. */
export interface AwsCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
  /** AWS time; absent: they do not expire by themselves. */
  readonly expiresAtMs?: number
}

/** Hands out credentials for an account: signed-in identity, or the account's role assumed. Main owns the real one. */
export interface CredentialSource {
  forAccount(accountId: string): Promise<Result<AwsCredentials, AppError>>
  /** The service answered that they expired or are invalid: forget them. */
  drop(accountId: string): void
}
