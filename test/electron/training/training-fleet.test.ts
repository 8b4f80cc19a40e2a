import { request } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createVirtualTime, type VirtualTime } from '#electron/adapters/system/virtual-time'
import { startTrainingFleet, trainingCredentials, type ClockChange, type TrainingFleet } from '#electron/training/index'
import { scenarioOf, startAtMs } from './fleet-driver'

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }

let time: VirtualTime
let fleet: TrainingFleet
let clockChanges: ClockChange[]

beforeEach(async () => {
  time = createVirtualTime(startAtMs)
  clockChanges = []
  fleet = await startTrainingFleet({ scenario: scenarioOf(), clock: time.clock, timers: time.timers, logger: quiet, setClock: (change) => clockChanges.push(change) })
})
afterEach(() => fleet.stop())

interface Answer {
  readonly status: number
  readonly headers: Record<string, unknown>
  readonly body: string
}

interface Sent {
  readonly method?: string
  readonly path?: string
  readonly headers?: Record<string, string>
  readonly body?: string
}

/** A bare HTTP client: what is sent is what is seen. */
function send({ method = 'POST', path = '/', headers = {}, body = '' }: Sent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(`${fleet.endpoint}${path}`, { method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString() }))
      response.on('error', reject)
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

const signed = (service: string, account = '111122223333', region = 'eu-west-1') => ({
  authorization: `AWS4-HMAC-SHA256 Credential=${trainingCredentials(account).accessKeyId}/20260302/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
})
const describeInstances = { headers: signed('rds'), body: 'Action=DescribeDBInstances&Version=2014-10-31' }
const control = (path: string, more: Sent = {}) => send({ method: 'GET', ...more, path: `/_training/${path}`, headers: { authorization: `Bearer ${fleet.token}`, ...more.headers } })
const post = (path: string, value: unknown) => control(path, { method: 'POST', body: JSON.stringify(value) })

describe('The server', () => {
  it('answers in XML, dated by the world and not by this computer', async () => {
    const answer = await send(describeInstances)
    expect(answer.status).toBe(200)
    expect(answer.headers['content-type']).toBe('text/xml')
    expect(answer.headers['date']).toBe('Mon, 02 Mar 2026 12:00:00 GMT')
    expect(answer.body).toMatch(/^<DescribeDBInstancesResponse xmlns="http:\/\/rds\.amazonaws\.com\/doc\/2014-10-31\/"><DescribeDBInstancesResult>/)
  })

  it('answers CloudWatch in JSON, and its errors with the code of the Query protocol in a header', async () => {
    const ask = (operation: string, body: string) => send({ headers: { ...signed('monitoring'), 'x-amz-target': `GraniteServiceVersion20100801.${operation}` }, body })
    expect((JSON.parse((await ask('DescribeAlarms', '{}')).body) as { MetricAlarms: unknown[] }).MetricAlarms.length).toBeGreaterThan(10)
    const refused = await ask('DescribeAlarms', '{"NextToken":"none"}')
    expect([refused.status, refused.headers['x-amzn-query-error']]).toEqual([400, 'InvalidNextToken;Sender'])
    expect(refused.body).toContain('#InvalidNextToken')
  })

  it('wants a signature', async () => {
    const answer = await send({ body: describeInstances.body })
    expect([answer.status, /<Code>(.*)<\/Code>/.exec(answer.body)?.[1]]).toEqual([403, 'MissingAuthenticationToken'])
  })

  it('calls a request without an action what AWS calls it', async () => {
    const answer = await send({ headers: signed('rds'), body: 'hello' })
    expect([answer.status, /<Code>(.*)<\/Code>/.exec(answer.body)?.[1]]).toEqual([400, 'MissingAction'])
  })

  it('refuses a body that no describe call has', async () => {
    expect((await send({ headers: signed('rds'), body: 'x'.repeat(5 * 1024 * 1024) })).status).toBe(413)
  })
})

describe('Faults on the wire', () => {
  it('reset cuts the connection', async () => {
    fleet.setFaults([{ fault: 'reset' }])
    await expect(send(describeInstances)).rejects.toMatchObject({ code: 'ECONNRESET' })
  })

  it('truncate cuts the reply', async () => {
    fleet.setFaults([{ fault: 'truncate' }])
    await expect(send(describeInstances)).rejects.toThrow()
  })

  it('delay answers once its time has passed, and is not counted as work meanwhile', async () => {
    fleet.setFaults([{ fault: 'delay', ms: 3000 }])
    const answer = send(describeInstances)
    await until(() => time.reasons().length === 1)
    expect(fleet.inFlight()).toBe(0)
    await time.advanceTo(startAtMs + 3000)
    expect((await answer).status).toBe(200)
  })

  it('hang never answers; the client gives up and nothing stays in flight', async () => {
    fleet.setFaults([{ fault: 'hang' }])
    const outgoing = request(`${fleet.endpoint}/`, { method: 'POST', headers: describeInstances.headers, agent: false })
    const gone = new Promise((resolve) => outgoing.on('error', resolve))
    outgoing.end(describeInstances.body)
    await until(() => fleet.billing().requests === 1)
    expect(fleet.inFlight()).toBe(0)
    outgoing.destroy(new Error('given up'))
    await gone
    expect(fleet.inFlight()).toBe(0)
  })
})

describe('The control surface', () => {
  it('needs its token, except for health', async () => {
    expect((await send({ method: 'GET', path: '/_training/truth' })).status).toBe(403)
    expect((await send({ method: 'GET', path: '/_training/truth', headers: { 'x-training-token': 'wrong' } })).status).toBe(403)
    expect((await send({ method: 'GET', path: '/_training/truth', headers: { 'x-training-token': fleet.token } })).status).toBe(200)
    expect(JSON.parse((await send({ method: 'GET', path: '/_training/health' })).body)).toEqual({ ok: true, scenario: 'test', nowMs: startAtMs, dateMs: startAtMs })
  })

  it('tells in its health what its Date headers say, however wrong they are, beside the time in its world', async () => {
    const told = async () => JSON.parse((await send({ method: 'GET', path: '/_training/health' })).body) as unknown
    fleet.inject({ kind: 'clock.skew', seconds: 90, for: 'PT5M' })
    expect(await told()).toMatchObject({ nowMs: startAtMs, dateMs: startAtMs + 90_000 })
    fleet.setFaults([{ fault: 'clock', seconds: -20 }, { fault: 'clock', seconds: 600, account: '111122223333' }, { fault: 'clock', seconds: 600, from: 'PT1H' }])
    expect(await told()).toMatchObject({ dateMs: startAtMs + 70_000 })
    fleet.setFaults([])
    await time.advanceTo(startAtMs + 300_000)
    expect(await told()).toMatchObject({ nowMs: startAtMs + 300_000, dateMs: startAtMs + 300_000 })
  })

  it('is not for pages: an Origin or a foreign Host is refused, even with the token', async () => {
    expect((await control('truth', { headers: { origin: 'http://127.0.0.1' } })).status).toBe(403)
    expect((await control('health', { headers: { host: 'evil.example' } })).status).toBe(403)
  })

  it('injects an event now, which the truth and the wire then show', async () => {
    await time.advanceTo(startAtMs + 60_000)
    expect((await post('events', { kind: 'db.lost-standby', tenant: 'acme-bank' })).status).toBe(200)
    expect(JSON.parse((await control('truth')).body)).toMatchObject({ nowMs: startAtMs + 60_000, conditions: [{ kind: 'db.lost-standby', subject: 'acme-bank-frontend', sinceMs: startAtMs + 60_000 }] })
    expect((await send(describeInstances)).body).toContain('<DBInstanceIdentifier>acme-bank-frontend</DBInstanceIdentifier>')
    expect((await send(describeInstances)).body).toContain('<MultiAZ>false</MultiAZ>')
  })

  it('says what is wrong with an event that it refuses', async () => {
    const refused = await post('events', { kind: 'db.lost-standby', tenant: 'acme-bnk' })
    expect(refused.status).toBe(400)
    expect(JSON.parse(refused.body)).toMatchObject({ error: { kind: 'invalidInput', message: "no tenant 'acme-bnk' in this fleet" } })
    expect((await post('events', { kind: 'app.refresh', tenant: 'acme-bank', percentPerMinute: 0 })).status).toBe(400)
    expect((await control('events', { method: 'POST', body: '{' })).status).toBe(400)
    expect(fleet.truth()).toEqual([])
  })

  it('replaces the faults', async () => {
    await post('faults', [{ fault: 'deny', service: 'rds' }])
    expect((await send(describeInstances)).status).toBe(403)
    await post('faults', [])
    expect((await send(describeInstances)).status).toBe(200)
    expect((await post('faults', [{ fault: 'sulk' }])).status).toBe(400)
  })

  it('reports what calls cost', async () => {
    await send(describeInstances)
    expect(JSON.parse((await control('billing')).body)).toMatchObject({ requests: 1, throttled: 0, dollars: 0, lines: [{ operation: 'DescribeDBInstances' }] })
  })

  it('hands clock changes to whoever keeps the clock', async () => {
    expect((await post('clock', { speed: 60 })).status).toBe(200)
    expect((await post('clock', { advanceMs: 1000 })).status).toBe(200)
    expect((await post('clock', { speed: 'fast' })).status).toBe(400)
    expect(clockChanges).toEqual([{ speed: 60 }, { advanceMs: 1000 }])
  })

  it('knows no other paths', async () => {
    expect((await control('shutdown')).status).toBe(404)
  })
})

/** Turns of the event loop until something holds: sockets are real here, waiting is not by the clock. */
async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 100_000 && !holds(); turn++) await new Promise((resolve) => setImmediate(resolve))
  expect(holds()).toBe(true)
}
