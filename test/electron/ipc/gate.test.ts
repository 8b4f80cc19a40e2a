import { describe, expect, it } from 'vitest'
import { createAdmission, type Admit } from '#electron/ipc/admission'
import { createGate, type Call } from '#electron/ipc/gate'
import type { GrantView } from '#shared/support/support-view'
import { createCommandAudit } from '#electron/audit/audit-command'
import type { Handlers } from '#electron/usecases/handler'
import { commandNames } from '#shared/ipc/channels'
import { commandCapabilities, commandsWhileLocked } from '#shared/ipc/command-capabilities'
import { appError } from '#shared/kernel/app-error'
import { err, ok } from '#shared/kernel/result'
import type { Capability } from '#shared/session/capabilities'
import { defaultSettings } from '#shared/ipc/settings-schema'
import { rememberingLogger } from '#test/fakes/remembering-logger'
import { rememberingTrail } from '#test/fakes/remembering-trail'

const call = (over: Partial<Call>): Call => ({ fromOurWindow: true, name: 'settings.load', input: null, ...over })

/** Handlers that only say they were reached; one command answers like the product. */
function gateOver(handlers: Partial<Handlers> = {}, admit: Admit = () => undefined, audit = rememberingTrail()) {
  const reached: string[] = []
  const all = Object.fromEntries(commandNames.map((name) => [name, async () => (reached.push(name), ok(null))])) as unknown as Handlers // answers are not looked at
  const log = rememberingLogger()
  return { gate: createGate({ ...all, 'settings.load': async () => ok(defaultSettings), ...handlers }, log.logger, admit, createCommandAudit(audit.trail, { next: () => 'one' }, () => 0)), reached, log, deeds: audit.deeds }
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

describe('What is done through the gate', () => {
  const start = { name: 'maintenance.callOff', input: { id: 'w-1', why: 'the client asked' } }

  it('is written down before it acts, and what came of it afterwards', async () => {
    const order: string[] = []
    const audit = rememberingTrail()
    const { gate } = gateOver({ 'maintenance.callOff': async () => (order.push(audit.deeds.map(({ kind }) => kind).join()), err(appError('conflict', 'It runs already.'))) }, undefined, audit)
    await gate(call(start))
    expect(order).toEqual(['intent'])
    expect(audit.deeds).toMatchObject([
      { kind: 'intent', deed: { what: 'maintenance.callOff', words: 'Called off w-1.', why: 'the client asked', about: { kind: 'window', id: 'w-1' } } },
      { kind: 'outcome', outcome: { kind: 'refused', words: 'It runs already.' } },
    ])
  })

  it('is refused when it cannot be written down, and nothing is done', async () => {
    const { gate, reached } = gateOver({}, undefined, rememberingTrail({ isFull: true }))
    expect(await gate(call(start))).toMatchObject({ ok: false, error: { kind: 'storageFailed' } })
    expect(reached).toEqual([])
  })

  it('is done all the same when it only protects or lets somebody look', async () => {
    const { gate, reached } = gateOver({}, undefined, rememberingTrail({ isFull: true }))
    await gate(call({ name: 'lock.unlock', input: { way: 'confirm' } }))
    expect(reached).toEqual(['lock.unlock'])
  })

  it('is written down as well when it was not let in: by role, by the lock, by its input, by a strange sender', async () => {
    const byRole = gateOver({}, createAdmission({ isLocked: () => false, capabilities: () => new Set(['read']) }))
    await byRole.gate(call(start))
    expect(byRole.deeds).toMatchObject([{ kind: 'note', deed: { what: 'maintenance.callOff', words: 'Wanted to call off a maintenance window, and was refused.' }, outcome: { kind: 'refused' } }])
    expect(byRole.deeds[0]!.deed).not.toHaveProperty('input')
    const byInput = gateOver()
    await byInput.gate(call({ ...start, input: { id: 7, secret: 'hunter2' } }))
    expect(byInput.deeds).toMatchObject([{ kind: 'note', deed: { input: { wrong: ['id', 'why', ''] } } }])
    expect(JSON.stringify(byInput.deeds)).not.toContain('hunter2')
    const foreign = gateOver()
    for (let asked = 0; asked < 5; asked += 1) await foreign.gate(call({ ...start, fromOurWindow: false }))
    expect(foreign.deeds).toMatchObject([{ kind: 'note', deed: { what: 'gate.foreignSender' } }])
  })

  it('leaves no trace when it only reads, or concerns this window alone', async () => {
    const { gate, deeds } = gateOver()
    for (const [name, input] of [['fleet.load', null], ['clipboard.write', { text: 'x' }], ['settings.save', { density: 'compact' }], ['lock.now', null]] as const) await gate(call({ name, input }))
    expect(deeds).toEqual([])
  })

  it('keeps of an input no more than its rule says', async () => {
    const { gate, deeds } = gateOver({ 'settings.save': async () => ok(defaultSettings) })
    await gate(call({ name: 'settings.save', input: { lockAfterMinutes: 0, density: 'compact' } }))
    expect(deeds).toMatchObject([{ kind: 'note', deed: { input: { lockAfterMinutes: 0 } } }])
    expect(JSON.stringify(deeds)).not.toContain('compact')
  })

  it('writes down that a command was asked for that there is none of, once a minute', async () => {
    const { gate, deeds } = gateOver()
    for (let again = 0; again < 3; again += 1) await gate({ fromOurWindow: true, name: 'grant.everything', input: null })
    expect(deeds).toMatchObject([{ kind: 'note', deed: { what: 'gate.unknownCommand' }, outcome: { kind: 'refused' } }])
  })

  it('writes down what came of ending a grant: not proven yet is not done', async () => {
    const view = { stage: 'revoking', words: 'AWS still lets them in.' } as GrantView // the rest of a grant tells nothing here
    const { gate, deeds } = gateOver({ 'support.end': async () => ok(view) })
    await gate({ fromOurWindow: true, name: 'support.end', input: { id: 'g-0123456789ab', why: 'finished' } })
    expect(deeds.at(-1)).toMatchObject({ kind: 'outcome', outcome: { kind: 'done', words: 'Not proven yet: AWS still lets them in.' } })
  })
})
