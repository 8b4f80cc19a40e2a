import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { minuteMs } from '#shared/kernel/time'
import type { AwsAnswer, PlanPreview, WindowView } from '#shared/maintenance/window-view'
import { realTimers } from '#electron/adapters/system/real-time'
import { advance, cli, control, serveTraining, startCli, type Serving } from './cli'

/** `maintenance ...` as two operators type it, each command a process of its own, over one desk and one served training fleet. */
const scenario = { version: 1, name: 'two', seed: 5, startAt: '2026-03-02T12:00:00Z', fleet: { pooled: [{ account: '111122223333', region: 'eu-west-1', tenants: 2, tags: { ring: 'early' } }], tenants: [] }, events: [] }
const plan = {
  title: 'Backup retention',
  why: 'The contract asks for more',
  kind: 'downtime',
  window: { start: '2026-03-05T22:00', zone: 'Europe/Berlin', durationMinutes: 240 },
  select: { accounts: ['111122223333'], environments: ['frontend'] },
  steps: [{ kind: 'db.engine-upgrade', toVersion: '8.0.41', allowMajor: false }],
  onFailure: 'restore',
}
const id = 'backup-retention-2026-03-05'

let folder: string
let fleet: Serving
let planFile: string
const words = (person: string, verb: string, ...more: readonly string[]): readonly string[] => ['maintenance', verb, ...more, '--fleet', fleet.fleetFile, '--desk-file', join(folder, 'desk.sqlite'), '--as', person]
const as = (person: string, verb: string, ...more: readonly string[]) => cli(words(person, verb, ...more))
const status = async (): Promise<WindowView> => JSON.parse((await as('ana', 'status', id, '--json')).stdout) as WindowView

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'watchfloor-maintenance-'))
  planFile = join(folder, 'plan.json')
  await Promise.all([writeFile(planFile, JSON.stringify(plan)), writeFile(join(folder, 'two.json'), JSON.stringify(scenario))])
  fleet = await serveTraining(join(folder, 'two.json'))
})
afterAll(async () => {
  await fleet.stop()
  await rm(folder, { recursive: true, force: true })
})

describe('A desk on the command line', () => {
  const on = (deskFile: string) => cli(['maintenance', 'list', '--fleet', fleet.fleetFile, '--desk-file', deskFile])

  it('that is not there is not begun by who looks at it', async () => {
    const missing = join(folder, 'mistyped.sqlite')
    expect(await on(missing)).toMatchObject({ code: 2, stdout: '', stderr: `There is no desk in ${missing}. Correct --desk-file, or begin a desk with \`maintenance plan\`.\n` })
    expect(existsSync(missing)).toBe(false)
  })

  it('that is damaged is set aside, and said so, before anything is done', async () => {
    const file = join(folder, 'damaged.sqlite')
    await writeFile(file, 'no database at all'.repeat(500))
    const { code, stdout, stderr } = await on(file)
    const aside = (await readdir(folder)).find((name) => name.startsWith('damaged.sqlite.damaged-'))!
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(`was damaged and was moved to ${join(folder, aside)}; an empty one stands in its place. Nothing was done.`)
  })
})

