import { afterEach, describe, expect, it } from 'vitest'
import { startTrainingWorker } from '#electron/training/worker-fleet'
import type { FromTrainingWorker } from '#electron/training/worker-messages'
import type { TrainingFleet } from '#electron/training/index'
import { smallFleet, startAt, startAtMs } from './fleet-driver'

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
const scenarioText = JSON.stringify({ version: 1, name: 'test', title: 'A test', seed: 3, startAt, speed: 2, fleet: smallFleet })
const wallMs = Date.UTC(2026, 10, 21)

describe('The training worker', () => {
  const running: TrainingFleet[] = []
  afterEach(() => Promise.all(running.splice(0).map((fleet) => fleet.stop())))

  async function start(data: Parameters<typeof startTrainingWorker>[0]) {
    const messages: FromTrainingWorker[] = []
    const fleet = await startTrainingWorker(data, (message) => messages.push(message), { clock: { nowMs: () => wallMs }, logger: quiet })
    if (fleet !== undefined) running.push(fleet)
    return { messages, fleet }
  }

  it('tells where it serves, in which time, and the fleet file to use', async () => {
    const { messages, fleet } = await start({ scenarioText, scenarioPath: 'test.json' })
    expect(messages).toMatchObject([
      { kind: 'started', endpoint: fleet?.endpoint, token: fleet?.token, scenario: 'test', title: 'A test', seed: 3, timeScale: { originMs: startAtMs, wallOriginMs: wallMs, speed: 2 }, fleetFileText: expect.stringContaining('signIn') as string },
    ])
  })

  it('takes another speed than the scenario\'s when told', async () => {
    const { messages } = await start({ scenarioText, scenarioPath: 'test.json', speed: 60 })
    expect(messages).toMatchObject([{ timeScale: { speed: 60 } }])
  })

  it('tells when somebody changes the clock', async () => {
    const { messages, fleet } = await start({ scenarioText, scenarioPath: 'test.json' })
    const reply = await fetch(`${fleet?.endpoint ?? ''}/_training/clock`, { method: 'POST', headers: { 'x-training-token': fleet?.token ?? '' }, body: JSON.stringify({ speed: 10 }) })
    expect(reply.status).toBe(200)
    expect(messages.at(-1)).toMatchObject({ kind: 'rescaled', timeScale: { speed: 10, wallOriginMs: wallMs } })
  })

  it('tells what is wrong with a scenario', async () => {
    const { messages, fleet } = await start({ scenarioText: '{}', scenarioPath: 'empty.json' })
    expect(fleet).toBeUndefined()
    expect(messages).toMatchObject([{ kind: 'failed', error: { kind: 'invalidFile', at: 'empty.json' } }])
  })

  it('tells when its port is taken', async () => {
    const { fleet } = await start({ scenarioText, scenarioPath: 'test.json' })
    const port = Number(new URL(fleet?.endpoint ?? '').port)
    expect((await start({ scenarioText, scenarioPath: 'test.json', port })).messages).toMatchObject([{ kind: 'failed', error: { kind: 'unreachable' } }])
  })
})
