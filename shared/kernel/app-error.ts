/**
 * Failures that are expected, as values.
 *
 * `kind` is stable: code and tests branch on it, never on words. `message` is for an operator at 3 a.m.: what happened, to
 * what, and what to do. `retry` says what could help.
 */
export const appErrorKinds = [
  'throttled',
  'denied',
  'expired',
  'timeout',
  'unreachable',
  'serverFault',
  'unreadableReply',
  'unsupported',
  'invalidInput',
  'invalidFile',
  'notFound',
  'conflict',
  'fenced',
  'offline',
  'forbidden',
  'storageFailed',
  'cancelled',
  'internal',
] as const

export type AppErrorKind = (typeof appErrorKinds)[number]

export type Retry = 'never' | 'later' | 'afterSignIn'

export interface AppError {
  readonly kind: AppErrorKind
  readonly message: string
  readonly retry: Retry
  /** Where it happened: `rds:DescribeDBInstances in 111122223333/eu-west-1`, a file with line and column, a command name. */
  readonly at?: string
  /** The other side's own code, e.g. `AccessDenied`; for the curious and for support, never for branching. */
  readonly code?: string
  readonly issues?: readonly InputIssue[]
}

/** One thing that is wrong with a file or an input. `line` and `column` start at 1. */
export interface InputIssue {
  readonly path: string
  readonly message: string
  readonly line?: number
  readonly column?: number
  readonly suggestion?: string
}

const retryOf: Record<AppErrorKind, Retry> = {
  throttled: 'later',
  denied: 'never',
  expired: 'afterSignIn',
  timeout: 'later',
  unreachable: 'later',
  serverFault: 'later',
  unreadableReply: 'later',
  unsupported: 'never',
  invalidInput: 'never',
  invalidFile: 'never',
  notFound: 'never',
  conflict: 'later',
  fenced: 'never',
  offline: 'later',
  forbidden: 'never',
  storageFailed: 'later',
  cancelled: 'never',
  internal: 'never',
}

export function appError(kind: AppErrorKind, message: string, more: Partial<Omit<AppError, 'kind' | 'message'>> = {}): AppError {
  return { kind, message, retry: retryOf[kind], ...more }
}
