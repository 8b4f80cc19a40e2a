import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { ok } from '#shared/kernel/result'
import { emptyTable } from '#shared/fleet/table-rows'
import { createVirtualTime } from '#electron/adapters/system/virtual-time'
import { startWatchHost, type WatchHost } from '#electron/polling/watch-host'
import { fakeConfig } from '#test/fakes/fake-watch-parts'

const workerPath = path.join(import.meta.dirname, '../../fakes/stub-watch-worker.cjs')
const scale = { originMs: 0, wallOriginMs: 0, speed: 60 }

describe('the watch in its worker, as main sees it', () => {
  let host: WatchHost | undefined
  afterEach(async () => {
    await host?.stop()
    host = undefined
  })

  const start = async () => {
    const time = createVirtualTime(0)
    const logged: string[] = []
    const epochs: string[] = []
    const failures: string[] = []
    const dropped: string[] = []
    let changed = (): void => undefined
    const note = (list: string[], text: string): void => {
      list.push(text)
      changed()
    }
    host = await startWatchHost({
      config: fakeConfig(),
      source: { kind: 'training', scenario: 'stub', seed: 1 },
      timeScale: scale,
      cachedTable: emptyTable(),
      credentials: { forAccount: async () => ok({ accessKeyId: 'a', secretAccessKey: 'b' }), drop: (account) => note(dropped, account) },
      workerPath,
      timers: time.timers,
      logger: { info: (event, fields) => note(logged, `${event} ${JSON.stringify(fields)}`), warn: () => undefined, error: (event) => note(logged, event) },
      onPatch: () => undefined,
      onStatus: () => undefined,
      onRestarted: (epoch) => note(epochs, epoch),
      onFailure: (words) => note(failures, words),
    })
    const until = async (list: readonly string[], length: number): Promise<void> => {
      while (list.length < length) await new Promise<void>((resolve) => (changed = resolve))
    }
    return { host, time, logged, epochs, failures, dropped, until }
  }

  it('answers questions', async () => {
    const { host } = await start()
    expect(await host.tenant('acme')).toEqual({ name: 'tenant', input: 'acme' })
    expect(await host.refresh({ account: '1' })).toBe(4)
    expect(await host.snapshot()).toEqual({ name: 'snapshot', input: null })
  })

  it('hands out credentials when asked, and hears that they were refused', async () => {
    const { host, logged, dropped, until } = await start()
    await host.tenant('sign in')
    await until(logged, 1)
    expect(logged).toEqual(['credentials {"ok":true,"id":1}'])
    await host.tenant('refused')
    await until(dropped, 1)
    expect(dropped).toEqual(['111122223333'])
  })

  it('starts a dead worker again: a new epoch, without the old cache, at the time’s present speed', async () => {
    const { host, time, logged, epochs, failures, until } = await start()
    host.rescale({ ...scale, speed: 10 })
    await until(logged, 1)
    await expect(host.tenant('die')).rejects.toThrow('died as asked')
    await until(failures, 1)
    const waiting = host.tenant('acme')
    await time.advanceTo(500)
    expect(await waiting).toEqual({ name: 'tenant', input: 'acme' })
    await until(epochs, 1)
    expect(epochs).toEqual(['epoch of 10, cached false'])
    expect(logged).toContain('watch.died')
  })

  it('stops for good', async () => {
    const { host: running, failures } = await start()
    await running.stop()
    host = undefined
    await expect(running.status()).rejects.toThrow()
    expect(failures).toEqual([])
  })
})
