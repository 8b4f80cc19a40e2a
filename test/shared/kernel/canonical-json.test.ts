import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '#shared/kernel/canonical-json'
import { utf8Length } from '#shared/kernel/utf8-length'

describe('Canonical JSON', () => {
  it('is that of RFC 8785’s own example', () => {
    // Section 3.2.2 and 3.2.3 of the RFC.
    const value = { numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001], string: '\u20ac$\u000f\nA\'B"\\\\"/', literals: [null, true, false] }
    expect(canonicalJson(value)).toBe('{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}')
    const keys = { '\u20ac': 'Euro', '\r': 'CR', '\ufb33': 'Dalet', '1': 'One', '\ud83d\ude00': 'Smile', '\u0080': 'Control', '\u00f6': 'o' }
    expect(Object.values(JSON.parse(canonicalJson(keys)) as object)).toHaveLength(7)
    expect([...canonicalJson(keys).matchAll(/:"(\w+)"/g)].map(([, name]) => name)).toEqual(['CR', 'One', 'Control', 'o', 'Euro', 'Smile', 'Dalet'])
  })

  it('reads back as the value it was made from, and is the same for any order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value)
        expect(canonicalJson(JSON.parse(text))).toBe(text)
        expect(canonicalJson(backwards(value))).toBe(text)
        expect(JSON.stringify(JSON.parse(text))).toBe(JSON.stringify(JSON.parse(canonicalJson(JSON.parse(JSON.stringify(value))))))
      }),
    )
  })

  it('leaves out fields without a value, and refuses what JSON would quietly change', () => {
    expect(canonicalJson({ b: undefined, a: 1 })).toBe('{"a":1}')
    for (const wrong of [Number.NaN, Infinity, [undefined], { f: () => 1 }, undefined]) expect(() => canonicalJson(wrong)).toThrow(/JSON has no/)
  })
})

describe('The length of a text in UTF-8', () => {
  it('is what is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(utf8Length(text)).toBe(Buffer.byteLength(text, 'utf8'))
      }),
    )
  })
})

function backwards(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(backwards)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).reverse().map(([key, field]) => [key, backwards(field)]))
}
