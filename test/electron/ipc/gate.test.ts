import { describe, expect, it } from 'vitest'
import { createGate, type Call } from '#electron/ipc/gate'
import type { Handlers } from '#electron/usecases/handler'
import { commandNames } from '#shared/ipc/channels'
import { ok } from '#shared/kernel/result'
import { defaultSettings } from '#shared/ipc/settings-schema'
import { rememberingLogger } from '#test/fakes/remembering-logger'

const call = (over: Partial<Call>): Call => ({ fromOurWindow: true, name: 'settings.load', input: null, ...over })

/** Handlers that only say they were reached; one command answers like the product. */
function gateOver(handlers: Partial<Handlers> = {}) {
  const reached: string[] = []
  const all = Object.fromEntries(commandNames.map((name) => [name, async () => void reached.push(name)])) as unknown as Handlers // answers are not looked at
  const log = rememberingLogger()
  return { gate: createGate({ ...all, 'settings.load': async () => ok(defaultSettings), ...handlers }, log.logger), reached, log }
}

describe('The gate between window and core', () => {
  it('hands a right call to its use case and its answer back', async () => {
    expect(await gateOver().gate(call({}))).toEqual({ ok: true, value: defaultSettings })
  })

  it('hears nobody but our own window, whatever they ask', async () => {
    const { gate, reached, log } = gateOver()
    for (const name of [...commandNames, 'nonsense']) expect(await gate(call({ fromOurWindow: false, name }))).toMatchObject({ ok: false, error: { kind: 'forbidden' } })
    expect(reached).toEqual([])
    expect(log.events()).toContain('ipc.refused')
  })

  it.each([['fleet.delete'], ['__proto__'], ['constructor'], [undefined], [42], [{}]])('knows no command %j', async (name) => {
    expect(await gateOver().gate(call({ name }))).toMatchObject({ ok: false, error: { kind: 'unsupported' } })
  })

  it('lets no use case see input that was not parsed', async () => {
    const { gate, reached } = gateOver()
    expect(await gate(call({ name: 'fleet.tenant', input: { id: 7 } }))).toMatchObject({ ok: false, error: { kind: 'invalidInput' } })
    expect(reached).toEqual([])
  })

  it('answers a bug with words and logs it, and never throws', async () => {
    const { gate, log } = gateOver({
      'settings.load': async () => {
        throw new Error('a bug')
      },
    })
    expect(await gate(call({}))).toMatchObject({ ok: false, error: { kind: 'internal', at: 'settings.load' } })
    expect(log.lines()[0]).toMatchObject({ level: 'error', event: 'ipc.handlerFailed', command: 'settings.load' })
  })
})
