import { err } from '../kernel/result'
import { dayOf, type Anchor } from './anchor'
import { closingLine, headsOfClosing, isClosing } from './closing'
import { noHash, type SealedEntry } from './entry'
import { readEntry } from './read-entry'
import { headAt, type HashNow } from './seal'

/**
 * Verifies an export of audit trails against its anchors, line by line, with nothing else at hand.
 *
 * 1. Lines stand chain by chain, chains in the order of their names, entries in the order of their numbers: every other order is a change.
 * 2. A chain begins with its genesis, or right after an anchor. What came before an anchor may be left out, nothing else.
 * 3. Every anchor of a chain is met by the entry of its number, unless the chain begins after it. What follows the last anchor is
 *    proven by the chain alone: nobody can tell whether it was sealed anew.
 * 4. The last line says how far each chain goes (`closing.ts`): without it, or before that, the end was cut off.
 * 5. A chain has one anchor a day, and one hash at a number: two that differ prove nothing but that one of them was laid over the other.
 * 6. The first wrong place of each chain is told; what follows it in that chain proves nothing and is not looked at.
 */
export interface Verification {
  readonly chains: readonly ChainVerdict[]
  /** In the order of the file. Empty: everything is as it was kept. */
  readonly wrong: readonly WrongPlace[]
}

export interface ChainVerdict {
  readonly chain: string
  readonly fromSeq: number
  /** Verified to here. */
  readonly toSeq: number
  readonly hash: string
  /** Entries whose bodies are not in the file. */
  readonly withheld: number
  /** AWS time of the last entry that says it. */
  readonly atMs?: number
  /** The last anchor that was met. */
  readonly anchor?: Anchor
}

export interface WrongPlace {
  readonly kind: 'changed' | 'missing' | 'order' | 'repeated' | 'fork' | 'withheld' | 'anchor'
  readonly chain?: string
  /** The entries among which it is: the same number twice where it is one. */
  readonly fromSeq?: number
  readonly toSeq?: number
  /** From 1. Absent: it is not a line of the file. */
  readonly line?: number
  readonly words: string
}

export interface VerifyOptions {
  readonly anchors: readonly Anchor[]
  readonly hash: HashNow
  /** Entries may be withheld, as in an evidence pack. */
  readonly mayWithhold?: boolean
}

export interface Verifier {
  /** The next line, without its end; undefined: its bytes are no text. */
  take(line: string | undefined): void
  /** `isWhole`: the last line ended as lines do. */
  end(isWhole: boolean): Verification
}

interface Chain {
  readonly name: string
  readonly fromSeq: number
  last: SealedEntry
  withheld: number
  atMs: number | undefined
  anchor: Anchor | undefined
  isWrong: boolean
}

