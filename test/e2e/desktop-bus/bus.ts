import { connect, type Socket } from 'node:net'
import { decode, encode, textOf, type Fields, type Message, type Value } from './wire'

/** Answers a method call; undefined: there is no such method. */
export type Answer = (member: string, body: readonly Value[], from: string) => { readonly signature: string; readonly body: readonly Value[] } | undefined

/** One client of a session bus: owns names, answers what is called on them, calls others. */
export interface Bus {
  own(name: string): Promise<void>
  /** Methods of an interface, on every object. */
  serve(iface: string, answer: Answer): void
  call(to: string, path: string, iface: string, member: string, signature?: string, body?: readonly Value[]): Promise<readonly Value[]>
  emit(path: string, iface: string, member: string, signature: string, body: readonly Value[]): void
  close(): void
}

const patienceMs = 10_000

/** `address` as dbus-daemon prints it: a path or an abstract socket. */
export async function connectBus(address: string): Promise<Bus> {
  const place = /unix:(path|abstract)=([^,]+)/.exec(address)
  if (place === null) throw new Error(`Not a local bus: ${address}`)
  const socket = connect(place[1] === 'abstract' ? `\0${place[2] ?? ''}` : (place[2] ?? ''))
  await greet(socket)
  let serial = 0
  const waiting = new Map<number, { readonly resolve: (body: readonly Value[]) => void; readonly reject: (cause: Error) => void }>()
  const served = new Map<string, Answer>()
  const send = (type: number, fields: Fields, body: readonly Value[]): number => {
    socket.write(encode({ type, serial: ++serial, fields, body }))
    return serial
  }
  const received = ({ type, serial: of, fields, body }: Message): void => {
    const { from = '', member = '', iface = '', replyTo = 0 } = fields
    if (type === 2) waiting.get(replyTo)?.resolve(body)
    if (type === 3) waiting.get(replyTo)?.reject(new Error(`${fields.error ?? ''} ${textOf(body[0])}`))
    waiting.delete(replyTo)
    if (type !== 1) return
    const answer = served.get(iface)?.(member, body, from)
    if (answer === undefined) send(3, { to: from, replyTo: of, error: 'org.freedesktop.DBus.Error.UnknownMethod', signature: 's' }, [`No ${iface}.${member}`])
    else send(2, { to: from, replyTo: of, ...(answer.signature === '' ? {} : { signature: answer.signature }) }, answer.body)
  }
  let rest: Buffer = Buffer.alloc(0)
  socket.on('data', (data: Buffer) => (rest = decode(Buffer.concat([rest, data]), received)))
  const bus: Bus = {
    own: async (name) => void (await bus.call('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'RequestName', 'su', [name, 4])),
    serve: (iface, answer) => void served.set(iface, answer),
    call: (to, path, iface, member, signature = '', body = []) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`${to} does not answer ${iface}.${member}`)), patienceMs)
        const done = <T>(then: (value: T) => void) => (value: T): void => {
          clearTimeout(late)
          then(value)
        }
        waiting.set(send(1, { to, path, iface, member, ...(signature === '' ? {} : { signature }) }, body), { resolve: done(resolve), reject: done(reject) })
      }),
    emit: (path, iface, member, signature, body) => void send(4, { path, iface, member, signature }, body),
    close: () => socket.destroy(),
  }
  await bus.call('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'Hello')
  return bus
}

/** Says who we are: the user of this process, in hexadecimal of its decimal digits. */
function greet(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject)
    socket.once('connect', () => socket.write(`\0AUTH EXTERNAL ${Buffer.from(String(process.getuid?.() ?? 0)).toString('hex')}\r\n`))
    socket.once('data', (data: Buffer) => {
      if (!data.toString().startsWith('OK')) return reject(new Error(`The bus refused: ${data.toString()}`))
      socket.write('BEGIN\r\n')
      resolve()
    })
  })
}
