import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Secret } from '#shared/session/secret'
import { absentWords, readRegistration, readTokens, writeRegistration, writeTokens, type StoredTokens } from '#shared/session/stored-session'

const session = { name: 'main', startUrl: 'https://desk.example/start', region: 'eu-west-1' }
const tokens: StoredTokens = { method: 'browser', clientId: 'client', accessToken: new Secret('canary-access'), refreshToken: new Secret('canary-refresh'), issuedAtMs: 1, expiresAtMs: 2, signedInAtMs: 1 }
const registration = { method: 'deviceCode', clientId: 'client', clientSecret: new Secret('canary-client'), issuedAtMs: 1, expiresAtMs: 2 } as const

describe('what the keychain holds', () => {
  it('comes back as it was written', () => {
    const read = readTokens(writeTokens(tokens, session), session)
    expect(read).toMatchObject({ ok: true, value: { method: 'browser', clientId: 'client', issuedAtMs: 1, expiresAtMs: 2, signedInAtMs: 1 } })
    expect(read.ok && read.value.accessToken.reveal()).toBe('canary-access')
    expect(read.ok && read.value.refreshToken?.reveal()).toBe('canary-refresh')
    const client = readRegistration(writeRegistration(registration, session), session)
    expect(client.ok && client.value.clientSecret.reveal()).toBe('canary-client')
  })

  it('written for another start URL or Region is foreign', () => {
    const entry = writeTokens(tokens, session)
    expect(readTokens(entry, { ...session, region: 'us-east-1' })).toEqual({ ok: false, error: 'foreign' })
    expect(readTokens(entry, { ...session, startUrl: 'https://other.example/start' })).toEqual({ ok: false, error: 'foreign' })
    expect(readTokens(entry, { ...session, name: 'renamed' }).ok).toBe(true)
  })

  it.each(['', 'null', '[]', '{', '"text"', '{"kind":"tokens","version":1}', writeRegistration(registration, session).reveal()])('that is no sign-in is unreadable: %s', (text) => {
    expect(readTokens(new Secret(text), session)).toEqual({ ok: false, error: 'unreadable' })
  })

  it('of another version is not guessed at', () => {
    const entry = new Secret(JSON.stringify({ ...(JSON.parse(writeTokens(tokens, session).reveal()) as object), version: 2 }))
    expect(readTokens(entry, session)).toEqual({ ok: false, error: 'otherVersion' })
  })

  it('never makes reading throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(readTokens(new Secret(text), session).ok).toBe(false)
      }),
    )
  })

  it('has words for every reason to sign in again', () => {
    for (const reason of ['unreadable', 'foreign', 'otherVersion'] as const) expect(absentWords(reason)).toContain('Sign in again')
  })
})

describe('a secret', () => {
  const secret = new Secret('canary')

  it('does not show in text, JSON, templates, inspection or a structured clone', () => {
    const shown = [String(secret), `${secret.toString()}`, JSON.stringify({ secret }), inspect({ secret }, { depth: null, showHidden: true }), inspect(structuredClone({ ...secret })), JSON.stringify(Object.entries(secret))]
    for (const text of shown) expect(text).not.toContain('canary')
    expect(JSON.stringify(secret)).toBe('"[secret]"')
  })

  it('is compared by value and revealed on purpose only', () => {
    expect(secret.equals(new Secret('canary'))).toBe(true)
    expect(secret.equals(new Secret('other'))).toBe(false)
    expect(secret.equals(undefined)).toBe(false)
    expect(secret.reveal()).toBe('canary')
  })
})
