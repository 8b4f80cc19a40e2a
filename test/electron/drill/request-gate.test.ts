import { describe, expect, it } from 'vitest'
import { ok } from '#shared/kernel/result'
import type { AwsReader, Call } from '#electron/ports/aws-reader'
import { nextTurn } from '#electron/adapters/system/event-loop'
import { settle } from '#electron/drill/lockstep'
import { createRequestGate } from '#electron/drill/request-gate'

const call: Call = { signal: new AbortController().signal, onRequest: async () => undefined }
const done = ok({ records: [], dateMs: 0 })

/** A reader whose `databases` takes two pages; each page is logged and answered by `reply`. */
function aReader(log: string[], reply: (page: string) => Promise<void>): AwsReader {
  const pages = async (name: string, inner: Call) => {
    for (const page of [1, 2]) {
      await inner.onRequest('Describe')
      log.push(`${name}${page}`)
      await reply(`${name}${page}`)
    }
    return done
  }
  const unused = async () => done
  return {
    account: 'a',
    region: 'r',
    databases: (inner) => pages('d', inner),
    snapshots: (inner) => pages('s', inner),
    keptSnapshots: unused,
    databaseQuotas: unused,
    key: unused,
    automatedBackups: unused,
    databaseEvents: unused,
    pendingMaintenance: unused,
    alarms: unused,
    appGroups: unused,
    targetHealth: unused,
    scalingActivities: unused,
    instanceRefresh: unused,
    loadBalancers: unused,
    metrics: unused,
    taggedResources: unused,
    logFilters: unused,
    webAcl: unused,
    ipSet: unused,
    sftpServer: unused,
    bucket: unused,
    alarmHistory: async () => ok({ readAtMs: 0, changes: [], more: false }),
    topics: unused,
    alarmTags: async () => ok({ dateMs: 0 }),
    identity: async () => ok({ account: 'a', arn: 'arn', dateMs: 0 }),
    close: () => undefined,
  }
}

describe('The request gate', () => {
  it('lets one request out at a time, in the order of asking', async () => {
    const gate = createRequestGate()
    const log: string[] = []
    let most = 0
    const reader = gate.guard(() => aReader(log, async () => {
      most = Math.max(most, gate.out())
      await nextTurn()
    }))('a', 'r')
    const both = Promise.all([reader.databases(call), reader.snapshots(call)])
    await settle(gate, { held: () => 0 }, nextTurn)
    expect(log).toEqual(['d1', 's1', 'd2', 's2'])
    expect(most).toBe(1)
    expect(await both).toEqual([done, done])
  })

  it('goes on past a request that the world holds back, and settles with it still out', async () => {
    const gate = createRequestGate()
    const log: string[] = []
    let held = 0
    let release = (): void => undefined
    const reader = gate.guard(() => aReader(log, (page) => (page === 'd1' ? new Promise<void>((resolve) => {
      held += 1
      release = () => {
        held -= 1
        resolve()
      }
    }) : nextTurn())))('a', 'r')
    const slow = reader.databases(call)
    const quick = reader.snapshots(call)
    await settle(gate, { held: () => held }, nextTurn)
    expect(log).toEqual(['d1', 's1', 's2'])
    expect(await quick).toEqual(done)
    release()
    await settle(gate, { held: () => held }, nextTurn)
    expect(await slow).toEqual(done)
    expect(gate.out()).toBe(0)
  })

  it('counts a request as over when its reader reports a failure', async () => {
    const gate = createRequestGate()
    const reader = gate.guard(() => ({ ...aReader([], nextTurn), databases: async (inner) => {
      await inner.onRequest('Describe')
      await inner.onFailure?.('Describe', { kind: 'throttled', message: '', retry: 'later' }, 1)
      return done
    } }))('a', 'r')
    let outWhileWaiting = -1
    const reply = reader.databases({ ...call, onFailure: async () => {
      outWhileWaiting = gate.out()
      return 'giveUp'
    } })
    await settle(gate, { held: () => 0 }, nextTurn)
    await reply
    expect(outWhileWaiting).toBe(0)
  })
})
