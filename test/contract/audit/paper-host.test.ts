import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AuditBody } from '#shared/audit/entry'
import { openLocalAudit } from '#electron/adapters/sqlite/audit/local-audit'
import { createPaperHost } from '#electron/app/audit/paper-host'
import { paperFiles } from '#electron/audit/pack/write-paper'
import type { AuditPaper } from '#electron/ports/audit-files'
import { valueOf } from '../aws-adapter/value-of'
import { bundled } from '../history/bundled'

const folder = mkdtempSync(path.join(tmpdir(), 'watchfloor-papers-'))
const trail = path.join(folder, 'trail.sqlite')
const entries = 10_001
const grant = { kind: 'grant', id: 'g-1' } as const
const body = (id: string, over: Partial<AuditBody> = {}): AuditBody => ({ id, kind: 'note', atMs: 1_000, skewMs: 0, who: { person: 'ana' }, console: { machine: 'night-desk', surface: 'window' }, what: 'support.end', words: `Ended ${id}.`, correlation: id, ...over })
const unwatched = { progress: () => undefined, signal: new AbortController().signal }
const pack: AuditPaper = { kind: 'pack', about: grant, papers: [], verifier: '' }
let workerFile = ''

beforeAll(async () => {
  workerFile = await bundled('electron/app/audit/paper-worker.ts')
  const local = valueOf(openLocalAudit({ file: trail, nowMs: 0 }))
  await local.audit.begin({ chain: 'night-1', body: body('genesis', { kind: 'genesis' }) })
  for (let thousand = 0; thousand < 10; thousand += 1) await local.audit.append(Array.from({ length: 1_000 }, (_, at) => body(`e-${thousand}-${at}`, at % 3 === 0 ? { about: grant } : {})))
  await local.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const placeOf = (name: string): string => {
  const place = path.join(folder, name)
  mkdirSync(place)
  return place
}

describe('Files of a trail that are made in a worker', () => {
  it.each([['export', { kind: 'export' }], ['pack', pack]] as const)('are to the last byte those that are made without one, beside whoever writes entries: %s', async (name, paper) => {
    const place = placeOf(name)
    const local = valueOf(openLocalAudit({ file: trail, nowMs: 0 }))
    const [here, there] = [path.join(place, 'here'), path.join(place, 'there')]
    const written = await paperFiles(local.audit).write(paper, here, unwatched)
    const told: number[] = []
    expect(await createPaperHost(workerFile, trail).write(paper, there, { ...unwatched, progress: (percent) => told.push(percent) })).toEqual(written)
    expect(valueOf(written).entries).toBeGreaterThanOrEqual(entries - 2)
    expect(readFileSync(there).equals(readFileSync(here))).toBe(true)
    expect(told.at(-1)).toBe(100)
    expect(readdirSync(place).toSorted()).toEqual(['here', 'there'])
    await local.close()
  })

  it('leave the turns of whoever asks to others', async () => {
    const place = placeOf('turns')
    const before = performance.eventLoopUtilization()
    const startedMs = performance.now()
    valueOf(await createPaperHost(workerFile, trail).write(pack, path.join(place, 'pack.zip'), unwatched))
    const { active } = performance.eventLoopUtilization(before)
    expect(active / (performance.now() - startedMs)).toBeLessThan(0.5)
  })

  it('leave nothing when they are stopped', async () => {
    const place = placeOf('stopped')
    const stop = new AbortController()
    const written = await createPaperHost(workerFile, trail).write(pack, path.join(place, 'pack.zip'), { progress: () => stop.abort(), signal: stop.signal })
    expect(written).toMatchObject({ ok: false, error: { kind: 'cancelled' } })
    expect(readdirSync(place)).toEqual([])
  })

  it('leave nothing when their worker breaks off, and that is told', async () => {
    const place = placeOf('broken')
    const broken = path.join(folder, 'broken.cjs')
    writeFileSync(broken, "require('node:fs').writeFileSync(require('node:worker_threads').workerData.partial, 'half'); throw new Error('broken')")
    expect(await createPaperHost(broken, trail).write(pack, path.join(place, 'pack.zip'), unwatched)).toMatchObject({ ok: false, error: { kind: 'internal', message: expect.stringContaining('nothing half-written was left') as string } })
    expect(readdirSync(place)).toEqual([])
  })
})
