import { describe, expect, it } from 'vitest'
import { appError } from '#shared/kernel/app-error'
import { err, ok } from '#shared/kernel/result'
import { cacheCredentials } from '#electron/adapters/aws/credential-cache'
import { roleArn, sessionName } from '#electron/adapters/aws/credentials'
import { loopbackEndpoint } from '#electron/adapters/aws/endpoint'
import { createAskedCredentials } from '#electron/polling/asked-credentials'

const keys = (name: string, expiresAtMs?: number) => ({ accessKeyId: name, secretAccessKey: 'secret', ...(expiresAtMs === undefined ? {} : { expiresAtMs }) })

describe('kept credentials', () => {
  const bench = () => {
    let nowMs = 0
    let asked = 0
    const cache = cacheCredentials({ nowMs: () => nowMs }, async () => ok(keys(`k${++asked}`, nowMs + 3_600_000)))
    const name = async (): Promise<string> => {
      const result = await cache.fetch()
      return result.ok ? result.value.accessKeyId : result.error.kind
    }
    return { cache, name, at: (ms: number) => void (nowMs = ms), asked: () => asked }
  }

  it('are asked for once however many want them', async () => {
    const { name, asked } = bench()
    expect(await Promise.all([name(), name(), name()])).toEqual(['k1', 'k1', 'k1'])
    expect(asked()).toBe(1)
  })

  it('are renewed at four fifths of their life', async () => {
    const { name, at } = bench()
    await name()
    at(2_879_999)
    expect(await name()).toBe('k1')
    at(2_880_000)
    expect(await name()).toBe('k2')
  })

  it('are asked for anew after they were refused', async () => {
    const { cache, name } = bench()
    await name()
    cache.drop()
    expect(await name()).toBe('k2')
  })

  it('do not keep a failure', async () => {
    let fails = true
    const cache = cacheCredentials({ nowMs: () => 0 }, async () => (fails ? err(appError('expired', 'no')) : ok(keys('k'))))
    expect((await cache.fetch()).ok).toBe(false)
    fails = false
    expect((await cache.fetch()).ok).toBe(true)
  })
})

describe('credentials asked of main', () => {
  it('are asked once for many, kept a minute, and asked anew after a refusal', async () => {
    let nowMs = 0
    const asked: number[] = []
    const dropped: string[] = []
    const source = createAskedCredentials({ nowMs: () => nowMs }, (id) => void asked.push(id), (account) => void dropped.push(account))
    const both = Promise.all([source.forAccount('1'), source.forAccount('1')])
    expect(asked).toEqual([1])
    source.answered(1, ok(keys('a')))
    expect((await both).map((result) => result.ok)).toEqual([true, true])
    void source.forAccount('1')
    expect(asked).toEqual([1])
    nowMs = 60_000
    void source.forAccount('1')
    expect(asked).toEqual([1, 2])
    source.drop('1')
    void source.forAccount('1')
    expect([asked, dropped]).toEqual([[1, 2, 3], ['1']])
    source.answered(3, ok({ ...keys('c'), expiresAtMs: 99_000 }))
    await source.forAccount('1')
    expect(source.endAtMs('1')).toBe(99_000)
    source.forget()
    void source.forAccount('1')
    expect([asked.length, source.endAtMs('1')]).toEqual([4, undefined])
  })

  it('that are refused are not asked for twice by one poll, and again by the next', async () => {
    let nowMs = 0
    const asked: number[] = []
    const source = createAskedCredentials({ nowMs: () => nowMs }, (id) => void asked.push(id), () => undefined)
    const refused = source.forAccount('1')
    source.answered(1, err(appError('throttled', 'Slow down.')))
    expect(await refused).toEqual(await source.forAccount('1'))
    expect(asked).toEqual([1])
    nowMs = 1_000
    void source.forAccount('1')
    expect(asked).toEqual([1, 2])
  })
})

describe('names that AWS sees', () => {
  it('carry the partition of the Region and the person behind the role', () => {
    expect(roleArn('111122223333', 'Operator', 'eu-west-1')).toBe('arn:aws:iam::111122223333:role/Operator')
    expect(roleArn('111122223333', 'Operator', 'cn-north-1')).toBe('arn:aws-cn:iam::111122223333:role/Operator')
    expect(sessionName('arn:aws:sts::1:assumed-role/AWSReservedSSO_Ops/ann@bank.example')).toBe('watchfloor-ann@bank.example')
    expect(sessionName(`arn:aws:iam::1:user/${'ü b'.repeat(60)}`)).toMatch(/^[\w+=,.@-]{2,64}$/)
  })
})

describe('an endpoint override', () => {
  it.each(['http://127.0.0.1:5555', 'https://localhost:1', 'http://[::1]:80', 'http://127.9.9.9:1/'])('%s is taken', (text) => {
    expect(loopbackEndpoint(text).ok).toBe(true)
  })
  it.each(['https://rds.eu-west-1.amazonaws.com', 'http://10.0.0.1', 'http://127.0.0.1.evil.example', 'http://user@127.0.0.1', 'ftp://127.0.0.1', 'http://127.0.0.1/path', 'http://0.0.0.0', '127.0.0.1:80', ''])(
    '%s is refused',
    (text) => {
      expect(loopbackEndpoint(text)).toMatchObject({ ok: false, error: { kind: 'invalidInput' } })
    },
  )
})
