/**
 * D-Bus on the wire, as much of it as a desktop's notification and tray services speak: little-endian messages, marshalled by signature.
 * https://dbus.freedesktop.org/doc/dbus-specification.html
 */
export type Value = number | string | boolean | Uint8Array | readonly Value[] | Variant | { readonly [key: string]: Value }

/** A value that carries its own type. */
export interface Variant {
  readonly type: string
  readonly value: Value
}

export interface Message {
  /** 1 call, 2 reply, 3 error, 4 signal. */
  readonly type: number
  readonly serial: number
  readonly fields: Fields
  readonly body: readonly Value[]
}

export interface Fields {
  readonly path?: string
  readonly iface?: string
  readonly member?: string
  readonly error?: string
  readonly replyTo?: number
  readonly to?: string
  readonly from?: string
  readonly signature?: string
}

const fieldCodes: Record<keyof Fields, readonly [code: number, type: string]> = { path: [1, 'o'], iface: [2, 's'], member: [3, 's'], error: [4, 's'], replyTo: [5, 'u'], to: [6, 's'], from: [7, 's'], signature: [8, 'g'] }
const names = Object.keys(fieldCodes) as (keyof Fields)[] // keys of a literal: exact
const noReply = 1

export function encode({ type, serial, fields, body }: Message): Buffer {
  const content = new Writer()
  types(fields.signature ?? '').forEach((each, at) => content.put(each, body[at] ?? ''))
  const head = new Writer()
  head.bytes.push(0x6c, type, type === 4 ? noReply : 0, 1)
  head.put('u', content.bytes.length)
  head.put('u', serial)
  head.put('a(yv)', names.flatMap((name) => (fields[name] === undefined ? [] : [[fieldCodes[name][0], { type: fieldCodes[name][1], value: fields[name] }]])))
  head.align(8)
  return Buffer.from([...head.bytes, ...content.bytes])
}

/** Takes whole messages off the front; returns what is left. */
export function decode(buffer: Buffer, take: (message: Message) => void): Buffer {
  let rest = buffer
  while (rest.length >= 16) {
    const headEnd = Math.ceil((16 + rest.readUInt32LE(12)) / 8) * 8
    const end = headEnd + rest.readUInt32LE(4)
    if (rest.length < end) return rest
    const pairs = new Reader(rest, 12).take('a(yv)') as readonly (readonly [number, Variant])[]
    const fields = Object.fromEntries(pairs.flatMap(([code, { value }]) => names.filter((name) => fieldCodes[name][0] === code).map((name) => [name, value]))) as Fields
    const body = new Reader(rest.subarray(headEnd, end), 0)
    take({ type: rest[1] ?? 0, serial: rest.readUInt32LE(8), fields, body: types(fields.signature ?? '').map((type) => body.take(type)) })
    rest = rest.subarray(end)
  }
  return rest
}

/** A text or a number as a text; anything else is none. */
export const textOf = (value: Value | undefined): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')

/** `a{sv}u` -> `a{sv}`, `u`. */
function types(signature: string): readonly string[] {
  const found: string[] = []
  for (let at = 0; at < signature.length; ) {
    const end = endOfType(signature, at)
    found.push(signature.slice(at, end))
    at = end
  }
  return found
}

function endOfType(signature: string, at: number): number {
  const first = signature[at]
  if (first === 'a') return endOfType(signature, at + 1)
  if (first !== '(' && first !== '{') return at + 1
  let next = at + 1
  while (signature[next] !== ')' && signature[next] !== '}') next = endOfType(signature, next)
  return next + 1
}

const alignments: Readonly<Record<string, number>> = { y: 1, b: 4, n: 2, q: 2, i: 4, u: 4, x: 8, t: 8, d: 8, s: 4, o: 4, g: 1, v: 1, a: 4, '(': 8, '{': 8 }
const alignmentOf = (type: string): number => alignments[type[0] ?? ''] ?? 1

