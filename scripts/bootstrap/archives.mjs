import { chmodSync, closeSync, mkdirSync, openSync, readFileSync, readSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gunzipSync, inflateRawSync } from 'node:zlib'

/** The content of one file of a .tgz. Only what npm packs: plain headers, names under 100 characters. */
export function readFromTgz(path, wanted) {
  const tar = gunzipSync(readFileSync(path))
  for (let at = 0; at + 512 <= tar.length; ) {
    const name = textOf(tar, at, 100)
    const size = parseInt(textOf(tar, at + 124, 12), 8)
    if (name === '') break
    if (name === wanted) return tar.subarray(at + 512, at + 512 + size)
    at += 512 + Math.ceil(size / 512) * 512
  }
  throw new Error(`${wanted} is not in ${path}`)
}

function textOf(buffer, at, length) {
  const end = buffer.indexOf(0, at)
  return buffer.toString('utf8', at, end < 0 || end > at + length ? at + length : end)
}

/**
 * Unpacks a zip (stored or deflated entries, below 4 GB) without any tool a bare system lacks.
 * `place(name)` gives the path below `folder`, or undefined to leave the entry out.
 */
export function unzip(zip, folder, place) {
  for (const entry of entriesOf(zip)) {
    const path = entry.name.endsWith('/') ? undefined : place(entry.name)
    if (path === undefined) continue
    if (path.split('/').includes('..')) throw new Error(`The archive names a path outside of itself: ${path}`)
    const target = join(folder, path)
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, contentOf(zip, entry))
    chmodSync(target, entry.mode & 0o777 || 0o644)
  }
}

function* entriesOf(zip) {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  if (end < 0) throw new Error('Not a zip archive: it has no end record.')
  const count = zip.readUInt16LE(end + 10)
  let at = zip.readUInt32LE(end + 16)
  for (let index = 0; index < count; index++) {
    const nameLength = zip.readUInt16LE(at + 28)
    yield {
      name: zip.toString('utf8', at + 46, at + 46 + nameLength),
      method: zip.readUInt16LE(at + 10),
      packedBytes: zip.readUInt32LE(at + 20),
      mode: zip.readUInt32LE(at + 38) >>> 16,
      headerAt: zip.readUInt32LE(at + 42),
    }
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
}

function contentOf(zip, { name, method, packedBytes, headerAt }) {
  const start = headerAt + 30 + zip.readUInt16LE(headerAt + 26) + zip.readUInt16LE(headerAt + 28)
  const packed = zip.subarray(start, start + packedBytes)
  if (method === 0) return packed
  if (method === 8) return inflateRawSync(packed)
  throw new Error(`${name} is packed by method ${method}, which is not supported.`)
}

/** True when the file's first bytes are those of an ELF executable. */
export function isExecutable(path) {
  const head = Buffer.alloc(4)
  const file = openSync(path, 'r')
  try {
    readSync(file, head, 0, 4, 0)
  } finally {
    closeSync(file)
  }
  return head.equals(Buffer.from('\x7fELF', 'latin1'))
}
