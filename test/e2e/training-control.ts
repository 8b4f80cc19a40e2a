import { readFile } from 'node:fs/promises'
import { expect } from '@playwright/test'

/** The training fleet's control surface, as the test reaches it: main wrote endpoint and token to a file only the test knows. */
export interface TrainingControl {
  readonly endpoint: string
  /** An event of the scenario format without `at`: it happens now. */
  inject(event: Readonly<Record<string, unknown>>): Promise<void>
  /** Several at once. */
  injectAll(events: readonly Readonly<Record<string, unknown>>[]): Promise<void>
  setFaults(faults: readonly Readonly<Record<string, unknown>>[]): Promise<void>
  setSpeed(speed: number): Promise<void>
  advance(durationMs: number): Promise<void>
  truth(): Promise<unknown>
  billing(): Promise<unknown>
}

export async function connectTraining(file: string): Promise<TrainingControl> {
  const { endpoint, token } = await readWhenWritten(file)
  const ask = async (method: string, name: string, body?: unknown): Promise<unknown> => {
    const reply = await fetch(`${endpoint}/_training/${name}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await reply.text()
    expect(reply.ok, `${method} ${name}: ${reply.status} ${text}`).toBe(true)
    return text === '' ? undefined : JSON.parse(text)
  }
  return {
    endpoint,
    inject: async (event) => void (await ask('POST', 'events', event)),
    injectAll: async (events) => void (await ask('POST', 'events', events)),
    setFaults: async (faults) => void (await ask('POST', 'faults', faults)),
    setSpeed: async (speed) => void (await ask('POST', 'clock', { speed })),
    advance: async (advanceMs) => void (await ask('POST', 'clock', { advanceMs })),
    truth: () => ask('GET', 'truth'),
    billing: () => ask('GET', 'billing'),
  }
}

async function readWhenWritten(file: string): Promise<{ readonly endpoint: string; readonly token: string }> {
  await expect.poll(() => readFile(file, 'utf8').catch(() => ''), { message: 'the training fleet starts', timeout: 30_000 }).not.toBe('')
  return JSON.parse(await readFile(file, 'utf8')) as { endpoint: string; token: string }
}
