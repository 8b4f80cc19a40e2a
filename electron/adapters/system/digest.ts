import { createHash } from 'node:crypto'
import type { Digest } from '#shared/kernel/digest'

export const sha256: Digest = async (text) => createHash('sha256').update(text, 'utf8').digest('hex')
