import { canonicalJson } from '../kernel/canonical-json'
import type { Digest } from '../kernel/digest'
import type { AskedGrant } from './grant'

/** `g-` and twelve hexadecimal digits, of everything that was asked and by whom. */
export const grantId = async (grant: Omit<AskedGrant, 'id' | 'hash'>, digest: Digest): Promise<string> => `g-${(await digest(canonicalJson(grant))).slice(0, 12)}`

/** What approvals are bound to: 64 hexadecimal digits. */
export const grantHash = (grant: Omit<AskedGrant, 'hash'>, digest: Digest): Promise<string> => digest(canonicalJson(grant))

export const grantIdPattern = /^g-[0-9a-f]{12}$/
