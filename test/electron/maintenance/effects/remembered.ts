import { ok } from '#shared/kernel/result'
import type { AccessWord, Door, RunDoors, RunHealth, RunNotices, TenantCondition } from '#electron/maintenance/effects/run-context'

/** The first that is kept stands. */
function keeper<T>() {
  const kept = new Map<string, T>()
  return {
    kept: async (tenant: string) => ok(kept.get(tenant)),
    keep: async (tenant: string, value: T) => {
      if (!kept.has(tenant)) kept.set(tenant, value)
      return ok(kept.get(tenant)!)
    },
  }
}

export const doorsOf = (current: readonly Door[]): RunDoors => ({ current: async () => ok(current), ...keeper<readonly Door[]>() })

/** `now` may change between calls. */
export const healthOf = (now: () => TenantCondition): RunHealth => ({ now: async () => ok(now()), ...keeper<TenantCondition>() })

export interface HeardNotices extends RunNotices {
  readonly mails: readonly string[]
  /** What the login screen says; its readers may get it late. */
  readonly screen: () => string | undefined
  readLate(isLate: boolean): void
}

export function heardNotices({ hasScreen = true } = {}): HeardNotices {
  const mails: string[] = []
  let word: AccessWord | undefined
  let isLate = false
  const evidence = (occasion: string) => [{ label: 'Mail', value: `${occasion}, sent` }]
  return {
    mails,
    screen: () => (word === undefined ? undefined : `${word.state}, ${word.access}`),
    readLate: (late) => void (isLate = late),
    publish: async (_tenant, next) => {
      word = next
      return ok([])
    },
    isPublished: async (_tenant, wanted) => ok(hasScreen ? { kind: !isLate && word?.state === wanted.state && word.access === wanted.access ? 'says' : 'saysElse' } : { kind: 'noScreen', words: 'Add notice.' }),
    tell: async (_tenant, occasion) => {
      if (!mails.includes(occasion)) mails.push(occasion)
      return ok(evidence(occasion))
    },
    told: async (_tenant, occasion) => ok(mails.includes(occasion) ? evidence(occasion) : undefined),
  }
}
