import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { connectBus } from './bus'
import { textOf, type Value, type Variant } from './wire'

/** A notification as the desktop received it. */
export interface ReceivedNote {
  readonly id: number
  readonly title: string
  readonly body: string
  /** 0 low, 1 normal, 2 critical. */
  readonly urgency: number
}

export interface TrayItem {
  readonly tooltip: string
  /** Of the picture: how many pixels of which colour, the most common first. */
  readonly colours: readonly string[]
  readonly menu: readonly { readonly id: number; readonly label: string; readonly enabled: boolean }[]
}

/** A desktop of our own on a session bus of its own: takes notifications and tray icons as GNOME or KDE would. */
export interface Desktop {
  readonly env: Readonly<Record<string, string>>
  /** All that ever came, oldest first. */
  readonly received: readonly ReceivedNote[]
  /** Those that were not taken back. */
  standing(): readonly ReceivedNote[]
  press(id: number): void
  tray(): Promise<TrayItem | undefined>
  pressMenu(label: RegExp): Promise<void>
  stop(): Promise<void>
}

const programs = ['dbus-daemon']
export const missingForDesktop = (): readonly string[] =>
  process.platform === 'linux' ? programs.filter((program) => !(process.env['PATH'] ?? '').split(path.delimiter).some((folder) => existsSync(path.join(folder, program)))) : [`a session bus on ${process.platform}`]

const notifications = 'org.freedesktop.Notifications'
const notificationsPath = '/org/freedesktop/Notifications'
const watcher = 'org.kde.StatusNotifierWatcher'
const itemInterface = 'org.kde.StatusNotifierItem'
const menuInterface = 'com.canonical.dbusmenu'

export async function startDesktop(): Promise<Desktop> {
  const daemon = spawn('dbus-daemon', ['--session', '--nofork', '--nopidfile', '--print-address=1'], { stdio: ['ignore', 'pipe', 'ignore'] })
  const address = await new Promise<string>((resolve, reject) => {
    daemon.stdout.once('data', (data: Buffer) => resolve(data.toString().trim()))
    daemon.once('exit', () => reject(new Error('dbus-daemon ended')))
    daemon.once('error', reject)
  })
  const bus = await connectBus(address)
  const received: ReceivedNote[] = []
  const open = new Set<number>()
  let item: { readonly service: string; readonly path: string } | undefined
  bus.serve(notifications, (member, body) => {
    switch (member) {
      case 'GetCapabilities':
        return { signature: 'as', body: [['body', 'actions', 'persistence']] }
      case 'GetServerInformation':
        return { signature: 'ssss', body: ['Desktop of a test', 'Watchfloor', '1', '1.2'] }
      case 'Notify': {
        const hints = body[6] as Readonly<Record<string, Variant>>
        const replaced = Number(body[1])
        const id = replaced === 0 ? received.length + 1 : replaced
        received.push({ id, title: textOf(body[3]), body: textOf(body[4]), urgency: Number(hints['urgency']?.value ?? 1) })
        open.add(id)
        return { signature: 'u', body: [id] }
      }
      case 'CloseNotification':
        open.delete(Number(body[0]))
        bus.emit(notificationsPath, notifications, 'NotificationClosed', 'uu', [Number(body[0]), 3])
        return { signature: '', body: [] }
      default:
        return undefined
    }
  })
  bus.serve(watcher, (member, body, from) => {
    if (member !== 'RegisterStatusNotifierItem') return undefined
    const named = textOf(body[0])
    item = named.startsWith('/') ? { service: from, path: named } : { service: named, path: '/StatusNotifierItem' }
    return { signature: '', body: [] }
  })
  bus.serve('org.freedesktop.DBus.Properties', (member, body) => {
    const values: Readonly<Record<string, Variant>> = { IsStatusNotifierHostRegistered: { type: 'b', value: true }, ProtocolVersion: { type: 'i', value: 0 } }
    if (member === 'GetAll') return { signature: 'a{sv}', body: [body[0] === watcher ? values : {}] }
    const value = values[textOf(body[1])]
    return member === 'Get' && value !== undefined ? { signature: 'v', body: [value] } : undefined
  })
  await bus.own(notifications)
  await bus.own(watcher)

  const property = async (of: NonNullable<typeof item>, name: string): Promise<Value> => ((await bus.call(of.service, of.path, 'org.freedesktop.DBus.Properties', 'Get', 'ss', [itemInterface, name]))[0] as Variant).value
  const menuOf = async (of: NonNullable<typeof item>): Promise<{ readonly path: string; readonly items: TrayItem['menu'] }> => {
    const menuPath = textOf(await property(of, 'Menu'))
    const [, layout] = await bus.call(of.service, menuPath, menuInterface, 'GetLayout', 'iias', [0, -1, []])
    const [, , children] = layout as readonly [number, Value, readonly Variant[]]
    return { path: menuPath, items: children.map(({ value }) => menuItem(value as readonly [number, Readonly<Record<string, Variant>>])) }
  }
  return {
    env: { DBUS_SESSION_BUS_ADDRESS: address },
    received,
    standing: () => received.filter(({ id }, at) => open.has(id) && !received.some((later, laterAt) => laterAt > at && later.id === id)),
    press: (id) => bus.emit(notificationsPath, notifications, 'ActionInvoked', 'us', [id, 'default']),
    tray: async () => {
      if (item === undefined) return undefined
      const tooltip = (await property(item, 'ToolTip')) as readonly Value[]
      return { tooltip: `${textOf(tooltip[2])}${textOf(tooltip[3])}`, colours: coloursOf((await property(item, 'IconPixmap')) as readonly (readonly [number, number, Uint8Array])[]), menu: (await menuOf(item)).items }
    },
    pressMenu: async (label) => {
      if (item === undefined) throw new Error('There is no tray icon.')
      const menu = await menuOf(item)
      const found = menu.items.find((each) => label.test(each.label))
      if (found === undefined) throw new Error(`No ${String(label)} in ${JSON.stringify(menu.items)}`)
      await bus.call(item.service, menu.path, menuInterface, 'Event', 'isvu', [found.id, 'clicked', { type: 's', value: '' }, 0])
    },
    stop: async () => {
      bus.close()
      const ended = new Promise((resolve) => daemon.once('exit', resolve))
      daemon.kill()
      await ended
    },
  }
}

const menuItem = ([id, properties]: readonly [number, Readonly<Record<string, Variant>>]): TrayItem['menu'][number] => ({ id, label: textOf(properties['label']?.value), enabled: properties['enabled']?.value !== false })

/** Pixels are ARGB in network order. */
function coloursOf(pixmaps: readonly (readonly [number, number, Uint8Array])[]): readonly string[] {
  const pixels = pixmaps[0]?.[2] ?? new Uint8Array()
  const counts = new Map<string, number>()
  for (let at = 0; at + 3 < pixels.length; at += 4) {
    const colour = [...pixels.slice(at, at + 4)].join(',')
    counts.set(colour, (counts.get(colour) ?? 0) + 1)
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([colour]) => colour)
}
