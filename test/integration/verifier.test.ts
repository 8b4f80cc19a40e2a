import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anchorText } from '#shared/audit/anchor'
import { soundTrail, textOf } from '#electron/drill/tamper/sound-trail'
import { ensureBuilt } from './cli'
import { root } from './processes'

/** A folder as an auditor has it: the verifier, the export, the anchors, and Node without any environment. */
const folder = mkdtempSync(path.join(tmpdir(), 'watchfloor-verifier-'))
const { entries, anchors } = soundTrail()
const verify = (...words: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['verify.cjs', ...words], { cwd: folder, env: {}, encoding: 'utf8' })
  return { status, stdout, stderr }
}

beforeAll(async () => {
  await ensureBuilt()
  copyFileSync(path.join(root, 'out/main/verify.cjs'), path.join(folder, 'verify.cjs'))
  writeFileSync(path.join(folder, 'audit.jsonl'), textOf(entries))
  writeFileSync(path.join(folder, 'anchors.jsonl'), anchors.map(anchorText).join(''))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('The verifier by itself', () => {
  it('verifies an export where there is nothing but Node', () => {
    expect(readdirSync(folder).sort()).toEqual(['anchors.jsonl', 'audit.jsonl', 'verify.cjs'])
    const { status, stdout, stderr } = verify('audit.jsonl', '--anchors', 'anchors.jsonl')
    expect([status, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/^(.*: entries 1 to 9 hold together; anchored .*\n){3}Every entry is as it was kept\.\n$/)
  })

  it('says the same as `audit verify`, to the last letter', () => {
    const words = [path.join(folder, 'audit.jsonl'), '--anchors', path.join(folder, 'anchors.jsonl'), '--json']
    expect(verify(...words).stdout).toBe(execFileSync(process.execPath, [path.join(root, 'out/main/cli.cjs'), 'audit', 'verify', ...words], { encoding: 'utf8' }))
  })

  it('finds what was changed, and says how it is called', () => {
    writeFileSync(path.join(folder, 'changed.jsonl'), textOf(entries).replace('“frontend”', '“backend”'))
    expect(verify('changed.jsonl')).toMatchObject({ status: 1, stdout: expect.stringContaining('WRONG: Line 2 ') as string })
    expect(verify()).toEqual({ status: 2, stdout: '', stderr: expect.stringContaining('Usage: node verify.cjs FILE [--anchors PATH] [--extract] [--json]') as string })
    expect(verify('--help').stdout).toContain('Usage: node verify.cjs FILE')
  })
})
