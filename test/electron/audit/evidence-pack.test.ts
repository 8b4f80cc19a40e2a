import { strFromU8, unzipSync } from 'fflate'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { appError } from '#shared/kernel/app-error'
import { err } from '#shared/kernel/result'
import { dayMs } from '#shared/kernel/time'
import type { AuditBody } from '#shared/audit/entry'
import { readAnchors } from '#shared/audit/anchor'
import { openLocalAudit } from '#electron/adapters/sqlite/audit/local-audit'
import { writePaper } from '#electron/audit/pack/write-paper'
import { verifyBytes } from '#electron/audit/verify-bytes'

const grant = { kind: 'grant', id: 'g-1' } as const
const folder = mkdtempSync(path.join(tmpdir(), 'watchfloor-pack-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const unwatched = { progress: () => undefined, signal: new AbortController().signal }

const body = (id: string, over: Partial<AuditBody> = {}): AuditBody => ({ id, kind: 'note', atMs: 1_000, skewMs: 0, who: { person: 'ana' }, console: { machine: 'night-desk', surface: 'window' }, what: 'x', words: `Secret of ${id}.`, correlation: id, ...over })

async function kept() {
  const opened = openLocalAudit({ file: ':memory:', nowMs: 0 })
  if (!opened.ok) throw new Error(opened.error.message)
  const { audit } = opened.value
  await audit.begin({ chain: 'night-1', body: body('genesis', { kind: 'genesis' }) })
  const anchorAt = async (seq: number): Promise<void> => {
    const line = await audit.verify({ after: { chain: 'night-1', seq: 0, hash: '0'.repeat(64) }, limit: 100 })
    if (line.ok && line.value.head.seq === seq) await audit.anchored({ ...line.value.head, atMs: seq * dayMs })
  }
  await audit.append([body('other-1')])
  await anchorAt(2)
  await audit.append([body('ask', { kind: 'intent', correlation: 'click', atMs: 2_000 }), body('asked', { kind: 'outcome', of: 'ask', about: grant, correlation: 'click' }), body('other-2'), body('end', { about: grant, atMs: 5_000 })])
  await anchorAt(6)
  await audit.append([body('other-3')])
  return audit
}

const papers = [{ name: 'grant.json', about: 'the grant', text: '{}\n' }]

async function packed(name: string): Promise<Buffer> {
  const file = path.join(folder, name)
  expect(await writePaper(await kept(), { kind: 'pack', about: grant, papers, verifier: 'verify()\n' }, file, unwatched)).toEqual({ ok: true, value: { entries: 4 } })
  return readFileSync(file)
}

describe('An evidence pack', () => {
  it('shows what belongs to the story, proves it from anchor to anchor, and tells nothing of the rest', async () => {
    const files = unzipSync(await packed('story.zip'))
    const text = strFromU8(files['entries.jsonl']!)
    expect(text).toContain('Secret of ask.')
    expect(text).not.toContain('Secret of other')
    const anchors = readAnchors(strFromU8(files['anchors.jsonl']!))
    expect(anchors.ok && anchors.value.map(({ seq }) => seq)).toEqual([2, 6])
    const options = { anchors: anchors.ok ? anchors.value : [], mayWithhold: true }
    expect(verifyBytes(new TextEncoder().encode(text), options)).toMatchObject({ wrong: [], chains: [{ fromSeq: 3, toSeq: 6, withheld: 1, anchor: { seq: 6 } }] })
    expect(verifyBytes(new TextEncoder().encode(text.replace('Secret of end', 'Nothing at all')), options).wrong).toMatchObject([{ line: 4 }])
  })

  it('of the same things is the same bytes, with the hash of every file', async () => {
    const [one, two] = [await packed('one.zip'), await packed('two.zip')]
    expect(one.equals(two)).toBe(true)
    const files = unzipSync(one)
    expect(Object.keys(files).sort()).toEqual(['VERIFY.txt', 'anchors.jsonl', 'entries.jsonl', 'grant.json', 'manifest.json', 'verify.cjs'])
    const manifest = JSON.parse(strFromU8(files['manifest.json']!)) as { files: { name: string; sha256: string; bytes: number; about: string }[] }
    expect(manifest).toMatchObject({ format: 'watchfloor/evidence-pack', about: grant, from: '1970-01-01T00:00:01.000Z', to: '1970-01-01T00:00:05.000Z', files: [{ name: 'anchors.jsonl' }, { name: 'entries.jsonl', about: '3 entries of the audit trail; 1 others of the same chains are withheld, only their hashes are there' }, { name: 'grant.json', bytes: 3, sha256: 'ca3d163bab055381827226140568f3bef7eaac187cebd76878e0b63e9e442356' }, { name: 'verify.cjs' }] })
    expect(strFromU8(files['VERIFY.txt']!)).toContain('node verify.cjs entries.jsonl --extract --anchors anchors.jsonl\n')
    for (const { name, sha256 } of manifest.files) expect(createHash('sha256').update(files[name]!).digest('hex')).toBe(sha256)
  })
})

describe('A file of the trail', () => {
  const chainOf = async (entries: number) => {
    const audit = await kept()
    await audit.append(Array.from({ length: entries }, (_, at) => body(`more-${at}`)))
    return audit
  }

  it('has every entry, and says how far it is', async () => {
    const file = path.join(folder, 'all.jsonl')
    const told: number[] = []
    expect(await writePaper(await chainOf(1_493), { kind: 'export' }, file, { ...unwatched, progress: (percent) => told.push(percent) })).toEqual({ ok: true, value: { entries: 1_500 } })
    expect(told).toEqual([33, 66, 100])
    expect(verifyBytes(readFileSync(file), { anchors: [] })).toMatchObject({ wrong: [], chains: [{ toSeq: 1_500 }] })
  })

  it.each(['export', 'pack'] as const)('that is stopped half-way leaves what was there before: %s', async (kind) => {
    const place = path.join(folder, `stopped-${kind}`)
    const file = path.join(place, 'trail')
    const stop = new AbortController()
    await writePaper(await kept(), { kind: 'export' }, file, unwatched)
    const before = readFileSync(file)
    const paper = kind === 'export' ? { kind } as const : { kind, about: grant, papers, verifier: '' } as const
    expect(await writePaper(await chainOf(3_000), paper, file, { progress: (percent) => percent > 50 && stop.abort(), signal: stop.signal })).toMatchObject({ ok: false, error: { kind: 'cancelled' } })
    expect(readFileSync(file).equals(before)).toBe(true)
    expect(readdirSync(place)).toEqual(['trail'])
  })

  it('that cannot be read to its end leaves nothing', async () => {
    const audit = await chainOf(2_000)
    const failing = { ...audit, stretch: async (of: Parameters<typeof audit.stretch>[0]) => (of.afterSeq > 1_000 ? err(appError('storageFailed', 'The disk failed.')) : audit.stretch(of)) }
    const place = path.join(folder, 'unread')
    expect(await writePaper(failing, { kind: 'export' }, path.join(place, 'trail'), unwatched)).toMatchObject({ ok: false, error: { message: 'The disk failed.' } })
    expect(readdirSync(place)).toEqual([])
  })

  it('that may not lie where it should is told in words, and leaves nothing', async () => {
    const inTheWay = path.join(folder, 'a-file')
    writeFileSync(inTheWay, '')
    expect(await writePaper(await kept(), { kind: 'export' }, path.join(inTheWay, 'trail'), unwatched)).toMatchObject({ ok: false, error: { kind: 'storageFailed', message: expect.stringContaining('was not written, and nothing half-written was left') as string } })
  })
})
