import { expect, it } from 'vitest'
import { decodeBody } from '#shared/desk/store-rules'

it('what is no JSON in the desk’s store reads as nothing, and breaks nothing', () => {
  expect(['{"a":1}', 'null', '{', '', 'undefined'].map(decodeBody)).toEqual([{ a: 1 }, null, undefined, undefined, undefined])
})
