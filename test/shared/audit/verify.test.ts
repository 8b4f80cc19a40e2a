import { describe, expect, it } from 'vitest'
import { anchorKey, anchorText, readAnchors } from '#shared/audit/anchor'
import { withheld } from '#shared/audit/seal'
import { headsOf, soundTrail, textOf } from '#electron/drill/tamper/sound-trail'
import { verifyBytes } from '#electron/audit/verify-bytes'

const { entries, anchors } = soundTrail()
const [chain] = entries.map((entry) => entry.chain)
const own = entries.filter((entry) => entry.chain === chain)
const ownAnchors = anchors.filter((anchor) => anchor.chain === chain)
const verify = (text: string, options: Parameters<typeof verifyBytes>[1]) => verifyBytes(new TextEncoder().encode(text), options)

describe('An export of audit trails', () => {
  it('that nobody touched is well, and says how far it is anchored', () => {
    const { chains, wrong } = verify(textOf(entries), { anchors })
    expect(wrong).toEqual([])
    expect(chains.map(({ fromSeq, toSeq, withheld: left, anchor }) => [fromSeq, toSeq, left, anchor?.seq])).toEqual([[1, 9, 0, 9], [1, 9, 0, 9], [1, 9, 0, 9]])
  })

  it('is verified without anchors by its chains alone', () => {
    const [verdict] = verify(textOf(own), { anchors: [] }).chains
    expect(verdict).toMatchObject({ toSeq: 9, hash: own.at(-1)!.hash })
    expect(verdict).not.toHaveProperty('anchor')
  })

  it('may begin right after an anchor, and nowhere else', () => {
    expect(verify(textOf(own.slice(3)), { anchors: ownAnchors }).wrong).toEqual([])
    expect(verify(textOf(own.slice(4)), { anchors: ownAnchors }).wrong).toMatchObject([{ kind: 'missing', fromSeq: 1, toSeq: 4, line: 1 }])
    expect(verify(textOf(own.slice(3)), { anchors: ownAnchors.filter(({ seq }) => seq !== 3) }).wrong).toMatchObject([{ kind: 'missing', fromSeq: 1, toSeq: 3 }])
  })

  it('ends with a line that says how far each chain goes: what nobody anchored yet is not cut off unseen', () => {
    const heads = headsOf(own)
    const { wrong } = verify(textOf(own.slice(0, 7), heads), { anchors: ownAnchors.slice(0, 2) })
    expect(wrong).toMatchObject([{ kind: 'missing', chain, fromSeq: 8, toSeq: 9, line: 8, words: `${chain} ends with entry 7, but the last line knows it to entry 9: its end was cut off.` }])
    const cut = textOf(own).split('\n').slice(0, 7).map((line) => `${line}\n`).join('')
    expect(verify(cut, { anchors: ownAnchors.slice(0, 2) }).wrong).toMatchObject([{ kind: 'missing', chain, fromSeq: 8, words: expect.stringContaining('The line that closes the file is missing') as string }])
    expect(verify(textOf(own, headsOf(entries)), { anchors: [] }).wrong).toMatchObject(headsOf(entries).slice(1).map((head) => ({ kind: 'missing', chain: head.chain, toSeq: 9 })))
  })

  it.each([
    ['another hash', own, [{ ...headsOf(own)[0]!, hash: '0'.repeat(64) }], 'changed'],
    ['an earlier end', own, headsOf(own.slice(0, 8)), 'changed'],
    ['no chain', own, [], 'changed'],
    ['a chain twice', own, [...headsOf(own), ...headsOf(own)], 'changed'],
    ['chains in another order', entries, headsOf(entries).toReversed(), 'changed'],
  ] as const)('whose last line has %s is wrong', (_, kept, heads, kind) => {
    expect(verify(textOf(kept, heads), { anchors: [] }).wrong).toMatchObject([{ kind, line: kept.length + 1 }])
  })

  it('has nothing after its last line', () => {
    const [last] = textOf(own).trimEnd().split('\n').slice(-1)
    expect(verify(`${textOf(own)}${last!}\n`, { anchors: [] }).wrong).toMatchObject([{ kind: 'order', line: 11 }])
    expect(verify(textOf(own).replace('{"closes":', '{"closes": '), { anchors: [] }).wrong).toMatchObject([{ kind: 'changed', line: 10 }])
  })

  it('of an evidence pack withholds what others need not know, and what it shows is still proven', () => {
    const pack = own.map((entry) => (entry.seq % 2 === 0 ? withheld(entry) : entry))
    expect(verify(textOf(pack), { anchors: ownAnchors, mayWithhold: true })).toMatchObject({ wrong: [], chains: [{ withheld: 4 }] })
    expect(verify(textOf(pack), { anchors: ownAnchors }).wrong).toMatchObject([{ kind: 'withheld', fromSeq: 2 }])
    const lie = pack.map((entry) => (entry.seq === 5 && entry.body !== undefined ? { ...entry, body: { ...entry.body, words: 'Nothing happened.' } } : entry))
    expect(verify(textOf(lie), { anchors: ownAnchors, mayWithhold: true }).wrong).toMatchObject([{ line: 5 }])
  })
})

describe('An anchor', () => {
  it('that differs from another of its chain and day, or number, makes the chain wrong', () => {
    const [first, second] = ownAnchors
    for (const over of [{ ...second!, atMs: first!.atMs }, { ...first!, hash: '0'.repeat(64), atMs: second!.atMs }])
      expect(verify(textOf(own.slice(6)), { anchors: [...ownAnchors, over] }).wrong).toMatchObject([{ kind: 'anchor', chain, fromSeq: 3 }])
    expect(verify(textOf(own), { anchors: [...ownAnchors, ...ownAnchors] }).wrong).toEqual([])
  })

  it('is of an entry, and there is one: nothing, and entry 0, anchor nothing', () => {
    const text = anchorText(ownAnchors[0]!)
    expect(['', '[]', ' \n', text.replace('"seq":3', '"seq":0'), text.replace('"seq":3', '"seq":-1')].map((wrong) => readAnchors(wrong).ok)).toEqual([false, false, false, false, false])
  })

  it('is read back as it was written, alone, in a list or one a line', () => {
    const texts = ownAnchors.map(anchorText)
    expect(readAnchors(texts[0]!)).toEqual({ ok: true, value: [ownAnchors[0]] })
    expect(readAnchors(texts.join(''))).toEqual({ ok: true, value: ownAnchors })
    expect(readAnchors(`[${texts.join(',')}]`)).toEqual({ ok: true, value: ownAnchors })
  })

  it('that is none, or of another version, is refused', () => {
    const text = anchorText(ownAnchors[0]!)
    expect([text.replace('"version":1', '"version":2'), text.replace('anchor', 'ancestor'), text.slice(0, 40), 'null'].map((wrong) => readAnchors(wrong).ok)).toEqual([false, false, false, false])
  })

  it('lies under its chain and day', () => {
    expect(anchorKey('audit/', { chain: 'night-desk-1', atMs: Date.UTC(2026, 10, 22, 23, 59) })).toBe('audit/night-desk-1/2026-11-22.json')
  })
})