export function createVerifier({ anchors, hash, mayWithhold = false }: VerifyOptions): Verifier {
  const chains = new Map<string, Chain>()
  const wrong: WrongPlace[] = []
  const digests = new Set<string>()
  let lines = 0
  let closing: { readonly text: string; readonly line: number } | undefined
  let current: Chain | undefined

  const blame = (chain: Chain | undefined, place: WrongPlace): void => {
    if (chain?.isWrong === true) return
    if (chain !== undefined) chain.isWrong = true
    wrong.push(place)
  }
  /** Of a chain that is not in the file, or by what is not a line of it. */
  const blameOnce = (place: WrongPlace): void => {
    if (!wrong.some(({ chain }) => chain === place.chain)) wrong.push(place)
  }
  const at = (chain: Chain | undefined, seq: number, kind: WrongPlace['kind'], words: string, fromSeq = seq): void =>
    blame(chain, { kind, ...(chain === undefined ? {} : { chain: chain.name }), fromSeq, toSeq: seq, line: lines, words })

  const begin = (entry: SealedEntry): Chain => {
    const { chain: name, seq, prev } = entry
    const before = current
    const chain: Chain = { name, fromSeq: seq, last: entry, withheld: 0, atMs: undefined, anchor: anchors.find((one) => one.chain === name && one.seq === seq - 1 && one.hash === prev), isWrong: false }
    chains.set(name, chain)
    current = chain
    const isGenesis = seq === 1 && prev === noHash && (entry.body === undefined || entry.body.kind === 'genesis')
    if (!isGenesis && chain.anchor === undefined) {
      if (seq === 1) at(chain, 1, 'changed', `The first entry of ${name} is not the beginning of a chain.`)
      else at(chain, seq - 1, 'missing', `Entries 1 to ${seq - 1} of ${name} are missing, and no anchor stands for them.`, 1)
    }
    if (before !== undefined && before.name > name) at(chain, seq, 'order', `The chain ${name} stands after ${before.name}: chains were moved.`)
    return chain
  }

  const follow = (chain: Chain, entry: SealedEntry): void => {
    const { seq, prev } = entry
    const { last, name } = chain
    if (chain !== current) return at(chain, Math.max(seq, last.seq), 'order', `Entry ${seq} of ${name} stands apart from entry ${last.seq}, behind entries of another chain: something was moved or added.`, Math.min(seq, last.seq + 1))
    if (seq > last.seq + 1) return at(chain, seq - 1, 'missing', seq === last.seq + 2 ? `Entry ${last.seq + 1} of ${name} is missing.` : `Entries ${last.seq + 1} to ${seq - 1} of ${name} are missing.`, last.seq + 1)
    if (seq === last.seq && entry.hash !== last.hash) return at(chain, seq, 'fork', `There are two different entries ${seq} of ${name}.`)
    if (seq <= last.seq) return at(chain, last.seq, digests.has(entry.digest) ? 'repeated' : 'order', `Entry ${seq} of ${name} stands after entry ${last.seq}: one of them was repeated or moved.`, seq)
    if (prev !== last.hash) return at(chain, seq, 'changed', `Entry ${seq} of ${name} does not follow entry ${last.seq}: one of the two was put in place of another.`, last.seq)
    chain.last = entry
  }

  const meet = (chain: Chain, { seq, hash: found }: SealedEntry): void => {
    for (const anchor of anchorsAt.get(`${seq} ${chain.name}`) ?? []) {
      if (anchor.hash === found) chain.anchor = anchor
      else at(chain, seq, 'anchor', anchorWords(chain, seq), (chain.anchor?.seq ?? 0) + 1)
    }
  }
  const anchorsAt = new Map<string, Anchor[]>()
  for (const anchor of anchors) {
    const key = `${anchor.seq} ${anchor.chain}`
    anchorsAt.set(key, [...(anchorsAt.get(key) ?? []), anchor])
  }

  const keep = (chain: Chain, entry: SealedEntry): void => {
    if (digests.has(entry.digest)) return at(chain, entry.seq, 'repeated', `Entry ${entry.seq} of ${chain.name} says what an earlier entry says, to the last letter: it was played again.`)
    digests.add(entry.digest)
    if (entry.body === undefined) {
      chain.withheld += 1
      if (!mayWithhold) at(chain, entry.seq, 'withheld', `What entry ${entry.seq} of ${chain.name} says was taken out of the file.`)
    } else {
      chain.atMs = entry.body.atMs
      if (entry.body.kind === 'genesis' && entry.seq !== 1) at(chain, entry.seq, 'changed', `Entry ${entry.seq} of ${chain.name} claims to be the beginning of a chain.`)
    }
    meet(chain, entry)
  }

  /** Against the last line of the file. */
  const close = (): void => {
    if (lines === 0) return
    if (closing === undefined) return at(current, (current?.last.seq ?? 0) + 1, 'missing', `The line that closes the file is missing: ${current === undefined ? 'its end was cut off' : `what came after entry ${current.last.seq} of ${current.name} was cut off`}, and nobody can tell how much.`)
    const heads = headsOfClosing(closing.text)
    if (heads === undefined) return blame(current, { kind: 'changed', line: closing.line, words: `Line ${closing.line}, which closes the file, is not as it was written.` })
    const { line } = closing
    for (const { chain: name, seq, hash: found } of heads) {
      const chain = chains.get(name)
      if (chain === undefined) blameOnce({ kind: 'missing', chain: name, fromSeq: 1, toSeq: seq, line, words: `The whole chain ${name} is missing: the last line knows it to entry ${seq}.` })
      else if (seq > chain.last.seq) blame(chain, { kind: 'missing', chain: name, fromSeq: chain.last.seq + 1, toSeq: seq, line, words: `${name} ends with entry ${chain.last.seq}, but the last line knows it to entry ${seq}: its end was cut off.` })
      else if (seq < chain.last.seq || found !== chain.last.hash) blame(chain, { kind: 'changed', chain: name, fromSeq: Math.min(seq + 1, chain.last.seq), toSeq: chain.last.seq, line, words: `The last line closes ${name} with another entry than entry ${chain.last.seq}: something was added, written anew, or that line was changed.` })
    }
    for (const chain of chains.values())
      if (!heads.some(({ chain: name }) => name === chain.name)) blame(chain, { kind: 'changed', chain: chain.name, fromSeq: chain.fromSeq, toSeq: chain.last.seq, line, words: `The last line does not know the chain ${chain.name}: it was added, or that line was changed.` })
    if (wrong.length === 0 && closing.text !== closingLine([...chains.values()].map(({ last }) => headAt(last)))) blame(current, { kind: 'changed', line, words: `Line ${line} closes chains in another order than they stand, or one twice.` })
  }

  return {
    take: (line) => {
      lines += 1
      if (closing !== undefined) return at(current, current?.last.seq ?? 1, 'order', `Line ${lines} stands after the line that closes the file: something was moved or added.`)
      if (line !== undefined && isClosing(line)) return void (closing = { text: line, line: lines })
      const read = line === undefined ? err('is no text any more') : readEntry(line, hash)
      if (!read.ok) {
        const seq = current === undefined ? 1 : current.last.seq + 1
        return at(current, seq, 'changed', `Line ${lines} ${read.error}.${current === undefined ? '' : ` It stands where entry ${seq} of ${current.name}, or the next chain, should be.`}`)
      }
      const entry = read.value
      const known = chains.get(entry.chain)
      if (known?.isWrong === true) return
      const chain = known ?? begin(entry)
      if (known !== undefined) follow(known, entry)
      if (!chain.isWrong) keep(chain, entry)
    },
    end: (isWhole) => {
      if (!isWhole) at(current, current?.last.seq ?? 1, 'changed', 'The file does not end where a line ends: it was cut, or something was added.')
      for (const [one, other] of differing(anchors)) {
        const [fromSeq, toSeq] = [Math.min(one.seq, other.seq), Math.max(one.seq, other.seq)]
        const place: WrongPlace = { kind: 'anchor', chain: one.chain, fromSeq, toSeq, words: `There are two anchors of ${one.chain} that differ, of ${dayOf(one.atMs)} at entry ${one.seq} and of ${dayOf(other.atMs)} at entry ${other.seq}: one was laid over the other. Fetch the first version of each.` }
        blameOnce(place)
      }
      for (const anchor of anchors) {
        const chain = chains.get(anchor.chain)
        if (chain === undefined) {
          blameOnce({ kind: 'missing', chain: anchor.chain, fromSeq: 1, toSeq: anchor.seq, words: `The whole chain ${anchor.chain} is missing: an anchor knows it to entry ${anchor.seq}.` })
        } else if (anchor.seq > chain.last.seq && !wrong.some((place) => place.chain === anchor.chain)) {
          // Whoever seals anew can also leave something out before the end: all since the anchor that was met is in doubt.
          const fromSeq = (chain.anchor?.seq ?? 0) + 1
          blame(chain, { kind: 'missing', chain: chain.name, fromSeq, toSeq: anchor.seq, words: `${chain.name} ends with entry ${chain.last.seq}, but an anchor knows it to entry ${anchor.seq}: its end was cut off. Its entries from ${fromSeq} on are not proven.` })
        }
      }
      close()
      return { chains: [...chains.values()].map(verdictOf), wrong }
    },
  }
}

