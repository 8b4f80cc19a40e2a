import { describe, expect, it } from 'vitest'
import { appError } from '#shared/kernel/app-error'
import { rowIndex, writeRows } from '#shared/fleet/table-rows'
import { createClient } from '../../../renderer/bridge/client'
import { startFleetFeed } from '../../../renderer/bridge/fleet-feed'
import { textAt } from '../../../renderer/stores/cells'
import { createFleetStore, tableOf, type FleetStore } from '../../../renderer/stores/fleet-store'
import { createFakeBridge, type FakeBridge, type FakeOptions } from '../fake-bridge'
import { fakeRows } from '../fake-fleet'
import { createStillClock, type StillClock } from '../still-clock'

interface Fed {
  readonly bridge: FakeBridge
  readonly fleet: FleetStore
  readonly clock: StillClock
  readonly stop: () => void
}

async function feed(options: Partial<FakeOptions> = {}, prepare: (bridge: FakeBridge) => void = () => undefined): Promise<Fed> {
  const bridge = createFakeBridge(options)
  prepare(bridge)
  const [fleet, clock] = [createFleetStore(), createStillClock()]
  const stop = startFleetFeed(createClient(bridge), fleet, clock)
  await clock.advance(0)
  return { bridge, fleet, clock, stop }
}

const renamed = (bridge: FakeBridge, name: string): ReturnType<typeof writeRows> => writeRows(bridge.table, rowIndex(bridge.table), [{ ...fakeRows(60)[0]!, name }])
const nameOf = (fleet: FleetStore): string => textAt(tableOf(fleet.getState())!, 'name', 0)
const loads = (bridge: FakeBridge): number => bridge.calls.filter(({ name }) => name === 'fleet.load').length

describe('The fleet feed', () => {
  it('applies the next patch without asking again', async () => {
    const { bridge, fleet } = await feed()
    bridge.emit('fleet.patch', { epoch: 'epoch-1', seq: 1, patch: renamed(bridge, 'Acme & Sons').patch! })
    expect(nameOf(fleet)).toBe('Acme & Sons')
    expect(loads(bridge)).toBe(1)
  })

  it('asks for the whole table when a patch is missing, and shows the old one until it comes', async () => {
    const { bridge, fleet, clock } = await feed()
    const written = renamed(bridge, 'Acme & Sons')
    bridge.emit('fleet.patch', { epoch: 'epoch-1', seq: 2, patch: written.patch! })
    expect(nameOf(fleet)).toBe('Acme Bank')
    bridge.table = written.table
    bridge.seq = 2
    await clock.advance(500)
    expect(nameOf(fleet)).toBe('Acme & Sons')
    expect(loads(bridge)).toBe(2)
  })

  it('loads again when the epoch ends', async () => {
    const { bridge, clock } = await feed()
    bridge.emit('fleet.reset', { epoch: 'epoch-2' })
    await clock.advance(500)
    expect(loads(bridge)).toBe(2)
  })

  it('says why it cannot load, and tries again by itself', async () => {
    const { bridge, fleet, clock } = await feed({}, (core) => core.fail('fleet.load', appError('internal', 'The watch is starting again.')))
    expect(fleet.getState()).toMatchObject({ kind: 'failed', error: { message: 'The watch is starting again.' } })
    bridge.fail('fleet.load', undefined)
    await clock.advance(2_000)
    expect(fleet.getState().kind).toBe('ready')
  })

  it('keeps showing what it has when loading again fails', async () => {
    const { bridge, fleet, clock } = await feed()
    bridge.fail('fleet.load', appError('timeout', 'No answer.'))
    bridge.emit('fleet.reset', { epoch: 'epoch-2' })
    await clock.advance(500)
    expect(fleet.getState().kind).toBe('ready')
  })

  it('does not ask without pause when snapshots never catch up', async () => {
    const { bridge, clock } = await feed()
    bridge.emit('fleet.patch', { epoch: 'epoch-1', seq: 7, patch: renamed(bridge, 'Acme & Sons').patch! })
    await clock.advance(5_000)
    expect(loads(bridge)).toBeLessThanOrEqual(12)
  })

  it('stops listening and asking when it is stopped', async () => {
    const { bridge, fleet, clock, stop } = await feed()
    stop()
    bridge.emit('fleet.patch', { epoch: 'epoch-1', seq: 1, patch: renamed(bridge, 'Acme & Sons').patch! })
    bridge.emit('fleet.reset', { epoch: 'epoch-2' })
    await clock.advance(10_000)
    expect(nameOf(fleet)).toBe('Acme Bank')
    expect(loads(bridge)).toBe(1)
  })
})

describe('The client', () => {
  it('turns a broken bridge into an error in words', async () => {
    const bridge = createFakeBridge()
    const client = createClient({ ...bridge, invoke: () => Promise.reject(new Error('pipe closed')) })
    expect(await client.invoke('app.info', null)).toMatchObject({ ok: false, error: { kind: 'internal', at: 'app.info', message: expect.stringContaining('pipe closed') as string } })
  })
})
