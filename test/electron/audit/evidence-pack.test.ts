import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { dayMs } from '#shared/kernel/time'
import type { AuditBody } from '#shared/audit/entry'
import { readAnchors } from '#shared/audit/anchor'
import { openLocalAudit } from '#electron/adapters/sqlite/audit/local-audit'
import { evidencePack } from '#electron/audit/pack/pack'
import { storyEntries } from '#electron/audit/pack/story-entries'
import { verifyBytes } from '#electron/audit/verify-bytes'

const grant = { kind: 'grant', id: 'g-1' } as const
const body = (id: string, over: Partial<AuditBody> = {}): AuditBody => ({ id, kind: 'note', atMs: 1_000, skewMs: 0, who: { person: 'ana' }, console: { machine: 'night-desk', surface: 'window' }, what: 'x', words: `Secret of ${id}.`, correlation: id, ...over })

async function story() {
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
  await audit.append([body('ask', { kind: 'intent', correlation: 'click' }), body('asked', { kind: 'outcome', of: 'ask', about: grant, correlation: 'click' }), body('other-2'), body('end', { about: grant })])
  await anchorAt(6)
  await audit.append([body('other-3')])
  const entries = await storyEntries(audit, grant)
  if (!entries.ok) throw new Error(entries.error.message)
  return entries.value
}

describe('An evidence pack', () => {
  it('shows what belongs to the story, proves it from anchor to anchor, and tells nothing of the rest', async () => {
    const { text, anchorsText, shown, withheld } = await story()
    expect([shown, withheld]).toEqual([3, 1])
    expect(text).toContain('Secret of ask.')
    expect(text).not.toContain('Secret of other')
    const anchors = readAnchors(anchorsText)
    expect(anchors.ok && anchors.value.map(({ seq }) => seq)).toEqual([2, 6])
    const options = { anchors: anchors.ok ? anchors.value : [], mayWithhold: true }
    expect(verifyBytes(new TextEncoder().encode(text), options)).toMatchObject({ wrong: [], chains: [{ fromSeq: 3, toSeq: 6, withheld: 1, anchor: { seq: 6 } }] })
    expect(verifyBytes(new TextEncoder().encode(text.replace('Secret of end', 'Nothing at all')), options).wrong).toMatchObject([{ line: 4 }])
  })

  it('of the same things is the same bytes, with the hash of every file', async () => {
    const papers = [{ name: 'grant.json', about: 'the grant', text: '{}\n' }]
    const [one, two] = [evidencePack(grant, await story(), papers), evidencePack(grant, await story(), papers)]
    expect(Buffer.from(one).equals(Buffer.from(two))).toBe(true)
    const files = unzipSync(one)
    expect(Object.keys(files).sort()).toEqual(['VERIFY.txt', 'anchors.jsonl', 'entries.jsonl', 'grant.json', 'manifest.json'])
    expect(JSON.parse(strFromU8(files['manifest.json']!))).toMatchObject({ format: 'watchfloor/evidence-pack', about: grant, files: [{ name: 'anchors.jsonl' }, { name: 'entries.jsonl' }, { name: 'grant.json', sha256: 'ca3d163bab055381827226140568f3bef7eaac187cebd76878e0b63e9e442356' }] })
  })
})
