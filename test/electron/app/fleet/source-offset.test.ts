import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { refusalOfSkew } from '#shared/support/aws-time'
import type { WatchStatus } from '#shared/fleet/watch-status'
import { createVirtualTime, type VirtualTime } from '#electron/adapters/system/virtual-time'
import { createSourceOffset } from '#electron/app/fleet/source-offset'
import type { OpenSource } from '#electron/app/fleet/open-source'
import { startTrainingFleet, type TrainingFleet } from '#electron/training/index'
import { scenarioOf, startAtMs } from '../../training/fleet-driver'

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
/** Months between this computer's time and the simulated one. */
const farMs = -250 * 86_400_000

const offsetOf = (endpoint: string | undefined, { awsOffsetMs = farMs, time }: { readonly awsOffsetMs?: number; readonly time?: OpenSource['time'] } = {}) => {
  const access = { ...(endpoint === undefined ? {} : { endpoint }) } as OpenSource['access'] // no more is asked of it
  return createSourceOffset({ access, ...(time === undefined ? {} : { time }) }, { status: async () => ({ awsOffsetMs }) as WatchStatus }) // nor of this
}

describe('AWS time against ours', () => {
  let time: VirtualTime
  let fleet: TrainingFleet
  beforeEach(async () => {
    time = createVirtualTime(startAtMs)
    fleet = await startTrainingFleet({ scenario: scenarioOf(), clock: time.clock, timers: time.timers, logger: quiet })
  })
  afterEach(() => fleet.stop())

  it('of a training fleet is measured by the time in its world: a minute and a half refuses, ten seconds do not, and its end makes it right again', async () => {
    const { awsOffsetMs, clockOffsetMs } = offsetOf(fleet.endpoint)
    expect(await awsOffsetMs()).toEqual({ ok: true, value: 0 })
    fleet.inject({ kind: 'clock.skew', seconds: 90, for: 'PT5M' })
    expect(await awsOffsetMs()).toEqual({ ok: true, value: 90_000 })
    expect(refusalOfSkew(90_000)?.message).toContain('This computer’s clock is 90 s behind AWS time')
    await time.advanceTo(startAtMs + 300_000)
    expect(await awsOffsetMs()).toEqual({ ok: true, value: 0 })
    fleet.inject({ kind: 'clock.skew', seconds: 10 })
    expect(await awsOffsetMs()).toEqual({ ok: true, value: 10_000 })
    expect(refusalOfSkew(10_000)).toBeUndefined()
    expect(clockOffsetMs()).toBe(farMs)
  })

  it('of the embedded fleet likewise, whose time is the clock’s own', async () => {
    const { awsOffsetMs, clockOffsetMs } = offsetOf(fleet.endpoint, { time: {} as NonNullable<OpenSource['time']> })
    fleet.inject({ kind: 'clock.skew', seconds: -75 })
    expect(await awsOffsetMs()).toEqual({ ok: true, value: -75_000 })
    expect(clockOffsetMs()).toBe(0)
  })

  it('of AWS itself is what the watch heard', async () => {
    const { awsOffsetMs, clockOffsetMs } = offsetOf(undefined, { awsOffsetMs: 70_000 })
    expect(await awsOffsetMs()).toEqual({ ok: true, value: 70_000 })
    expect(clockOffsetMs()).toBe(70_000)
  })
})

describe('An endpoint that does not tell its own time', () => {
  it.each([['nothing there', 404, ''], ['a page', 200, '<html>'], ['another health', 200, '{"ok":true}'], ['a number', 200, '7'], ['null', 200, 'null']])('counts as right: %s', async (_, status, body) => {
    const server = createServer((_request, response) => response.writeHead(status).end(body))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo // a TCP server that listens has one
    expect(await offsetOf(`http://127.0.0.1:${port}`).awsOffsetMs()).toEqual({ ok: true, value: 0 })
    server.close()
  })
})
