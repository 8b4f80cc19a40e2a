import { z } from 'zod'
import type { AwsCredentials } from '#electron/ports/credentials'
import type { Names } from './names'

/** Whom the keys stand for. */
export interface RoleSession {
  readonly accountId: string
  readonly roleName: string
  readonly userName: string
  /** Simulated time. */
  readonly expiresAtMs: number
}

const schema = z.object({ accountId: z.string().regex(/^\d{12}$/), roleName: z.string(), userName: z.string(), expiresAtMs: z.number() })
const tokenStart = 'training.'

/**
 * Keys for the training fleet: the access key carries the account's 12 digits (`ASIA` + account + 4), the session token who it is
 * and until when, so that both servers agree without sharing memory.
 */
export function issueRoleCredentials(session: RoleSession, names: Names): Required<AwsCredentials> {
  const { accountId, roleName, userName, expiresAtMs } = session
  return {
    accessKeyId: `ASIA${accountId}${names.secret('access-key', 4).toUpperCase()}`,
    secretAccessKey: names.secret('secret-key', 40),
    sessionToken: tokenStart + Buffer.from(JSON.stringify({ accountId, roleName, userName, expiresAtMs })).toString('base64url'),
    expiresAtMs,
  }
}

/** The session that a token of `issueRoleCredentials` stands for; undefined for any other token. */
export function readRoleSession(sessionToken: string): RoleSession | undefined {
  if (!sessionToken.startsWith(tokenStart)) return undefined
  try {
    const parsed = schema.safeParse(JSON.parse(Buffer.from(sessionToken.slice(tokenStart.length), 'base64url').toString('utf8')))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}

/** As GetCallerIdentity names it: AWS puts a suffix behind the permission set's name. */
export const roleSessionArn = ({ accountId, roleName, userName }: RoleSession): string =>
  `arn:aws:sts::${accountId}:assumed-role/AWSReservedSSO_${roleName}_${accountId.slice(-8).padEnd(16, '0')}/${userName}`
