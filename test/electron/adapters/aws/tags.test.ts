import { describe, expect, it } from 'vitest'
import { hasPackedTag } from '#shared/fleet/other-tags'
import { allTags } from '#electron/adapters/aws/tags'

const names = { tenant: 'bank', environment: 'stage' }
const tag = (Key: string, Value?: string) => ({ Key, Value })

describe('Tags of a resource', () => {
  it('are kept in one text beside those that place it, found whole and in no other way', () => {
    const { otherTags, ...placing } = allTags(names, [tag('team', 'core'), tag('bank', 'acme'), tag('stage', 'portal'), tag('cost=centre', '12=7'), tag('empty')], new Map())
    expect(placing).toEqual({ tenantTag: 'acme', environmentTag: 'portal' })
    for (const wish of ['team=core', 'cost=centre=12=7', 'empty=']) expect({ wish, is: hasPackedTag(otherTags, wish) }).toEqual({ wish, is: true })
    for (const wish of ['team=cor', 'eam=core', 'team=', 'bank=acme', '']) expect({ wish, is: hasPackedTag(otherTags, wish) }).toEqual({ wish, is: false })
  })

  it('are left out where there are none but AWS’s own, apart from the stack’s name', () => {
    expect(allTags(names, [tag('bank', 'acme'), tag('aws:cloudformation:stack-id', 'arn:aws:cloudformation:…')], new Map())).toEqual({ tenantTag: 'acme' })
    expect(allTags(names, undefined, new Map())).toEqual({})
    expect(hasPackedTag(allTags(names, [tag('aws:cloudformation:stack-name', 'banks')], new Map()).otherTags, 'aws:cloudformation:stack-name=banks')).toBe(true)
  })

  it('are the same whichever order AWS names them in, and kept once for a whole reading', () => {
    const shared = new Map<string, string>()
    const [left, right] = [allTags(names, [tag('a', '1'), tag('b', '2')], shared), allTags(names, [tag('b', '2'), tag('a', '1')], shared)]
    expect(left).toEqual(right)
    expect(shared.size).toBe(1)
  })
})
