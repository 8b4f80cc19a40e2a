import { createHash } from 'node:crypto'
import type { HashNow } from '#shared/audit/seal'
import type { Digest } from '#shared/kernel/digest'

export const hashNow: HashNow = (text) => createHash('sha256').update(text, 'utf8').digest('hex')
export const sha256: Digest = async (text) => hashNow(text)
