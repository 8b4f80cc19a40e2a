import { describe, expect, it } from 'vitest'
import { appError } from '#shared/kernel/app-error'
import { err, ok } from '#shared/kernel/result'
import type { Outcome } from '#electron/ports/operator/outcome'
import { onDemand } from '#electron/adapters/aws/operator/on-demand'
import { kindOf, wordsOf } from '#electron/adapters/aws/operator/operate'
import { wholeList, type ListPage } from '#electron/adapters/aws/operator/whole-list'
import { toAppError } from '#electron/adapters/aws/errors'

const where = { service: 'ssm', operation: 'PutParameter', account: '111122223333', region: 'eu-west-1' }
const said = (code: string, status = 400) => toAppError(Object.assign(new Error('prose'), { name: code, $metadata: { httpStatusCode: status } }), where)

describe('What AWS says of parameters, doors and schedules', () => {
  it.each([
    ['ParameterAlreadyExists', 'alreadyThere'],
    ['InvalidPermission.Duplicate', 'alreadyThere'],
    ['ParameterNotFound', 'gone'],
    ['InvalidGroup.NotFound', 'gone'],
    ['InvalidSecurityGroupRuleId.NotFound', 'gone'],
    ['InvalidPermission.NotFound', 'gone'],
    ['ResourceNotFoundException', 'gone'],
    ['NoSuchVersion', 'gone'],
    ['ConflictException', 'conflict'],
    ['TooManyUpdates', 'notNow'],
    ['InvalidObjectState', 'notNow'],
    ['ParameterLimitExceeded', 'overQuota'],
    ['RulesPerSecurityGroupLimitExceeded', 'overQuota'],
    ['ServiceQuotaExceededException', 'overQuota'],
    ['UnauthorizedOperation', 'refused'],
    ['ValidationException', 'refused'],
    ['InvalidGroupId.Malformed', 'refused'],
    ['RequestLimitExceeded', 'throttled'],
    ['InternalError', 'unknown'],
  ])('%s is %s', (code, why) => {
    expect(kindOf(said(code, code === 'InternalError' ? 500 : 400))).toBe(why)
  })
})

describe('What broke on the way', () => {
  it('may have been done where it was to change something, and changed nothing where it was a question', () => {
    expect(wordsOf('unknown', 's3:PutObject')).toMatch(/^whether it was done cannot be told/)
    expect(wordsOf('unknown', 's3:GetObject')).toMatch(/^AWS did not answer .* Nothing was changed/)
  })
})

describe('A whole list', () => {
  const page = (items: readonly number[], next?: string): Outcome<ListPage<number>> => ok({ value: { items, ...(next === undefined ? {} : { next }) }, dateMs: 7 })
  const pages = (...each: readonly Outcome<ListPage<number>>[]) => {
    const tokens: (string | undefined)[] = []
    return { tokens, load: (token: string | undefined) => Promise.resolve((tokens.push(token), each[tokens.length - 1]) ?? page([])) }
  }

  it('is every page, in order', async () => {
    const { load, tokens } = pages(page([1, 2], 'a'), page([3], 'b'), page([]))
    expect(await wholeList(load)).toEqual(ok({ value: [1, 2, 3], dateMs: 7 }))
    expect(tokens).toEqual([undefined, 'a', 'b'])
  })

  it('is as many as are wanted, and asks for no page more', async () => {
    const { load, tokens } = pages(page([1, 2], 'a'), page([3, 4], 'b'))
    expect(await wholeList(load, 3)).toEqual(ok({ value: [1, 2, 3], dateMs: 7 }))
    expect(tokens).toHaveLength(2)
  })

  it('is none when a page fails, and ends when a token comes back', async () => {
    const failure = err({ why: 'throttled' as const, error: appError('throttled', 'slower') })
    expect(await wholeList(pages(page([1], 'a'), failure).load)).toEqual(failure)
    expect(await wholeList(pages(page([1], 'a'), page([2], 'a')).load)).toEqual(ok({ value: [1, 2], dateMs: 7 }))
  })
})

describe('A port that is loaded on demand', () => {
  it('is loaded once, by the first call, and answers as itself', async () => {
    let loads = 0
    const port = onDemand(() => ((loads += 1), Promise.resolve({ twice: (value: number) => Promise.resolve(value * 2) })), { twice: true })
    expect(loads).toBe(0)
    expect([await port.twice(4), await port.twice(5)]).toEqual([8, 10])
    expect(loads).toBe(1)
  })
})