describe('A window on the command line', () => {
  it('that cannot be read is refused with every field that is wrong', async () => {
    const wrong = join(folder, 'wrong.json')
    await writeFile(wrong, JSON.stringify({ ...plan, kind: 'soon', select: {}, colour: 'red' }))
    const { code, stderr } = await as('ana', 'plan', wrong)
    expect(code).toBe(2)
    for (const part of ['kind', 'select', 'colour']) expect(stderr).toContain(part)
  })

  it('is previewed without being written, then planned, approved by somebody else and announced', async () => {
    const preview = await as('ana', 'plan', planFile, '--preview')
    expect(preview.stdout).toContain('rds:CreateDBSnapshot x 2')
    expect((await as('ana', 'list')).stdout).toContain('No windows')
    const ringed = JSON.parse((await as('ana', 'plan', planFile, '--preview', '--json', '--tag', 'ring=early', '--tag', 'ring=late')).stdout) as PlanPreview & { readonly asked: readonly AwsAnswer[] }
    expect([ringed.plan.databases.length, ringed.scope.unknown]).toEqual([2, ['ring=late']])
    expect(ringed.asked.map(({ part, blockers }) => `${part} ${blockers.length}`)).toEqual(['databases 0', 'quotas 0', 'upgrades 0', 'access 0', 'listeners 0'])
    const nobody = JSON.parse((await as('ana', 'plan', planFile, '--preview', '--json', '--tag', 'ring=late')).stdout) as PlanPreview
    expect([nobody.plan.databases, nobody.scope.unknown]).toEqual([[], ['ring=late']])
    expect((await as('ana', 'plan', planFile)).code).toBe(0)
    const changed = JSON.parse((await as('ana', 'plan', planFile, '--preview', '--json', '--edit', id)).stdout) as PlanPreview
    expect([changed.plan.id, changed.conflicts]).toEqual([id, []])
    const { hash } = await status()
    const own = await as('ana', 'approve', id, '--hash', hash)
    expect(own).toMatchObject({ code: 1, stderr: 'You wrote this plan, so somebody else approves it.\n' })
    expect((await as('ben', 'approve', id, '--hash', hash)).code).toBe(0)
    expect((await as('ana', 'announce', id)).code).toBe(0)
    expect((await status()).stage).toBe('ready')
    const early = await as('ana', 'validate', id, '--json')
    expect(early.code).toBe(1)
    expect(JSON.parse(early.stdout)).toMatchObject({ blockers: [{ kind: 'early' }] })
  })

  it('does not begin while AWS’s clock is a minute and a half ahead, and may again when that is over', async () => {
    const clockOf = async (): Promise<readonly string[]> => {
      const { blockers } = JSON.parse((await as('ana', 'validate', id, '--json')).stdout) as { readonly blockers: readonly { readonly kind: string; readonly message: string }[] }
      return blockers.flatMap(({ kind, message }) => (kind === 'clock' ? [message] : []))
    }
    await control(fleet, 'events', { kind: 'clock.skew', seconds: 90, for: 'PT10M' })
    const { hash } = await status()
    expect(await clockOf()).toEqual(['This computer’s clock is 90 s behind AWS. Set it right: nothing that is timed begins on a wrong clock.'])
    expect((await as('ana', 'run', id, '--hash', hash)).stderr).toContain('90 s behind AWS')
    await advance(fleet, 11 * minuteMs)
    expect(await clockOf()).toEqual([])
  })

  it('whose console is killed in mid-run is taken over by another one, and ends right', { timeout: 300_000 }, async () => {
    const { hash, span } = await status()
    const truth = await control<{ nowMs: number }>(fleet, 'truth')
    await control(fleet, 'clock', { advanceMs: span.fromMs + 2 * minuteMs - truth.nowMs, speed: 15 })
    const running = await startCli(words('ana', 'run', id, '--hash', hash))
    const isSnapshotting = async (): Promise<boolean> => (await status()).run?.phases.find(({ phase }) => phase === 'snapshot')?.state === 'busy'
    for (let looks = 0; looks < 60 && !(await isSnapshotting()); looks += 1) await realTimers.sleep(1_000, 'the run goes on')
    running.child.kill('SIGKILL')
    await running.ended
    expect((await status()).run?.outcome).toBeUndefined()
    await realTimers.sleep(3_000, 'its lease ends')
    expect((await status()).run?.carriedBy).toEqual({ kind: 'nobody' })
    const ended = await as('ben', 'resume', id, '--json')
    const window = JSON.parse(ended.stdout) as WindowView
    expect(ended.stderr.split('\n').filter((line) => line.includes('failed'))).toEqual([])
    expect([ended.code, window.outcome]).toEqual([0, 'succeeded'])
    const began = window.run?.lines.filter(({ words: line }) => line.startsWith('Snapshot:') && line.endsWith('begun')) ?? []
    expect(began).toHaveLength(2)
    const report = await as('ana', 'report', id)
    expect(report.stdout).toContain('<h1>Backup retention</h1>')
  })
})
