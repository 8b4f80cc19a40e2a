import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startDeskHost } from '#electron/adapters/sqlite/desk/desk-host'
import { randomIds } from '#electron/adapters/system/ids'
import { realClock, realTimers } from '#electron/adapters/system/real-time'
import { openDesk, type OpenedDesk } from '#electron/desk/open-desk'
import { parseFleetFile } from '#shared/fleet/fleet-file'
import { ok } from '#shared/kernel/result'
import { rememberingLogger } from '#test/fakes/remembering-logger'
import { isMotoInstalled, startMoto, type MotoServer } from '../aws-adapter/moto-server'
import { valueOf } from '../aws-adapter/value-of'
import { bundled } from '../history/bundled'
import { account, keysOf, makeTable, region, table } from './moto-desk'
import { startOneAtATime, type OneAtATime } from './one-at-a-time'

const folder = mkdtempSync(path.join(tmpdir(), 'watchfloor-offline-'))
const fleetFile = (store: string) => `version: 1\naccounts: [{ id: "${account}", regions: [${region}] }]\ndeskStore: ${store}\n`
const shared = `{ kind: dynamodb, table: ${table}, region: ${region}, account: "${account}" }`

describe.skipIf(!isMotoInstalled())('A desk that is opened as the fleet file says', () => {
  let moto: MotoServer
  let wire: OneAtATime
  let workerFile = ''
  beforeAll(async () => {
    workerFile = await bundled('electron/adapters/sqlite/worker.ts')
    moto = await startMoto()
    await makeTable(moto.endpoint)
    wire = await startOneAtATime(moto.endpoint)
  })
  afterAll(async () => {
    await moto.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  /** A console with a file of its own, as after each start of the app. */
  const start = async (person: string, store = shared): Promise<OpenedDesk> => {
    const { config, notYet } = valueOf(parseFleetFile(fleetFile(store), 'fleet.yaml'))
    expect(notYet).toEqual([])
    const keys = await keysOf(moto.endpoint, person)
    return valueOf(
      await openDesk({
        config,
        endpoint: wire.endpoint,
        credentials: { forAccount: async () => ok(keys), drop: () => undefined },
        openLocal: (file) => startDeskHost(workerFile, file),
        file: { file: path.join(folder, `${person}-${store.length}.sqlite`), nowMs: realClock.nowMs() },
        person: async () => ok(person),
        clock: realClock,
        timers: realTimers,
        ids: randomIds,
        logger: rememberingLogger().logger,
      }),
    )
  }

  it('is one for all consoles in DynamoDB, and one for each machine in SQLite', async () => {
    for (const [store, isSeen] of [[shared, true], ['{ kind: sqlite }', false]] as const) {
      const [ana, grace] = [await start('ana', store), await start('grace', store)]
      expect(ana.state).toEqual({ kind: isSeen ? 'dynamodb' : 'sqlite' })
      valueOf(await ana.store.put({ kind: 'plan', id: 'seen', expected: 0, body: 'a', writeId: 'w' }))
      expect(valueOf(await grace.store.record({ kind: 'plan', id: 'seen' })).value !== undefined).toBe(isSeen)
      await Promise.all([ana.close(), grace.close()])
    }
  })

  it('reads on without a network, also after a restart, and says that nothing can be written', async () => {
    const desk = await start('ana')
    valueOf(await desk.store.put({ kind: 'plan', id: 'one', expected: 0, body: { title: 'Upgrade' }, writeId: 'w1' }))
    valueOf(await desk.store.append({ journal: 'run', after: 0, events: ['begun', 'done'], writeId: 'w1' }))
    const asked = async (from: OpenedDesk) => [valueOf(await from.store.records({ kind: 'plan' })), valueOf(await from.store.journal({ journal: 'run', after: 0 }))]
    const before = await asked(desk)
    expect(before.map(({ isCopy }) => isCopy)).toEqual([false, false])
    await wire.stop()
    expect(await asked(desk)).toEqual(before.map((reading) => ({ ...reading, isCopy: true })))
    await desk.close()
    const again = await start('ana')
    expect(await asked(again)).toEqual(before.map((reading) => ({ ...reading, isCopy: true })))
    const refused = await again.store.put({ kind: 'plan', id: 'one', expected: 1, body: {}, writeId: 'w2' })
    expect(refused).toMatchObject({ ok: false, error: { kind: 'offline', retry: 'later' } })
    const approval = await again.store.say({ kind: 'approval', subject: 'one', id: 'h', body: {} })
    expect(approval.ok ? '' : approval.error.message).toMatch(/^AWS does not answer who is signed in\. Nothing can be written/)
    await again.close()
  })
})
