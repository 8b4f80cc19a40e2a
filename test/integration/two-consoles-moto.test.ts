import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { minuteMs, secondMs } from '#shared/kernel/time'
import type { WindowView } from '#shared/maintenance/window-view'
import { realTimers } from '#electron/adapters/system/real-time'
import { leaseMs } from '#electron/maintenance/run-lease'
import { makeTable, region, table } from '../contract/desk-store/moto-desk'
import { startOneAtATime, type OneAtATime } from '../contract/desk-store/one-at-a-time'
import { cli, control, serveTraining, startCli, type Serving } from './cli'
import { hasMoto, startMoto, type Moto } from './moto'
import type { Environment } from './processes'

const account = '111122223333'
const scenario = { version: 1, name: 'two', seed: 5, startAt: '2026-03-02T12:00:00Z', fleet: { tenants: [{ id: 'acme', name: 'Acme', account, region, engine: 'mysql', environments: ['frontend'] }] }, events: [] }
const plan = {
  title: 'Failover drill',
  why: 'The contract asks for one a year',
  kind: 'downtime',
  window: { start: '2026-03-05T22:00', zone: 'Europe/Berlin', durationMinutes: 240 },
  select: { accounts: [account], environments: ['frontend'] },
  steps: [{ kind: 'db.failover-drill' }],
  onFailure: 'restore',
}
const id = 'failover-drill-2026-03-05'

