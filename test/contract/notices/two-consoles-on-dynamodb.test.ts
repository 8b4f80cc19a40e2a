import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DeskStore } from '#electron/ports/desk-store'
import { isProven } from '#shared/maintenance/notice-ledger'
import { never, openNoticeStage, type NoticeStage } from '../../electron/maintenance/notices/notice-stage'
import { isMotoInstalled, startMoto, type MotoServer } from '../aws-adapter/moto-server'
import { makeTable, openConsole } from '../desk-store/moto-desk'
import { startOneAtATime, type OneAtATime } from '../desk-store/one-at-a-time'

/** The desk's table on moto, which takes requests one at a time as DynamoDB's conditions do; mail and documents in the training fleet. */
describe.skipIf(!isMotoInstalled())('Two consoles on one desk in DynamoDB', () => {
  let moto: MotoServer
  let wire: OneAtATime
  let stage: NoticeStage
  const stores: (DeskStore & { close(): void })[] = []
  beforeAll(async () => {
    moto = await startMoto()
    await makeTable(moto.endpoint)
    wire = await startOneAtATime(moto.endpoint)
    stage = await openNoticeStage()
    for (const person of ['ana', 'bo']) stores.push(await openConsole(moto.endpoint, person, { through: wire.endpoint }))
  })
  afterAll(async () => {
    for (const store of stores) store.close()
    await stage.stop()
    await wire.stop()
    await moto.stop()
  })

  it('that tell twelve tenants at the same moment write to each once, and both know of all', async () => {
    const desks = stores.map((store) => stage.console({ store }))
    const both = await Promise.all(desks.map((desk) => desk.tell(stage.window(), { occasion: 'planned' }, never)))
    expect(both.map((told) => (told.ok ? 'ok' : told.error.message))).toEqual(['ok', 'ok'])
    expect(stage.fleet.mails()).toHaveLength(12)
    expect(new Set(stage.fleet.mails().flatMap(({ to }) => to)).size).toBe(12)
    for (const desk of desks) {
      const known = await desk.deliveries('p-1')
      expect(known.ok && known.value.length === 24 && known.value.every(isProven)).toBe(true)
    }
  })
})
