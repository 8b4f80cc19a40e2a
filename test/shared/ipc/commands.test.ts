import { describe, expect, it } from 'vitest'
import { commandNames } from '#shared/ipc/channels'
import { commandSchemas, parseInput } from '#shared/ipc/commands'

describe('The input of a command', () => {
  it('has a schema for every command and for nothing else', () => {
    expect(Object.keys(commandSchemas).sort()).toEqual([...commandNames].sort())
  })

  it('comes out as it went in when it is right', () => {
    expect(parseInput('watch.refresh', { account: '111122223333' })).toEqual({ ok: true, value: { account: '111122223333' } })
    expect(parseInput('fleet.load', null)).toEqual({ ok: true, value: null })
  })

  it('is refused with the path of every field that is wrong', () => {
    const refused = parseInput('settings.save', { theme: 'neon', sort: [{ column: 'health', direction: 'up' }] })
    expect(refused).toMatchObject({ ok: false, error: { kind: 'invalidInput', retry: 'never', at: 'settings.save' } })
    expect(refused.ok ? [] : refused.error.issues?.map(({ path }) => path)).toEqual(['theme', 'sort.0.direction'])
  })

  it.each(commandNames)('of %s is refused when it holds an unknown field', (name) => {
    expect(parseInput(name, { unknownField: 1 })).toMatchObject({ ok: false, error: { kind: 'invalidInput' } })
  })
})
