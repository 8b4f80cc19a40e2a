import { z } from 'zod'
import { err, ok, type Result } from '../kernel/result'
import { Secret } from './secret'
import type { SignInMethod, SsoSession } from './sso-session'

/**
 * What the keychain holds for a session, as JSON.
 *
 * 1. Whatever is read is validated again: the keychain is shared with other programs and with older and newer versions of this one.
 * 2. An entry that cannot be used is absent, with a reason to show; it never stops the program.
 * 3. An entry made for another start URL or Region is foreign: the fleet file changed, its tokens are worth nothing here.
 */
export interface StoredTokens {
  readonly method: SignInMethod
  readonly clientId: string
  readonly accessToken: Secret
  readonly refreshToken?: Secret
  readonly issuedAtMs: number
  readonly expiresAtMs: number
  readonly signedInAtMs: number
}

export interface StoredRegistration {
  readonly method: SignInMethod
  readonly clientId: string
  readonly clientSecret: Secret
  readonly issuedAtMs: number
  readonly expiresAtMs: number
}

export type AbsentReason = 'unreadable' | 'foreign' | 'otherVersion'

const version = 1
const text = z.string().min(1)
const instantMs = z.number().int().nonnegative()
const owner = { version: z.literal(version), startUrl: text, region: text, method: z.enum(['browser', 'deviceCode']), clientId: text, issuedAtMs: instantMs, expiresAtMs: instantMs }
const tokensSchema = z.object({ kind: z.literal('tokens'), ...owner, accessToken: text, refreshToken: text.optional(), signedInAtMs: instantMs })
const registrationSchema = z.object({ kind: z.literal('registration'), ...owner, clientSecret: text })
const anyVersion = z.object({ version: z.number() })

export function writeTokens(tokens: StoredTokens, session: SsoSession): Secret {
  const { accessToken, refreshToken, ...rest } = tokens
  return json({ kind: 'tokens', version, ...ownerOf(session), ...rest, accessToken: accessToken.reveal(), ...(refreshToken === undefined ? {} : { refreshToken: refreshToken.reveal() }) })
}

export function readTokens(entry: Secret, session: SsoSession): Result<StoredTokens, AbsentReason> {
  const read = readEntry(entry, session, tokensSchema)
  if (!read.ok) return read
  const { method, clientId, accessToken, refreshToken, issuedAtMs, expiresAtMs, signedInAtMs } = read.value
  const secrets = { accessToken: new Secret(accessToken), ...(refreshToken === undefined ? {} : { refreshToken: new Secret(refreshToken) }) }
  return ok({ method, clientId, ...secrets, issuedAtMs, expiresAtMs, signedInAtMs })
}

export function writeRegistration(registration: StoredRegistration, session: SsoSession): Secret {
  return json({ kind: 'registration', version, ...ownerOf(session), ...registration, clientSecret: registration.clientSecret.reveal() })
}

export function readRegistration(entry: Secret, session: SsoSession): Result<StoredRegistration, AbsentReason> {
  const read = readEntry(entry, session, registrationSchema)
  if (!read.ok) return read
  const { method, clientId, clientSecret, issuedAtMs, expiresAtMs } = read.value
  return ok({ method, clientId, clientSecret: new Secret(clientSecret), issuedAtMs, expiresAtMs })
}

/** Why a kept sign-in is not used, for the operator. */
export function absentWords(reason: AbsentReason): string {
  switch (reason) {
    case 'unreadable':
      return 'The sign-in kept in the keychain could not be read. Sign in again; it is then replaced.'
    case 'foreign':
      return 'The sign-in kept in the keychain is for another start URL or Region. Sign in again.'
    case 'otherVersion':
      return 'The sign-in kept in the keychain was written by another version of Watchfloor. Sign in again.'
  }
}

function readEntry<S extends { readonly startUrl: string; readonly region: string }>(entry: Secret, session: SsoSession, schema: z.ZodType<S>): Result<S, AbsentReason> {
  const value = parseJson(entry.reveal())
  const parsed = schema.safeParse(value)
  if (!parsed.success) return err(isOtherVersion(value) ? 'otherVersion' : 'unreadable')
  return parsed.data.startUrl === session.startUrl && parsed.data.region === session.region ? ok(parsed.data) : err('foreign')
}

function isOtherVersion(value: unknown): boolean {
  const parsed = anyVersion.safeParse(value)
  return parsed.success && parsed.data.version !== version
}

function parseJson(raw: string): unknown {
  try {
    return JSON.parse(raw)
  } catch {
    return undefined
  }
}

const ownerOf = ({ startUrl, region }: SsoSession): Pick<SsoSession, 'startUrl' | 'region'> => ({ startUrl, region })
const json = (value: object): Secret => new Secret(JSON.stringify(value))
