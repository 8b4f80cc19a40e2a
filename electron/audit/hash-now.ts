import { createHash } from 'node:crypto'
import type { HashNow } from '#shared/audit/seal'

export const hashNow: HashNow = (text) => createHash('sha256').update(text, 'utf8').digest('hex')
