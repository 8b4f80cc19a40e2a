import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { minuteMs } from '#shared/kernel/time'
import type { GrantView, SupportDeskView } from '#shared/support/support-view'
import { advance, cli, serveTraining, startCli, type Serving } from './cli'
import { startKillingProxy, type KillingProxy } from './killing-proxy'

/** A console is a process, and dies by SIGKILL at a write to AWS; the next one finds the truth. */
const scenario = { version: 1, name: 'killed', seed: 3, startAt: '2026-03-02T12:00:00Z', fleet: { pooled: [], tenants: [{ id: 'acme', name: 'Acme', account: '111122223333', region: 'eu-west-1', engine: 'mysql', environments: ['frontend'] }] }, events: [] }

let folder: string
let fleet: Serving
let proxy: KillingProxy
let fleetFile: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'watchfloor-killed-'))
  await writeFile(join(folder, 'killed.json'), JSON.stringify(scenario))
  fleet = await serveTraining(join(folder, 'killed.json'))
  proxy = await startKillingProxy(fleet.endpoint)
  fleetFile = join(folder, 'fleet.yaml')
  await writeFile(fleetFile, (await readFile(fleet.fleetFile, 'utf8')).replaceAll(fleet.endpoint, proxy.endpoint))
})
afterAll(async () => {
  await proxy.close()
  await fleet.stop()
  await rm(folder, { recursive: true, force: true })
})

const words = (person: string, verb: string, more: readonly string[]): readonly string[] => ['support', verb, ...more, '--fleet', fleetFile, '--desk-file', join(folder, 'desk.sqlite'), '--as', person, '--json']
const as = async <T>(person: string, verb: string, ...more: readonly string[]): Promise<T> => JSON.parse((await cli(words(person, verb, more))).stdout) as T // as the office answers
const killed = async (at: number, when: 'before' | 'after', person: string, verb: string, ...more: readonly string[]): Promise<readonly string[]> => {
  const console_ = await startCli(words(person, verb, more))
  proxy.arm({ at, when, kill: () => void console_.child.kill('SIGKILL') })
  expect((await console_.ended).code).toBe(137)
  const writes = proxy.disarm()
  // The dead console's lease has to run out.
  await advance(fleet, minuteMs)
  return writes
}
const wish = ['acme', 'frontend', '--what', 'application,ssh', '--reference', 'REQ-1', '--asked-by', 'J. Doe', '--reason', 'Login fails', '--minutes', '240'] as const
const grantOf = (desk: SupportDeskView, id: string): GrantView | undefined => desk.grants.find((grant) => grant.id === id)

describe('A console that is killed', () => {
  it.each([
    [1, 'before'],
    [3, 'before'],
    [4, 'after'],
  ] as const)('at write %i, %s AWS has it, opening and again closing, is followed by one that finds the truth: open behind its schedules, then closed', async (at, when) => {
    const asked = await as<GrantView>('ana', 'grant', ...wish)
    const opening = await killed(at, when, 'ben', 'approve', asked.id, '--hash', asked.hash)
    expect(opening[0]).toBe('POST schedules')
    const between = await as<SupportDeskView>('ana', 'reconcile')
    expect(between).toMatchObject({ drifts: [], blindSpots: [] })
    expect(grantOf(between, asked.id)).toMatchObject({ stage: 'open', doors: [{ state: 'open', closesByItselfAtMs: asked.untilMs }, { state: 'open', closesByItselfAtMs: asked.untilMs }] })
    const closing = await killed(at, when, 'ben', 'end', asked.id, '--why', 'Done')
    expect(closing[0]).not.toContain('schedules')
    const after = await as<SupportDeskView>('ana', 'reconcile')
    expect(after).toMatchObject({ drifts: [], blindSpots: [] })
    expect(grantOf(after, asked.id)).toMatchObject({ stage: 'closed', ended: { by: 'ben' }, doors: [{ state: 'closed' }, { state: 'closed' }] })
  })
})
