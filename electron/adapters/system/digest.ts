import { hash } from 'node:crypto'
import type { HashNow } from '#shared/audit/seal'
import type { Digest } from '#shared/kernel/digest'

export const hashNow: HashNow = (text) => hash('sha256', text, 'hex')
export const sha256: Digest = async (text) => hashNow(text)
