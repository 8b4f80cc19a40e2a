import { issueSession } from '../services/identity'
import { hexOf } from '../world/chance'

/** Whom the portal's keys stand for. */
export interface RoleGrant {
  readonly accountId: string
  /** The permission set. */
  readonly roleName: string
  readonly userName: string
  /** Simulated time. */
  readonly expiresAtMs: number
}

/**
 * Keys that the training fleet takes: it finds account, role, person and end in them, so that both servers agree without sharing memory.
 * GetCallerIdentity names them `assumed-role/AWSReservedSSO_<permission set>_<16 hex>/<user>`, as AWS does.
 */
export function issueRoleCredentials({ accountId, roleName, userName, expiresAtMs }: RoleGrant) {
  const { accessKeyId, secretAccessKey, sessionToken } = issueSession({ account: accountId, role: reservedRole(accountId, roleName), session: userName, expiresAtMs })
  return { accessKeyId, secretAccessKey, sessionToken }
}

/** The role that Identity Center makes for a permission set in an account, with the suffix of its own making. */
const reservedRole = (accountId: string, roleName: string): string => `AWSReservedSSO_${roleName}_${hexOf(16, accountId, roleName, 'permission-set')}`