class Writer {
  readonly bytes: number[] = []

  align(to: number): void {
    while (this.bytes.length % to !== 0) this.bytes.push(0)
  }

  put(type: string, value: Value): void {
    this.align(alignmentOf(type))
    switch (type[0]) {
      case 'y':
        this.bytes.push(Number(value))
        break
      case 'b':
      case 'i':
      case 'u':
        this.word(Number(value))
        break
      case 's':
      case 'o':
        this.word(Buffer.byteLength(textOf(value)))
        this.bytes.push(...Buffer.from(textOf(value)), 0)
        break
      case 'g':
        this.bytes.push(textOf(value).length, ...Buffer.from(textOf(value)), 0)
        break
      case 'v': {
        const variant = value as Variant
        this.put('g', variant.type)
        this.put(variant.type, variant.value)
        break
      }
      case '(':
        types(type.slice(1, -1)).forEach((each, at) => this.put(each, (value as readonly Value[])[at] ?? ''))
        break
      case 'a':
        this.list(type.slice(1), value)
        break
      default:
        throw new Error(`Nothing here speaks the type ${type}`)
    }
  }

  private list(of: string, value: Value): void {
    const items = of.startsWith('{') ? Object.entries(value as Readonly<Record<string, Value>>) : (value as readonly Value[])
    const lengthAt = this.bytes.length
    this.word(0)
    this.align(alignmentOf(of))
    const begin = this.bytes.length
    for (const item of items) this.put(of.startsWith('{') ? `(${of.slice(1, -1)})` : of, item)
    const length = this.bytes.length - begin
    for (let at = 0; at < 4; at++) this.bytes[lengthAt + at] = (length >> (8 * at)) & 0xff
  }

  private word(value: number): void {
    for (let at = 0; at < 4; at++) this.bytes.push((value >> (8 * at)) & 0xff)
  }
}

class Reader {
  constructor(
    private readonly buffer: Buffer,
    private at: number,
  ) {}

  take(type: string): Value {
    this.at = Math.ceil(this.at / alignmentOf(type)) * alignmentOf(type)
    switch (type[0]) {
      case 'y':
        return this.buffer[this.at++] ?? 0
      case 'n':
      case 'q':
        return this.buffer.readUInt16LE((this.at += 2) - 2)
      case 'b':
        return this.word() !== 0
      case 'i':
        return this.buffer.readInt32LE((this.at += 4) - 4)
      case 'u':
        return this.word()
      case 'x':
      case 't':
        return Number(this.buffer.readBigInt64LE((this.at += 8) - 8))
      case 'd':
        return this.buffer.readDoubleLE((this.at += 8) - 8)
      case 's':
      case 'o':
        return this.text(this.word())
      case 'g':
        return this.text(this.buffer[this.at++] ?? 0)
      case 'v': {
        const inner = this.take('g') as string
        return { type: inner, value: this.take(inner) }
      }
      case '(':
        return types(type.slice(1, -1)).map((each) => this.take(each))
      case 'a':
        return this.list(type.slice(1))
      default:
        throw new Error(`Nothing here speaks the type ${type}`)
    }
  }

  private list(of: string): Value {
    const length = this.word()
    this.at = Math.ceil(this.at / alignmentOf(of)) * alignmentOf(of)
    const end = this.at + length
    if (of === 'y') return new Uint8Array(this.buffer.subarray(this.at, (this.at = end)))
    const items: Value[] = []
    while (this.at < end) items.push(this.take(of.startsWith('{') ? `(${of.slice(1, -1)})` : of))
    return of.startsWith('{') ? Object.fromEntries(items as (readonly [string, Value])[]) : items
  }

  private word(): number {
    return this.buffer.readUInt32LE((this.at += 4) - 4)
  }

  private text(length: number): string {
    const text = this.buffer.toString('utf8', this.at, this.at + length)
    this.at += length + 1
    return text
  }
}
