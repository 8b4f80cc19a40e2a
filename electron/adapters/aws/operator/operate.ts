import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok } from '#shared/kernel/result'
import type { FailureKind, OperatorCall, OperatorFailure, Outcome } from '#electron/ports/operator/outcome'
import { permissionOf } from '../error-words'
import { send, type Exchange } from '../send'

/** One request that changes AWS, or looks what became of one. Never sent twice. */
export async function operate<T extends object, V>(exchange: Exchange, call: OperatorCall, service: string, operation: string, request: (signal: AbortSignal) => Promise<T>, read: (output: T) => V | undefined): Promise<Outcome<V>> {
  let said: string | undefined
  const heard = async (signal: AbortSignal): Promise<T> => {
    try {
      return await request(signal)
    } catch (error) {
      said = wordsOfAws(error)
      throw error
    }
  }
  const reply = await send(exchange, { signal: call.signal, onRequest: (name, metrics) => call.onRequest(name, metrics) }, service, operation, heard)
  if (!reply.ok) return err(withWords(kindOf(reply.error), reply.error, permissionOf(service, operation), exchange, said))
  const value = read(reply.value.output)
  return value === undefined ? err(withWords('unknown', appError('unreadableReply', ''), permissionOf(service, operation), exchange)) : ok({ value, dateMs: reply.value.dateMs })
}

const codes: readonly (readonly [FailureKind, ReadonlySet<string>])[] = [
  ['alreadyThere', new Set(['DBSnapshotAlreadyExists', 'DBSnapshotAlreadyExistsFault', 'DBInstanceAlreadyExists', 'DBInstanceAlreadyExistsFault', 'InstanceRefreshInProgress', 'InstanceRefreshInProgressFault', 'ParameterAlreadyExists', 'InvalidPermission.Duplicate'])],
  ['conflict', new Set(['PriorityInUse', 'PriorityInUseException', 'PreconditionFailed', 'ConditionalRequestConflict', 'ConflictException'])],
  ['notNow', new Set(['InvalidDBInstanceState', 'InvalidDBInstanceStateFault', 'InvalidDBSnapshotState', 'InvalidDBSnapshotStateFault', 'ScalingActivityInProgress', 'ScalingActivityInProgressFault', 'ResourceInUse', 'ResourceInUseException', 'DBUpgradeDependencyFailure', 'DBUpgradeDependencyFailureFault', 'InsufficientDBInstanceCapacity', 'InsufficientDBInstanceCapacityFault', 'SendingPausedException', 'InvalidAutomationStatusUpdateException', 'TooManyUpdates', 'InvalidObjectState'])],
  ['overQuota', new Set(['SnapshotQuotaExceeded', 'SnapshotQuotaExceededFault', 'InstanceQuotaExceeded', 'InstanceQuotaExceededFault', 'StorageQuotaExceeded', 'StorageQuotaExceededFault', 'TooManyRules', 'TooManyRulesException', 'AutomationExecutionLimitExceededException', 'LimitExceeded', 'LimitExceededFault', 'LimitExceededException', 'ParameterLimitExceeded', 'ParameterMaxVersionLimitExceeded', 'RulesPerSecurityGroupLimitExceeded', 'ServiceQuotaExceededException'])],
  ['gone', new Set(['NoSuchKey', 'NotFound', 'NotFoundException', 'ActiveInstanceRefreshNotFound', 'ActiveInstanceRefreshNotFoundFault', 'ResourceNotFound'])],
]
/** Nothing of AWS's own: the exchange broke somewhere. */
const broken = /^(UnreadableReply|SyntaxError|TypeError|UnknownError|Unknown|E[A-Z]+|ERR_.*)$/

/** By code first: only AWS's own word tells a refusal from an exchange that broke after the deed. */
export function kindOf({ kind, code }: AppError): FailureKind {
  for (const [why, known] of codes) if (code !== undefined && known.has(code)) return why
  switch (kind) {
    case 'notFound':
      return 'gone'
    case 'throttled':
      return 'throttled'
    case 'denied':
    case 'expired':
    case 'invalidInput':
    case 'unsupported':
      return 'refused'
    case 'unreadableReply':
      return code === undefined || broken.test(code) ? 'unknown' : 'refused'
    default:
      return 'unknown'
  }
}

/** As much as fits a line on screen. */
const mostLetters = 300

/** Why AWS did not do it, in its own words: what an operator chose and AWS does not offer is said by AWS best. */
function wordsOfAws(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  const line = error.message.replace(/\s+/g, ' ').trim()
  return line === '' ? undefined : line.length <= mostLetters ? line : `${line.slice(0, mostLetters)}…`
}

/** Only where AWS judged what it was asked for: what broke on the way says nothing of it. */
const judged = new Set<FailureKind>(['refused', 'notNow', 'overQuota'])

const says: Readonly<Record<FailureKind, string>> = {
  alreadyThere: 'AWS has one of that name already. It is looked at before anything else is done.',
  conflict: 'somebody else was first. It is read again before anything else is done.',
  gone: 'AWS does not know what it is about; it may have been deleted.',
  notNow: 'AWS does not take it in the present state. It is tried again later.',
  overQuota: 'the account has no room left for it. Make room, or raise the quota.',
  throttled: 'AWS asked to slow down. Nothing was done; it is tried again.',
  refused: 'AWS does not take it as it was asked for, and did nothing.',
  unknown: 'whether it was done cannot be told. AWS is read before anything else is done.',
}

/** A question that got no answer changed nothing. `permission`: `s3:GetObject`. */
export const wordsOf = (why: FailureKind, permission: string): string =>
  why === 'unknown' && /:(Describe|Get|Head|List)/.test(permission) ? 'AWS did not answer what it was asked. Nothing was changed; it can be asked again.' : says[why]

function withWords(why: FailureKind, error: AppError, permission: string, { account, region }: Exchange, said?: string): OperatorFailure {
  // Who may not, or has to sign in, is told so by the reader's words: what to allow, where to sign in.
  if (why === 'refused' && error.kind !== 'unreadableReply' && error.kind !== 'invalidInput') return { why, error }
  const code = error.code === undefined ? '' : ` (${error.code})`
  const kind = why === 'refused' && error.kind === 'invalidInput' ? 'invalidInput' : settled.has(why) ? 'conflict' : error.kind
  const own = said === undefined || !judged.has(why) ? '' : ` AWS says: “${said}”`
  return { why, error: appError(kind, `${permission} in ${account}/${region}: ${wordsOf(why, permission)}${own}${code}`, { ...(error.at === undefined ? {} : { at: error.at }), ...(error.code === undefined ? {} : { code: error.code }) }) }
}

const settled = new Set<FailureKind>(['refused', 'notNow', 'overQuota', 'alreadyThere', 'conflict'])
