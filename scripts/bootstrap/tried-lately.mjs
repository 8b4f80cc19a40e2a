import { userCache } from './paths.mjs'
import { dropStamp, readStamp, stampFile, writeStamp } from './stamps.mjs'

const rememberedForMs = 24 * 3_600_000

/** Why a download did not work less than a day ago, so that nobody waits for it again and again; undefined when it may be tried. */
export function failedLately(name, folder = userCache) {
  const [atMs, ...words] = (readStamp(`no-${name}`, folder) ?? '0').split(' ')
  return Date.now() - Number(atMs) < rememberedForMs ? words.join(' ') : undefined
}

export const rememberFailure = (name, why, folder = userCache) => writeStamp(`no-${name}`, `${Date.now()} ${why}`, folder)
export const forgetFailure = (name, folder = userCache) => dropStamp(`no-${name}`, folder)
export const failureFile = (name, folder = userCache) => stampFile(`no-${name}`, folder)
