import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { Secret } from '#shared/session/secret'

/** Proof Key for Code Exchange (RFC 7636), S256: whoever catches the code cannot use it without the verifier. */
export interface Pkce {
  readonly verifier: Secret
  readonly challenge: string
}

export function createPkce(): Pkce {
  const verifier = randomBytes(48).toString('base64url')
  return { verifier: new Secret(verifier), challenge: createHash('sha256').update(verifier).digest('base64url') }
}

/** Ties the answer in the browser to this attempt. */
export const createState = (): string => randomBytes(32).toString('base64url')

/** Compares without telling by time how much was right. */
export function isSameState(expected: string, given: string): boolean {
  const [left, right] = [Buffer.from(expected), Buffer.from(given)]
  return left.length === right.length && timingSafeEqual(left, right)
}