/** Each pair of anchors of one chain that cannot both have been laid. */
function differing(anchors: readonly Anchor[]): readonly (readonly [Anchor, Anchor])[] {
  const first = new Map<string, Anchor>()
  return anchors.flatMap((anchor) =>
    [`day ${dayOf(anchor.atMs)} ${anchor.chain}`, `entry ${anchor.seq} ${anchor.chain}`].flatMap((key) => {
      const known = first.get(key)
      if (known === undefined) first.set(key, anchor)
      const isSame = known === undefined || (known.hash === anchor.hash && known.seq === anchor.seq)
      return isSame ? [] : [[known, anchor] as const]
    }),
  )
}

const anchorWords = ({ name, anchor }: Chain, seq: number): string =>
  `The anchor at entry ${seq} of ${name} is not met: entries ${anchor === undefined ? 1 : anchor.seq + 1} to ${seq} were written anew, or the anchor is not of this chain.`

const verdictOf = ({ name, fromSeq, last, withheld, atMs, anchor }: Chain): ChainVerdict => ({
  chain: name,
  fromSeq,
  toSeq: last.seq,
  hash: last.hash,
  withheld,
  ...(atMs === undefined ? {} : { atMs }),
  ...(anchor === undefined ? {} : { anchor }),
})

/** Entries of any chains as an export has them. */
export const inExportOrder = (left: Pick<SealedEntry, 'chain' | 'seq'>, right: Pick<SealedEntry, 'chain' | 'seq'>): number => (left.chain < right.chain ? -1 : left.chain > right.chain ? 1 : left.seq - right.seq)