/** Keys of a role's session in this person's name, as the training fleet gives them. */
async function keysOf(fleet: Serving, person: string): Promise<Environment> {
  const sts = new STSClient({ endpoint: fleet.endpoint, region, credentials: { accessKeyId: `AKIA${account}TRNG`, secretAccessKey: 'training' }, maxAttempts: 1 })
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${account}:role/WatchfloorOperator`, RoleSessionName: person, DurationSeconds: 43_200 }))
  sts.destroy()
  return { AWS_ACCESS_KEY_ID: Credentials!.AccessKeyId!, AWS_SECRET_ACCESS_KEY: Credentials!.SecretAccessKey!, AWS_SESSION_TOKEN: Credentials!.SessionToken! }
}

/** One address for both: what is asked of DynamoDB goes to moto, everything else to the training fleet. */
function startFront(desk: string, fleet: string): Promise<Server> {
  const server = createServer((incoming, reply) => {
    const target = String(incoming.headers['x-amz-target'] ?? '').startsWith('DynamoDB') ? desk : fleet
    const forwarded = request(`${target}${incoming.url ?? '/'}`, { method: incoming.method, headers: incoming.headers }, (answer) => {
      reply.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(reply)
    })
    forwarded.once('error', () => reply.destroy())
    incoming.pipe(forwarded)
  })
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}

describe.runIf(hasMoto)('Two consoles on one desk in DynamoDB, each a process (needs moto_server and boto3)', () => {
  let folder: string
  let fleetFile: string
  let fleet: Serving
  let moto: Moto
  let wire: OneAtATime
  let front: Server

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'watchfloor-two-consoles-'))
    await writeFile(join(folder, 'two.json'), JSON.stringify(scenario))
    const served = [serveTraining(join(folder, 'two.json')), startMoto()] as const
    fleet = await served[0]
    moto = await served[1]
    await makeTable(moto.endpoint)
    wire = await startOneAtATime(moto.endpoint)
    front = await startFront(wire.endpoint, fleet.endpoint)
    const config = parse(await readFile(fleet.fleetFile, 'utf8')) as Record<string, unknown> // the product's own file
    const role = 'WatchfloorOperator'
    fleetFile = join(folder, 'fleet.yaml')
    await writeFile(fleetFile, stringify({ ...config, endpoint: `http://127.0.0.1:${(front.address() as AddressInfo).port}`, signIn: { kind: 'profile' }, capabilities: { operator: [role], approver: [role] }, deskStore: { kind: 'dynamodb', table, account, region } }))
  }, 240_000)

  afterAll(async () => {
    front.closeAllConnections()
    front.close()
    await wire.stop()
    await Promise.all([fleet.stop(), moto.stop()])
    await rm(folder, { recursive: true, force: true })
  })

  const words = (person: string, verb: string, more: readonly string[]): readonly string[] => ['maintenance', verb, ...more, '--fleet', fleetFile, '--desk-file', join(folder, `${person}.sqlite`)]
  const as = async (person: string, verb: string, ...more: readonly string[]) => cli(words(person, verb, more), await keysOf(fleet, person))
  const begin = async (person: string, verb: string, ...more: readonly string[]) => startCli(words(person, verb, more), await keysOf(fleet, person))
  const status = async (): Promise<WindowView> => JSON.parse((await as('cem', 'status', id, '--json')).stdout) as WindowView
  const clock = (change: { readonly advanceMs?: number; readonly speed?: number }): Promise<unknown> => control(fleet, 'clock', change)
  const until = async (what: string, holds: () => Promise<boolean>): Promise<void> => {
    for (let looks = 0; !(await holds()); looks += 1) {
      if (looks === 60) throw new Error(`It never came to it: ${what}.`)
      await realTimers.sleep(500, what)
    }
  }

  it('have one lease: its holder is killed in mid-run, the other one is refused until the lease is out, takes over and finishes; nothing is doubled', { timeout: 600_000 }, async () => {
    const planFile = join(folder, 'plan.json')
    await writeFile(planFile, JSON.stringify(plan))
    expect(await as('ana', 'plan', planFile)).toMatchObject({ code: 0 })
    const { hash, span } = await status()
    expect(await as('ana', 'approve', id, '--hash', hash)).toMatchObject({ code: 1, stderr: 'You wrote this plan, so somebody else approves it.\n' })
    expect(await as('ben', 'approve', id, '--hash', hash)).toMatchObject({ code: 0 })
    expect(await as('ana', 'announce', id)).toMatchObject({ code: 0 })
    const { nowMs } = await control<{ readonly nowMs: number }>(fleet, 'truth')
    await clock({ advanceMs: span.fromMs + 2 * minuteMs - nowMs, speed: 30 })
    const running = await begin('ana', 'run', id, '--hash', hash)
    await until('the snapshot is made', async () => (await status()).run?.phases.find(({ phase }) => phase === 'snapshot')?.state === 'busy')
    // A lease lasts as long as on the wall again, and its holder renews it.
    await clock({ speed: 1 })
    await until('the holder renews its lease', async () => (await status()).run?.carriedBy.kind === 'other')
    running.child.kill('SIGKILL')
    await running.ended
    expect(running.child.signalCode).toBe('SIGKILL')
    expect(await as('ben', 'resume', id)).toMatchObject({ code: 1, stderr: expect.stringContaining('Another console carries') as unknown })
    await realTimers.sleep(leaseMs + secondMs, 'the lease ends')
    expect((await status()).run).toMatchObject({ carriedBy: { kind: 'nobody' } })
    await clock({ speed: 60 })
    const ended = await as('ben', 'resume', id, '--json')
    const window = JSON.parse(ended.stdout) as WindowView
    expect([ended.code, window.outcome]).toEqual([0, 'succeeded'])
    const { lines } = await control<{ readonly lines: readonly { readonly operation: string; readonly requests: number }[] }>(fleet, 'billing')
    const asked = (operation: string): number => lines.filter((line) => line.operation === operation).reduce((sum, { requests }) => sum + requests, 0)
    expect(Object.fromEntries(['CreateDBSnapshot', 'RebootDBInstance', 'DeleteRule', 'DeleteAlarmMuteRule'].map((operation) => [operation, asked(operation)]))).toEqual({ CreateDBSnapshot: 1, RebootDBInstance: 1, DeleteRule: asked('CreateRule'), DeleteAlarmMuteRule: 1 })
  })
})
