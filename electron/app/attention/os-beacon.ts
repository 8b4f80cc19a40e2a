import { app, Menu, nativeImage, Tray, type BrowserWindow, type MenuItemConstructorOptions } from 'electron'
import type { NoteTarget } from '#shared/alarms/note'
import type { QuietChoice } from '#shared/alarms/quiet'
import type { TrayView } from '#shared/alarms/tray-view'
import type { Beacon } from '#electron/ports/attention'
import type { Logger } from '#electron/ports/logger'
import { trayPicture } from './tray-picture'

export interface OsBeaconDeps {
  readonly window: BrowserWindow
  readonly showWindow: () => void
  readonly quiet: (choice: QuietChoice) => void
  /** A line was pressed. */
  readonly open: (target: NoteTarget) => void
  readonly logger: Logger
}

/** Tray, badge and title. Where there is no tray the window's title, which every taskbar shows, says the same. */
export function createOsBeacon(deps: OsBeaconDeps): Beacon {
  const { window, showWindow, logger } = deps
  const tray = openTray(logger)
  tray?.on('click', showWindow)
  const trouble = tray === undefined ? 'This desktop has no tray: the count stands in the window’s title.' : desktopTrouble()
  return {
    ...(trouble === undefined ? {} : { trouble }),
    show: (view, quietUntilMs) => {
      const words = `Watchfloor: ${view.words}${quietUntilMs === undefined ? '' : `, do not disturb until ${timeOf(quietUntilMs)}`}`
      if (tray !== undefined && !tray.isDestroyed()) {
        tray.setImage(imageOf(view))
        tray.setToolTip(words)
        if (process.platform === 'darwin') tray.setTitle(view.count === 0 ? '' : String(view.count))
        tray.setContextMenu(menu(view, quietUntilMs, deps))
      }
      app.setBadgeCount(view.count)
      if (!window.isDestroyed()) window.setTitle(view.count === 0 ? 'Watchfloor' : words)
    },
    stop: () => tray?.destroy(),
  }
}

function openTray(logger: Logger): Tray | undefined {
  try {
    return new Tray(imageOf({ worst: 'unknown', count: 0 }))
  } catch (cause) {
    logger.warn('tray.none', { words: String(cause) })
    return undefined
  }
}

/** What is known of desktops that take a tray icon and show it to nobody. */
function desktopTrouble(): string | undefined {
  if (process.platform !== 'linux') return undefined
  if ((process.env['DBUS_SESSION_BUS_ADDRESS'] ?? '') === '') return 'There is no session bus, so this desktop shows neither tray icon nor notifications: the count stands in the window’s title.'
  return /gnome/i.test(process.env['XDG_CURRENT_DESKTOP'] ?? '') ? 'GNOME shows tray icons only with the AppIndicator extension; the count stands in the window’s title too.' : undefined
}

function imageOf(view: Pick<TrayView, 'worst' | 'count'>): Electron.NativeImage {
  const { widthPx, heightPx, data } = trayPicture(view)
  return nativeImage.createFromBitmap(Buffer.from(data.buffer), { width: widthPx, height: heightPx, scaleFactor: 2 })
}

function menu({ words, lines, more }: TrayView, quietUntilMs: number | undefined, { showWindow, quiet, open }: Pick<OsBeaconDeps, 'showWindow' | 'quiet' | 'open'>): Menu {
  const quietItems: MenuItemConstructorOptions[] =
    quietUntilMs === undefined
      ? [
          { label: 'Do not disturb for an hour', click: () => quiet('hour') },
          { label: 'Do not disturb until 08:00', click: () => quiet('morning') },
        ]
      : [{ label: `Do not disturb until ${timeOf(quietUntilMs)}`, enabled: false }, { label: 'Disturb me again', click: () => quiet('off') }]
  return Menu.buildFromTemplate([
    { label: capital(words), enabled: false },
    ...lines.map(({ label, open: target }): MenuItemConstructorOptions => ({ label: asWritten(label), click: () => open(target) })),
    ...(more > 0 ? [{ label: `And ${more} more`, click: showWindow }] : []),
    { label: 'Open Watchfloor', click: showWindow },
    { type: 'separator' },
    ...quietItems,
    { label: 'What is critical always comes through', enabled: false },
    { type: 'separator' },
    { label: 'Quit Watchfloor', click: () => app.quit() },
  ])
}

/** An ampersand in a name is no key of the menu. */
const asWritten = (label: string): string => label.replaceAll('&', '&&')

const timeOf = (atMs: number): string => {
  const time = new Date(atMs)
  return `${String(time.getHours()).padStart(2, '0')}:${String(time.getMinutes()).padStart(2, '0')}`
}
const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)
