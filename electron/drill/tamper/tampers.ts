import type { Anchor } from '#shared/audit/anchor'
import type { AuditBody, SealedEntry } from '#shared/audit/entry'
import { digestOf, hashOf, headAt, lineOf, seal, withheld } from '#shared/audit/seal'
import { hashNow } from '#electron/adapters/system/digest'
import { headsOf, rewritten, textOf, type SoundTrail } from './sound-trail'

/** One way to cheat: the file as it is then, and where the verifier has to say it is wrong. */
export interface Tamper {
  readonly name: string
  readonly bytes: () => Uint8Array
  readonly anchors: readonly Anchor[]
  /** Any of these is the right place: a change between two lines is in both. */
  readonly place: readonly Place[]
}

export type Place = { readonly line: number } | { readonly chain: string; readonly seq: number }

const utf8 = new TextEncoder()

export function* everyTamper(trail: SoundTrail): Generator<Tamper> {
  yield* everyByte(trail)
  yield* wholeEntries(trail)
  yield* sealedAnew(trail)
  yield* ends(trail)
  yield* unanchored(trail)
}

/** Each byte of the file with its lowest bit flipped, as another letter, left out, and doubled. */
function* everyByte({ entries, anchors }: SoundTrail): Generator<Tamper> {
  const bytes = utf8.encode(textOf(entries))
  let line = 1
  for (const [at, byte] of bytes.entries()) {
    const isEnd = byte === 0x0a
    const place = [{ line }, ...(isEnd ? [{ line: line + 1 }] : []), ...(isEnd && at === bytes.length - 1 ? [{ line: line - 1 }] : [])]
    const where = `byte ${at} (line ${line})`
    const changed = (name: string, middle: readonly number[]): Tamper => ({ name: `${where} ${name}`, bytes: () => Buffer.concat([bytes.subarray(0, at), Uint8Array.from(middle), bytes.subarray(at + 1)]), anchors, place })
    yield changed('with a bit flipped', [byte ^ 1])
    yield changed('as another letter', [byte === 0x30 ? 0x31 : 0x30])
    yield changed('left out', [])
    yield changed('doubled', [byte, byte])
    if (isEnd) line += 1
  }
}

/** Entries left out, repeated, exchanged, moved, or taken from another chain. */
function* wholeEntries({ entries, anchors }: SoundTrail): Generator<Tamper> {
  const given = (name: string, changed: readonly SealedEntry[], place: readonly Place[]): Tamper => ({ name, bytes: () => utf8.encode(textOf(changed)), anchors, place })
  const placeOf = ({ chain, seq }: SealedEntry): Place => ({ chain, seq })
  for (const [at, entry] of entries.entries()) {
    const others = entries.toSpliced(at, 1)
    yield given(`entry ${nameOf(entry)} left out`, others, [placeOf(entry)])
    yield given(`entry ${nameOf(entry)} without what it says`, entries.with(at, withheld(entry)), [placeOf(entry)])
    yield given(`entry ${nameOf(entry)} twice`, entries.toSpliced(at, 0, entry), [placeOf(entry)])
    for (const [other, with_] of entries.entries()) {
      if (other > at) yield given(`entries ${nameOf(entry)} and ${nameOf(with_)} exchanged`, entries.with(at, with_).with(other, entry), [placeOf(entry), placeOf(with_), { line: at + 1 }, { line: at + 2 }])
      if (other !== at && other !== at - 1) yield given(`entry ${nameOf(entry)} moved behind ${nameOf(with_)}`, moved(entries, at, other), [placeOf(entry), { line: at + 1 }, ...[1, 2, 3].map((more) => ({ line: other + more }))])
    }
  }
  for (const chain of chainsOf(entries)) yield given(`all of ${chain} left out`, entries.filter((entry) => entry.chain !== chain), [{ chain, seq: 1 }])
}

const moved = (entries: readonly SealedEntry[], from: number, behind: number): readonly SealedEntry[] => {
  const entry = entries[from]!
  return [...entries.slice(0, behind + 1), entry, ...entries.slice(behind + 1)].filter((_, at) => at !== (from <= behind ? from : from + 1))
}

