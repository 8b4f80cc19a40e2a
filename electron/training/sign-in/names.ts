import { createHash } from 'node:crypto'

/** Ids, secrets and chance that look random and repeat with the seed, each kind in its own order. */
export interface Names {
  /** Letters and digits that fit a URL, `size` of them. */
  secret(kind: string, size: number): string
  /** As shown to a person: `BCDF-GHJK`; no vowels, so that no word comes out, and no letter that is mistaken for another. */
  userCode(): string
  /** Uniform in [0, 1). */
  random(): number
}

const codeLetters = 'BCDFGHJKLMNPQRSTVWXZ'

export function createNames(seed: number): Names {
  const given = new Map<string, number>()
  const digest = (kind: string): Buffer => {
    const count = given.get(kind) ?? 0
    given.set(kind, count + 1)
    return createHash('sha512').update(`${seed}/${kind}/${count}`).digest()
  }
  return {
    secret: (kind, size) => digest(kind).toString('base64url').replace(/[-_]/g, 'x').slice(0, size),
    userCode: () => {
      const letters = [...digest('user-code').subarray(0, 8)].map((byte) => codeLetters[byte % codeLetters.length])
      return `${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`
    },
    random: () => digest('chance').readUInt32BE(0) / 2 ** 32,
  }
}
