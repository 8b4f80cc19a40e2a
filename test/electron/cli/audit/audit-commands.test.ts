import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { anchorText } from '#shared/audit/anchor'
import { headAt, seal } from '#shared/audit/seal'
import { openLocalAudit } from '#electron/adapters/sqlite/audit/local-audit'
import { hashNow } from '#electron/adapters/system/digest'
import { silentLogger } from '#electron/adapters/system/logger'
import { fetchAnchors } from '#electron/cli/audit/anchors'
import { ok } from '#shared/kernel/result'
import { commandDeed, runWrittenDown } from '#electron/cli/audit/command-audit'
import { rememberingTrail } from '#test/fakes/remembering-trail'
import { auditFile } from '#electron/cli/audit/audit-file'
import { auditCommands } from '#electron/cli/audit/index'
import { runCli } from '#electron/cli/run-cli'
import { soundTrail, textOf } from '#electron/drill/tamper/sound-trail'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'watchfloor-audit-cli-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function cli(...words: readonly string[]) {
  const said = { out: '', err: '' }
  const sink = (name: 'out' | 'err') => ({ write: (text: string) => void (said[name] += text), colour: false })
  const code = await runCli(['audit', ...words], auditCommands, {
    out: sink('out'),
    err: sink('err'),
    clock: { nowMs: () => 5_000 },
    timers: { after: () => () => undefined, sleep: async () => undefined },
    ids: { next: () => 'id', random: () => 0 },
    logger: silentLogger,
    stop: new AbortController().signal,
    resourcesPath: '',
    tempPath: folder,
  })
  return { code, ...said }
}

const { entries, anchors } = soundTrail()

describe('A command', () => {
  const input = { options: new Map<string, string | true>([['tenant', 'acme']]), positionals: [] }

  it('that makes a paper for others is written down, one that looks is not', () => {
    expect(commandDeed(['support', 'statement'], 'A statement', input, 'read')).toMatchObject({ what: 'support.statement' })
    expect(commandDeed(['support', 'status'], 'Who has access', input, 'read')).toBeUndefined()
  })

  it('that is done is called so, also when it ends with another code for what was found beside it', async () => {
    const { trail, deeds } = rememberingTrail()
    await runWrittenDown(trail, { what: 'support.end', words: 'Ends.' }, 'one', async () => ok({ json: {}, lines: ['g-1 is closed.'], code: 1, isDone: true }))
    expect(deeds.flatMap(({ outcome }) => outcome ?? [])).toEqual([{ kind: 'done', words: 'g-1 is closed.' }])
  })

  it('that is not proven when it ends is not called done', async () => {
    const { trail, deeds } = rememberingTrail()
    const run = (code: number | undefined) => runWrittenDown(trail, { what: 'support.end', words: 'Ends.' }, 'one', async () => ok({ json: {}, lines: ['g-1 is still revoking.'], ...(code === undefined ? {} : { code }) }))
    for (const code of [1, 0, undefined]) await run(code)
    expect(deeds.flatMap(({ outcome }) => outcome ?? [])).toEqual([{ kind: 'failed', words: 'Not done, or not proven yet. g-1 is still revoking.' }, { kind: 'done' }, { kind: 'done' }])
  })
})

describe('`audit anchors`', () => {
  it('fetches the first version of every key, and says what is no anchor', async () => {
    const bodies = new Map([['p/a/1.json', anchorText(anchors[0]!)], ['p/a/2.json', 'something else']])
    const done = <T>(value: T) => ({ ok: true, value: { value, dateMs: 0 } }) as const
    const locked = { keys: async () => done([...bodies.keys()]), getLocked: async (_call: unknown, _bucket: string, key: string) => done({ versionId: '1', body: bodies.get(key)! }) }
    const fetched = await fetchAnchors(locked, { bucket: 'b', prefix: 'p/', account: '111122223333', region: 'eu-west-1' }, new AbortController().signal)
    expect(fetched).toEqual({ ok: true, value: { anchors: [anchors[0]], wrong: ['b/p/a/2.json: There is something in it that is not an anchor of an audit trail, or not one that this version knows.'] } })
  })
})

