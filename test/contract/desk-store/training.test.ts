import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { execFile, spawnSync } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDynamoDeskStore } from '#electron/adapters/aws/desk/dynamodb-desk-store'
import { randomIds } from '#electron/adapters/system/ids'
import { realClock, realTimers } from '#electron/adapters/system/real-time'
import type { DeskStore } from '#electron/ports/desk-store'
import { loadScenario, startTrainingFleet, trainingCredentials, type TrainingFleet } from '#electron/training/index'
import { ok } from '#shared/kernel/result'
import { silentLogger } from '#test/fakes/fake-watch-parts'
import { valueOf } from '../aws-adapter/value-of'
import { keysOf } from './moto-desk'
import { describeDeskStore } from './suite'

const account = '123456789012'
const region = 'eu-west-1'
const scenario = { version: 1, name: 'desk', seed: 5, startAt: new Date(realClock.nowMs()).toISOString(), fleet: { pooled: [{ account, region, tenants: 2 }] }, events: [] }

describe('The training fleet’s own DynamoDB', () => {
  let fleet: TrainingFleet
  const opened: (DeskStore & { close(): void })[] = []
  const openAs = async (person: string, table = 'watchfloor-desk'): Promise<DeskStore> => {
    const own = await keysOf(fleet.endpoint, person, trainingCredentials(account))
    const store = createDynamoDeskStore({ table, account, region, endpoint: fleet.endpoint, credentials: { forAccount: async () => ok(own), drop: () => undefined }, clock: realClock, timers: realTimers, ids: randomIds })
    opened.push(store)
    return store
  }
  beforeAll(async () => {
    fleet = await startTrainingFleet({ scenario: valueOf(loadScenario(JSON.stringify(scenario), 'desk.json')), clock: realClock, timers: realTimers, logger: silentLogger })
  })
  afterAll(async () => {
    for (const store of opened) store.close()
    await fleet.stop()
  })

  describeDeskStore('the training fleet', () => ({ console: (person) => openAs(person) }))

  it('refuses a statement in another’s name, whoever sends it', async () => {
    const ana = await keysOf(fleet.endpoint, 'ana', trainingCredentials(account))
    const store = await openAs('grace')
    valueOf(await store.say({ kind: 'approval', subject: 'plan', id: 'h', body: 1 }))
    const db = new DynamoDBClient({ endpoint: fleet.endpoint, region, credentials: ana, maxAttempts: 1 })
    const forged = db.send(new PutItemCommand({ TableName: 'watchfloor-desk', Item: { pk: { S: 'said#approval#AROAEXAMPLE:grace' }, sk: { S: 'plan#forged' }, body: { S: '1' } } }))
    await expect(forged).rejects.toMatchObject({ name: 'AccessDeniedException' })
    db.destroy()
  })

  it('does not know another table', async () => {
    expect(await (await openAs('ana', 'other-table')).record({ kind: 'plan', id: 'one' })).toMatchObject({ ok: false, error: { kind: 'notFound' } })
  })

  it.runIf(spawnSync('aws', ['--version']).status === 0)('is understood by the AWS CLI', async () => {
    const store = await openAs('ana')
    valueOf(await store.put({ kind: 'plan', id: 'by-cli', expected: 0, body: { title: 'Upgrade' }, writeId: 'w' }))
    const { accessKeyId, secretAccessKey } = trainingCredentials(account)
    // Not waited for in place: the fleet answers in this process.
    const { stdout } = await promisify(execFile)('aws', ['dynamodb', 'get-item', '--endpoint-url', fleet.endpoint, '--region', region, '--table-name', 'watchfloor-desk', '--key', '{"pk":{"S":"record#plan"},"sk":{"S":"by-cli"}}', '--output', 'json'], { timeout: 60_000, env: { ...process.env, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } })
    expect((JSON.parse(stdout) as { Item: unknown }).Item).toMatchObject({ body: { S: '{"title":"Upgrade"}' }, version: { N: '1' } })
  })
})
