import { describe, expect, it } from 'vitest'
import { createAdmission, type Admit } from '#electron/ipc/admission'
import { createGate, type Call } from '#electron/ipc/gate'
import type { Handlers } from '#electron/usecases/handler'
import { commandNames } from '#shared/ipc/channels'
import { commandCapabilities, commandsWhileLocked } from '#shared/ipc/command-capabilities'
import { ok } from '#shared/kernel/result'
import type { Capability } from '#shared/session/capabilities'
import { defaultSettings } from '#shared/ipc/settings-schema'
import { rememberingLogger } from '#test/fakes/remembering-logger'

const call = (over: Partial<Call>): Call => ({ fromOurWindow: true, name: 'settings.load', input: null, ...over })

/** Handlers that only say they were reached; one command answers like the product. */
function gateOver(handlers: Partial<Handlers> = {}, admit: Admit = () => undefined) {
  const reached: string[] = []
  const all = Object.fromEntries(commandNames.map((name) => [name, async () => void reached.push(name)])) as unknown as Handlers // answers are not looked at
  const log = rememberingLogger()
  return { gate: createGate({ ...all, 'settings.load': async () => ok(defaultSettings), ...handlers }, log.logger, admit), reached, log }
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

  it('lets a covered window ask only for the way out, whatever its input is', async () => {
    const { gate, reached } = gateOver({}, createAdmission({ isLocked: () => true, capabilities: () => new Set(['read']) }))
    for (const name of commandNames.filter((candidate) => !commandsWhileLocked.has(candidate))) expect(await gate(call({ name, input: { nonsense: 1 } }))).toMatchObject({ ok: false, error: { kind: 'forbidden', at: name } })
    expect(reached).toEqual([])
    await gate(call({ name: 'session.list' }))
    await gate(call({ name: 'lock.unlock', input: { way: 'confirm' } }))
    expect(reached).toEqual(['session.list', 'lock.unlock'])
  })

  it('refuses what a role may not do, even if the window asks', async () => {
    const held = new Set<Capability>(['read'])
    const { gate, reached } = gateOver({}, createAdmission({ isLocked: () => false, capabilities: () => held }, { ...commandCapabilities, 'watch.refresh': 'operate' }))
    expect(await gate(call({ name: 'watch.refresh', input: {} }))).toMatchObject({ ok: false, error: { kind: 'forbidden', message: expect.stringContaining('capabilities.operator') as string } })
    held.add('operate')
    await gate(call({ name: 'watch.refresh', input: {} }))
    expect(reached).toEqual(['watch.refresh'])
  })

  it('lets nobody take care of an alarm whose role may only look', async () => {
    const held = new Set<Capability>(['read', 'approve'])
    const { gate, reached } = gateOver({}, createAdmission({ isLocked: () => false, capabilities: () => held }))
    const mark = call({ name: 'alarms.mark', input: { alarm: 'cpu', stateUpdatedAtMs: 1, kind: 'acknowledged' } })
    expect(await gate(mark)).toMatchObject({ ok: false, error: { kind: 'forbidden', at: 'alarms.mark' } })
    expect(reached).toEqual([])
    held.add('operate')
    await gate(mark)
    expect(reached).toEqual(['alarms.mark'])
  })

  it('holds every command to what it needs, whatever a role may do besides', async () => {
    for (const held of [[], ['read'], ['read', 'operate'], ['read', 'approve'], ['operate', 'approve'], ['read', 'operate', 'approve']] as const satisfies readonly (readonly Capability[])[]) {
      const { gate, reached } = gateOver({}, createAdmission({ isLocked: () => false, capabilities: () => new Set(held) }))
      const mine = new Set<Capability>(held)
      for (const name of commandNames) {
        const answer = await gate(call({ name, input: { nonsense: 1 } }))
        // Who is admitted hears of the nonsense instead, or is answered.
        if (!mine.has(commandCapabilities[name])) expect(answer, `${name} with ${held.join(', ')}`).toMatchObject({ ok: false, error: { kind: 'forbidden', at: name } })
        else expect(answer, `${name} with ${held.join(', ')}`).not.toMatchObject({ error: { kind: 'forbidden' } })
      }
      expect(reached.every((name) => mine.has(commandCapabilities[name as keyof typeof commandCapabilities]))).toBe(true)
    }
  })
})