describe('`audit verify`', () => {
  it('takes no file without anchors for anchors', async () => {
    const [file, empty] = [path.join(folder, 'export.jsonl'), path.join(folder, 'empty.json')]
    writeFileSync(file, textOf(entries))
    for (const text of ['', '[]', anchorText({ ...anchors[0]!, seq: 0 })]) {
      writeFileSync(empty, text)
      expect(await cli('verify', file, '--anchors', empty)).toMatchObject({ code: 2, out: '' })
    }
  })

  it('says that an export is as it was kept, with nothing but the anchors of the bucket', async () => {
    const file = path.join(folder, 'export.jsonl')
    writeFileSync(file, textOf(entries))
    for (const anchor of anchors) {
      mkdirSync(path.join(folder, 'anchors', anchor.chain), { recursive: true })
      writeFileSync(path.join(folder, 'anchors', anchor.chain, `2026-11-${anchor.seq + 10}.json`), anchorText(anchor))
    }
    const good = await cli('verify', file, '--anchors', path.join(folder, 'anchors'))
    expect(good).toMatchObject({ code: 0, err: '' })
    expect(good.out).toContain('night-desk-1-03f9: entries 1 to 9 hold together; anchored ')
    expect(good.out).toContain('\nEvery entry is as it was kept.\n')
    expect(JSON.parse((await cli('verify', file, '--anchors', path.join(folder, 'anchors'), '--json')).out)).toMatchObject({ ok: true, isAnchored: true, wrong: [] })
    expect(JSON.parse((await cli('verify', file, '--json')).out)).toMatchObject({ ok: true, isAnchored: false, wrong: [], chains: [{ toSeq: 9 }, {}, {}] })
  })

  it('claims nothing of a trail that was written anew and sealed again, unless anchors were given', async () => {
    const [first, ...others] = entries.filter(({ chain }) => chain === entries[0]!.chain).toSpliced(4, 1)
    const anew = others.reduce((sealed, { body }) => [...sealed, seal(body!, headAt(sealed.at(-1)!), hashNow)], [first!])
    const [file, anchorFile] = [path.join(folder, 'anew.jsonl'), path.join(folder, 'anchors.jsonl')]
    writeFileSync(file, textOf(anew))
    writeFileSync(anchorFile, anchors.map(anchorText).join(''))
    const without = await cli('verify', file)
    expect(without).toMatchObject({ code: 0, err: '' })
    expect(without.out).not.toContain('as it was kept')
    expect(without.out).toContain('without an anchor nobody can tell whether all of it was written anew')
    expect((await cli('verify', file, '--anchors', anchorFile)).code).toBe(1)
  })

  it('says where it is not, and leaves with 1', async () => {
    const file = path.join(folder, 'export.jsonl')
    writeFileSync(file, textOf(entries).replace('“frontend”', '“backend”'))
    const bad = await cli('verify', file)
    expect(bad.code).toBe(1)
    expect(bad.out).toContain('WRONG: Line 2 says something else than when it was kept')
    expect(JSON.parse((await cli('verify', file, '--json')).out)).toMatchObject({ ok: false, wrong: [{ line: 2, kind: 'changed' }] })
  })

  it('takes nothing for granted: an empty file proves nothing, and what cannot be read is a usage error', async () => {
    writeFileSync(path.join(folder, 'empty'), '')
    expect((await cli('verify', path.join(folder, 'empty'))).code).toBe(1)
    expect(await cli('verify', path.join(folder, 'missing'))).toMatchObject({ code: 2, out: '' })
    writeFileSync(path.join(folder, 'anchors'), 'nonsense')
    expect((await cli('verify', path.join(folder, 'empty'), '--anchors', path.join(folder, 'anchors'))).code).toBe(2)
  })
})