/** What somebody does who knows how entries are sealed: hashes are made to fit, as far as anchors let them. */
function* sealedAnew({ entries, anchors }: SoundTrail): Generator<Tamper> {
  for (const [at, entry] of entries.entries()) {
    const { chain, seq, body } = entry
    if (body === undefined) continue
    const given = (name: string, changed: readonly SealedEntry[], place: readonly Place[] = [{ chain, seq }, { line: at + 1 }]): Tamper => ({ name: `${nameOf(entry)} ${name}`, bytes: () => utf8.encode(textOf(changed)), anchors, place })
    const lie: AuditBody = { ...body, words: `${body.words} Or so it is said.` }
    const fits = { ...entry, body: lie, digest: digestOf(lie, hashNow) }
    const alone = { ...fits, hash: hashOf(fits, hashNow) }
    yield given('says something else', entries.with(at, { ...entry, body: lie }))
    yield given('says something else, digest made to fit', entries.with(at, fits))
    yield given('says something else, hash made to fit', entries.with(at, alone))
    yield given('says something else, all after it made to fit', rewritten(entries.with(at, { ...entry, body: lie }), chain, seq))
    yield given('beside another of its number', entries.toSpliced(at + 1, 0, alone))
    yield given('left out, all after it numbered and sealed anew', rewritten(entries.toSpliced(at, 1), chain, seq))
    yield given('played again as the next, all after it sealed anew', rewritten(entries.toSpliced(at + 1, 0, entry), chain, seq), [{ chain, seq: seq + 1 }])
    const next = entries[at + 1]
    if (next?.chain === chain) yield given('exchanged with the next, both and all after them sealed anew', rewritten(entries.with(at, next).with(at + 1, entry), chain, seq), [{ chain, seq }, { chain, seq: seq + 1 }])
    for (const other of chainsOf(entries)) {
      if (other === chain) continue
      const strayed = { ...entry, chain: other }
      yield given(`as an entry of ${other}`, entries.with(at, { ...strayed, hash: hashOf(strayed, hashNow) }), [{ chain, seq }, { chain: other, seq }, { line: at + 1 }])
    }
  }
}

/** Tails: cut off anywhere, and grown by what was said before. */
function* ends({ entries, anchors }: SoundTrail): Generator<Tamper> {
  const bytes = utf8.encode(textOf(entries))
  let line = 1
  for (let length = 0; length < bytes.length; length += 1) {
    if (length > 0 && bytes[length - 1] === 0x0a) line += 1
    const last = entries[Math.min(line, entries.length) - 1]!
    yield { name: `cut off after ${length} bytes`, bytes: () => bytes.subarray(0, length), anchors, place: [{ line }, { line: line - 1 }, { chain: last.chain, seq: last.seq }] }
  }
  for (const chain of chainsOf(entries)) {
    const own = entries.filter((entry) => entry.chain === chain)
    const rest = { before: entries.filter((entry) => entry.chain < chain), after: entries.filter((entry) => entry.chain > chain) }
    for (const kept of own.slice(0, -1)) {
      const shorter = [...rest.before, ...own.filter(({ seq }) => seq <= kept.seq), ...rest.after]
      yield { name: `${chain} cut off after ${kept.seq}`, bytes: () => utf8.encode(textOf(shorter)), anchors, place: [{ chain, seq: kept.seq + 1 }] }
    }
    for (const from of own.slice(1)) {
      const tail = own.filter(({ seq }) => seq >= from.seq)
      const again = tail.reduce<readonly SealedEntry[]>((sofar, { body }) => [...sofar, seal(body!, headAt(sofar.at(-1)!), hashNow)], [own.at(-1)!]).slice(1)
      const end = own.at(-1)!.seq
      yield { name: `${chain} played again from ${from.seq}, as it was`, bytes: () => utf8.encode(textOf([...rest.before, ...own, ...tail, ...rest.after])), anchors, place: [{ chain, seq: from.seq }] }
      yield { name: `${chain} played again from ${from.seq}, sealed anew`, bytes: () => utf8.encode(textOf([...rest.before, ...own, ...again, ...rest.after])), anchors, place: [{ chain, seq: end + 1 }] }
    }
  }
}

/** Cut by somebody who seals nothing anew, where no anchor was laid yet: what the last line says is left as it was, or is cut off too. */
function* unanchored({ entries }: SoundTrail): Generator<Tamper> {
  const heads = headsOf(entries)
  const given = (name: string, text: string, place: readonly Place[]): Tamper => ({ name: `without anchors ${name}`, bytes: () => utf8.encode(text), anchors: [], place })
  for (const [at, entry] of entries.entries()) {
    const { chain, seq } = entry
    yield given(`${chain} cut off before ${seq}`, textOf(entries.filter((other) => other.chain !== chain || other.seq < seq), heads), [{ chain, seq }])
    yield given(`the file cut off after ${nameOf(entry)}`, entries.slice(0, at + 1).map((kept) => `${lineOf(kept)}\n`).join(''), [{ chain, seq: seq + 1 }])
  }
}

const nameOf = ({ chain, seq }: SealedEntry): string => `${chain}/${seq}`
const chainsOf = (entries: readonly SealedEntry[]): readonly string[] => [...new Set(entries.map(({ chain }) => chain))]
