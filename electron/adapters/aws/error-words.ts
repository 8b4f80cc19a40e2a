import type { AppErrorKind } from '#shared/kernel/app-error'

export interface Where {
  readonly service: string
  readonly operation: string
  readonly account: string
  readonly region: string
}

/** S3 and the tagging API have permissions that are not called like their operations. */
const permissions: Readonly<Record<string, string>> = {
  's3:GetObjectLockConfiguration': 's3:GetBucketObjectLockConfiguration',
  's3:GetBucketLifecycleConfiguration': 's3:GetLifecycleConfiguration',
  's3:HeadObject': 's3:GetObject',
  's3:ListObjectsV2': 's3:ListBucket',
  's3:ListObjectVersions': 's3:ListBucketVersions',
  's3:GetPublicAccessBlock': 's3:GetBucketPublicAccessBlock',
}

/** The IAM action that allows an operation. */
export const permissionOf = (service: string, operation: string): string => permissions[`${service}:${operation}`] ?? `${service}:${operation}`

/** What happened, to what, and what to do: for an operator, without the SDK's prose. */
export function words(kind: AppErrorKind, where: Where): string {
  const what = permissionOf(where.service, where.operation)
  const place = `${where.account}/${where.region}`
  switch (kind) {
    case 'throttled':
      return `AWS asked to slow down on ${what} in ${place}. The watch polls slower there and tries again.`
    case 'denied':
      return `AWS refused ${what} in ${place}. Allow ${what} in the role's policy, and check that the Region is enabled.`
    case 'expired':
      return `The sign-in for account ${where.account} is not accepted any more (${what} in ${where.region}). Sign in again; if it persists, check this computer's clock.`
    case 'timeout':
      return `AWS did not answer ${what} in ${place} in time. It is tried again.`
    case 'unreachable':
      return `${what} in ${place} could not be reached. Check network, VPN and proxy; it is tried again.`
    case 'serverFault':
      return `AWS failed on its side at ${what} in ${place}. See the AWS Health Dashboard if it lasts; it is tried again.`
    case 'unreadableReply':
      return `The reply to ${what} in ${place} could not be read. A proxy may have changed or cut it; it is tried again.`
    case 'unsupported':
      return `${what} does not exist at the endpoint used for ${place}. What rests on it stays unknown.`
    case 'notFound':
      return `What ${what} asked for does not exist in ${place}.`
    case 'invalidInput':
      return `AWS did not accept the request ${what} in ${place}. This is a fault of the console: report it with the code.`
    case 'cancelled':
      return `${what} in ${place} was cancelled.`
    default:
      return `${what} in ${place} failed unexpectedly. Report it with the code.`
  }
}
