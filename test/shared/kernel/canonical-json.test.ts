import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson, isCanonicalJson } from '#shared/kernel/canonical-json'
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

  it('is known from any other text of the same value, whatever its keys are', () => {
    const keys = fc.oneof(fc.string(), fc.nat({ max: 30 }).map(String), fc.constantFrom('__proto__', 'a', 'b', '\ud83d\ude00', '\ufb33'))
    const { value } = fc.letrec((tie) => ({ value: fc.oneof({ maxDepth: 3 }, fc.jsonValue(), fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(keys, tie('value'), { maxKeys: 5 })) }))
    fc.assert(
      fc.property(value, fc.nat(), (given, at) => {
        const [canonical, written] = [canonicalJson(given), JSON.stringify(given)]
        expect(isCanonicalJson(canonical, JSON.parse(canonical))).toBe(true)
        expect(isCanonicalJson(written, JSON.parse(written))).toBe(written === canonical)
        const spaced = `${canonical.slice(0, at % (canonical.length + 1))} ${canonical.slice(at % (canonical.length + 1))}`
        for (const text of [spaced, ` ${canonical}`, canonical.replace(/[a-z]/, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`), canonical.replace(/(\d)/, '$1.0')]) {
          const parsed = parse(text)
          if (parsed !== undefined) expect(isCanonicalJson(text, parsed)).toBe(canonicalJson(parsed) === text)
        }
      }),
      { numRuns: 500 },
    )
  })

  it.each(['{"10":1,"9":2}', '{"9":2,"10":1}', '{"b":1,"a":2}', '{"a":-0}', '{"a":1e2}', '{"a":1,"a":1}', '{"__proto__":1,"a":2}', '"\\u0041"', '[1, 2]'])('%s is canonical when writing its value gives it', (text) => {
    expect(isCanonicalJson(text, JSON.parse(text))).toBe(canonicalJson(JSON.parse(text)) === text)
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

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
