import { randomUUID } from 'node:crypto'
import type { Ids } from '#electron/ports/clock'

export const randomIds: Ids = { next: () => randomUUID(), random: () => Math.random() }