describe('The trail of this computer', () => {
  const fleet = 'fleet.yaml'
  const deskFile = () => path.join(folder, 'desk.sqlite')

  async function begun(): Promise<void> {
    const opened = openLocalAudit({ file: auditFile(fleet, deskFile()), nowMs: 0 })
    if (!opened.ok) throw new Error(opened.error.message)
    const [genesis, ...others] = entries.filter(({ chain }) => chain === entries[0]!.chain).map(({ body }) => body!)
    await opened.value.audit.begin({ chain: 'night-desk-1', body: genesis! })
    await opened.value.audit.append(others)
    await opened.value.close()
  }

  it('is listed by what is looked for, exported, and the export verifies', async () => {
    await begun()
    const list = await cli('list', '--fleet', fleet, '--desk-file', deskFile(), '--grant', 'g-1', '--json')
    expect(list.code).toBe(0)
    expect((JSON.parse(list.out) as { rows: { entry: { body: { about: unknown } } }[] }).rows.map(({ entry }) => entry.body.about)).toEqual([{ kind: 'grant', id: 'g-1' }, { kind: 'grant', id: 'g-1' }, { kind: 'grant', id: 'g-1' }])
    expect((await cli('list', '--fleet', fleet, '--desk-file', deskFile(), '--person', 'zoë')).out).toContain('support.end')
    const file = path.join(folder, 'export.jsonl')
    expect(await cli('export', file, '--fleet', fleet, '--desk-file', deskFile())).toMatchObject({ code: 0, out: `9 entries are in ${file}.\n` })
    expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(11)
    expect((await cli('verify', file)).code).toBe(0)
    const cut = path.join(folder, 'cut.jsonl')
    writeFileSync(cut, readFileSync(file, 'utf8').split('\n').slice(0, 8).map((line) => `${line}\n`).join(''))
    expect(await cli('verify', cut)).toMatchObject({ code: 1, out: expect.stringContaining('WRONG: The line that closes the file is missing: what came after entry 8 of night-desk-1 was cut off, and nobody can tell how much.') as string })
    expect((await cli('export', file, '--fleet', fleet, '--desk-file', deskFile())).code).toBe(2)
    expect((await cli('status', '--fleet', fleet, '--desk-file', deskFile())).out).toContain('night-desk-1 (this computer): verified to entry 9; never anchored from here')
  })

  it('that is damaged is left where it lies, and one that was set aside is named until it is taken away', async () => {
    const fleet = path.join(folder, 'fleet.yaml')
    const desk = path.join(folder, 'damaged.sqlite')
    const file = auditFile(fleet, desk)
    const status = () => cli('status', '--fleet', fleet, '--desk-file', desk)
    writeFileSync(file, 'this is no database, whatever it was before'.repeat(100))
    for (let again = 0; again < 2; again += 1) expect(await status()).toMatchObject({ code: 2, out: '' })
    const opened = openLocalAudit({ file, nowMs: 0 })
    if (!opened.ok) throw new Error(opened.error.message)
    await opened.value.audit.begin({ chain: 'anew-1', body: { id: 'g', kind: 'genesis', atMs: 0, skewMs: 0, who: { person: 'ana' }, console: { machine: 'anew', surface: 'command' }, what: 'audit.begun', words: 'Begins.', correlation: 'g' } })
    await opened.value.close()
    for (let again = 0; again < 2; again += 1) {
      const named = await status()
      expect(named.code).toBe(1)
      expect(named.err).toContain(opened.value.setAside)
    }
    rmSync(opened.value.setAside!)
    expect(await status()).toMatchObject({ code: 0, err: '' })
  })

  it('is not begun by a command that only reads, and a wrong question is told', async () => {
    expect((await cli('list', '--fleet', fleet, '--desk-file', deskFile())).code).toBe(2)
    for (const wrong of [['--limit', '0'], ['--from', 'yesterday'], ['--window', 'a', '--grant', 'b']]) expect(await cli('list', '--fleet', fleet, '--desk-file', deskFile(), ...wrong)).toMatchObject({ code: 2, out: '' })
  })
})
