import { describe, expect, it } from 'vitest'
import { personOfUserId } from '#shared/desk/statement'
import { checkNames, encodeBodies } from '#shared/desk/store-rules'

describe('What fits into a desk’s store', () => {
  it.each([
    ['ids, ARNs, people', { kinds: ['plan', 'plan-draft'], names: ['2026-11-22.1', 'arn:aws:rds:eu-west-1:111122223333:db:acme', 'ana@bank.example', '*'] }, true],
    ['a name that would end a part of a key', { names: ['plan#1'] }, false],
    ['a name without a letter', { names: [''] }, false],
    ['a name with a space', { names: ['a b'] }, false],
    ['a kind in capitals', { kinds: ['Plan'] }, false],
    ['a name without an end', { names: ['a'.repeat(301)] }, false],
  ])('knows %s', (_, names, fits) => expect(checkNames(names).ok).toBe(fits))

  it.each([
    ['64 entries', Array.from({ length: 64 }, () => ({})), true],
    ['65 entries', Array.from({ length: 65 }, () => ({})), false],
    ['an entry of 256 KB', ['x'.repeat(256 * 1024 - 2)], true],
    ['an entry that is larger, counted in bytes', ['ü'.repeat(128 * 1024)], false],
    ['entries that are too much together', Array.from({ length: 13 }, () => 'x'.repeat(250 * 1024)), false],
  ])('counts %s', (_, bodies, fits) => expect(encodeBodies(bodies)).toMatchObject(fits ? { ok: true } : { ok: false, error: { kind: 'invalidInput' } }))
})

describe('The person behind a user id of AWS', () => {
  it('is the name of the session; a user of IAM has none but the id', () => {
    expect(personOfUserId('AROAEXAMPLEEXAMPLE:ana@bank.example')).toBe('ana@bank.example')
    expect(personOfUserId('AIDAEXAMPLEEXAMPLE')).toBe('AIDAEXAMPLEEXAMPLE')
  })
})
