import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { minuteMs } from '#shared/kernel/time'
import type { HistoryItem } from '#shared/history/batch'
import type { ClientStatement } from '#shared/support/statement'
import type { GrantView } from '#shared/support/support-view'
import { openLocalDatabase } from '#electron/adapters/sqlite/local-database'
import { advance, cli, control, serveTraining, type Serving } from './cli'

/** `support statement` over a served training fleet in which two banks share an account, and something happens to both while access to one is open. */
const startMs = Date.parse('2026-03-02T12:00:00Z')
const bank = (id: string, name: string) => ({ id, name, account: '111122223333', region: 'eu-west-1', engine: 'mysql', environments: ['frontend', 'cron'] })
const scenario = { version: 1, name: 'statement', seed: 3, startAt: '2026-03-02T12:00:00Z', fleet: { pooled: [], tenants: [bank('acme', 'Acme'), bank('zenith', 'Zenith & Söhne')] }, events: [] }

let folder: string
let fleet: Serving
let grant: GrantView
const as = (person: string, verb: string, ...more: readonly string[]) => cli(['support', verb, ...more, '--fleet', fleet.fleetFile, '--desk-file', join(folder, 'desk.sqlite'), '--as', person], { WATCHFLOOR_USER_DATA: join(folder, 'data') })
const statement = async (...more: readonly string[]): Promise<ClientStatement> => JSON.parse((await as('ana', 'statement', 'acme', ...more, '--json')).stdout) as ClientStatement // as the office answers

/** What the window of this computer would have kept: it watched from five minutes into the grant. */
async function keepHistory(file: string): Promise<void> {
  const opened = openLocalDatabase({ file, nowMs: startMs, timeMayBeginAnew: false })
  if (!opened.ok) throw new Error(opened.error.message)
  const alarm = (id: string, tenant: string, summary: string): HistoryItem => ({ kind: 'entry', entry: { kind: 'finding', id, atMs: startMs + 8 * minuteMs, tenant, change: 'opened', key: id, check: 'alarm-firing', severity: 'degraded', clause: 'monitoring', subject: { kind: 'alarm', id: `${tenant}-cpu`, environment: 'frontend' }, sinceAtMs: startMs, summary } })
  const beat = (minutes: number, begins = false): HistoryItem => ({ kind: 'watched', atMs: startMs + minutes * minuteMs, everyMs: 10 * minuteMs, ...(begins ? { begins: true as const } : {}) })
  const kept = await opened.value.history.append([beat(5, true), alarm('a', 'acme', 'Alarm acme-cpu fires, as that of Zenith did.'), alarm('z', 'zenith', 'Alarm of the neighbour.'), beat(12)])
  if (!kept.ok) throw new Error(kept.error.message)
  await opened.value.close()
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'watchfloor-statement-'))
  await writeFile(join(folder, 'statement.json'), JSON.stringify(scenario))
  await keepHistory(join(folder, 'history.sqlite'))
  fleet = await serveTraining(join(folder, 'statement.json'))
  const given = await as('ana', 'grant', 'acme', 'frontend', '--reference', 'REQ-1', '--asked-by', 'J. Doe', '--reason', 'Slow since noon', '--minutes', '60', '--break-glass', 'acme', '--json')
  grant = JSON.parse(given.stdout) as GrantView // as the office answers
  for (const tenant of ['acme', 'zenith']) await control(fleet, 'events', { kind: 'db.failover', tenant, environment: 'frontend' })
  await advance(fleet, 20 * minuteMs)
  await as('ana', 'end', grant.id, '--why', 'Done')
})
afterAll(async () => {
  await fleet.stop()
  await rm(folder, { recursive: true, force: true })
})

describe('A statement for a client', () => {
  it('has the failover that happened while access was open, by AWS’s own events, and when access was proven closed', async () => {
    const { timeline, sources, grants } = await statement()
    expect(grants).toMatchObject([{ id: grant.id, stage: 'closed' }])
    const events = timeline.filter(({ source }) => source === 'databaseEvents')
    expect(events.map(({ what }) => what)).toEqual(expect.arrayContaining(['Multi-AZ instance failover started.', 'Multi-AZ instance failover completed.']))
    expect(events.every(({ grants: during, environment }) => during.includes(grant.id) && environment === 'frontend')).toBe(true)
    expect(timeline.filter(({ source }) => source === 'grants').map(({ what }) => what)).toEqual(['Access open: application login', 'Access ended', 'Access closed'])
    expect(sources.find(({ source }) => source === 'changes')).toMatchObject({ state: 'notAsked', words: expect.stringContaining('has not watched this fleet file') as string })
  })

  it('joins the history that the window keeps, and shows when it did not watch', async () => {
    const { timeline, sources } = await statement('--history-file', join(folder, 'history.sqlite'))
    const changes = timeline.filter(({ source }) => source === 'changes')
    expect(changes.filter(({ isGap }) => isGap !== true).map(({ what }) => what)).toEqual(['Alarm acme-cpu fires, as that of […] did.'])
    expect(changes.filter(({ isGap }) => isGap === true).map(({ untilMs }) => untilMs)).toContain(startMs + 5 * minuteMs)
    expect(sources.find(({ source }) => source === 'changes')).toMatchObject({ state: 'partly' })
    expect((await as('ana', 'statement', 'acme', '--history-file', join(folder, 'none.sqlite'))).stdout).toContain('there is no history in')
  })

  it.each([['a page', []], ['a table', ['--csv']], ['JSON', ['--json']]])('as %s has no word about the other bank of the account', async (_, how) => {
    const { stdout, code } = await as('ana', 'statement', 'acme', '--history-file', join(folder, 'history.sqlite'), ...how)
    expect(code).toBe(0)
    expect(stdout).toContain('Multi-AZ instance failover started.')
    expect(stdout).not.toMatch(/zenith|söhne|neighbour/i)
  })
})
