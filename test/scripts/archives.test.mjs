import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { deflateRawSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readFromTgz, unzip } from '../../scripts/bootstrap/archives.mjs'

let folder
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'archives-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** A zip with one local and one central header an entry, as zip programs write them. */
function zipOf(entries) {
  const locals = []
  const centrals = []
  let at = 0
  for (const { name, content, packed, mode = 0o644 } of entries) {
    const data = packed ? deflateRawSync(content) : content
    const sizes = Buffer.alloc(12)
    sizes.writeUInt32LE(data.length, 4)
    sizes.writeUInt32LE(content.length, 8)
    const local = Buffer.concat([Buffer.from('504b0304140000000000000000000000', 'hex').subarray(0, 14), sizes, short(name.length), short(0), Buffer.from(name), data])
    local.writeUInt16LE(packed ? 8 : 0, 8)
    const central = Buffer.alloc(46)
    central.write('PK\x01\x02', 0, 'latin1')
    central.writeUInt16LE(packed ? 8 : 0, 10)
    sizes.copy(central, 16)
    central.writeUInt16LE(name.length, 28)
    central.writeUInt32LE((mode << 16) >>> 0, 38)
    central.writeUInt32LE(at, 42)
    locals.push(local)
    centrals.push(Buffer.concat([central, Buffer.from(name)]))
    at += local.length
  }
  const directory = Buffer.concat(centrals)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 0, 'latin1')
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...locals, directory, end])
}

function short(number) {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(number)
  return bytes
}

it('a zip is unpacked with its modes, stored or deflated, without what is not wanted', () => {
  const text = Buffer.from('hello '.repeat(1_000))
  const zip = zipOf([
    { name: 'top/app', content: text, packed: true, mode: 0o755 },
    { name: 'top/deeper/notes.txt', content: Buffer.from('short'), packed: false },
    { name: 'top/other', content: Buffer.from('unwanted'), packed: false },
    { name: 'top/', content: Buffer.alloc(0), packed: false },
  ])
  unzip(zip, folder, (name) => (name === 'top/other' ? undefined : name.slice('top/'.length)))
  expect(readFileSync(path.join(folder, 'app'))).toEqual(text)
  expect(statSync(path.join(folder, 'app')).mode & 0o777).toBe(0o755)
  expect(readFileSync(path.join(folder, 'deeper/notes.txt'), 'utf8')).toBe('short')
  expect(statSync(path.join(folder, 'other'), { throwIfNoEntry: false })).toBeUndefined()
})

it('a zip that names a path outside of itself is refused, and so is what is no zip', () => {
  const outside = zipOf([{ name: '../outside', content: Buffer.from('x'), packed: false }])
  expect(() => unzip(outside, folder, (name) => name)).toThrow(/outside/)
  expect(() => unzip(Buffer.from('no zip'), folder, (name) => name)).toThrow(/zip/)
})

it('a file is found in an npm package by its name, or it is said to be missing', () => {
  const header = Buffer.alloc(512)
  header.write('package/data.bin', 0)
  header.write('00000000005', 124)
  const tgz = path.join(folder, 'p.tgz')
  writeFileSync(tgz, gzipSync(Buffer.concat([header, Buffer.from('12345'), Buffer.alloc(507), Buffer.alloc(1024)])))
  expect(readFromTgz(tgz, 'package/data.bin').toString()).toBe('12345')
  expect(() => readFromTgz(tgz, 'package/none')).toThrow(/not in/)
})
