import { BrowserWindow, nativeTheme, screen } from 'electron'
import path from 'node:path'
import type { Timers } from '#electron/ports/clock'
import type { DocumentStore } from '#electron/ports/document-store'
import { pageAddress } from './page-protocol'
import { boundsFor, firstSize, smallestSize, windowStateFrom, type WindowState } from './window-bounds'

export interface MainWindowDeps {
  readonly appRoot: string
  readonly store: DocumentStore
  readonly timers: Timers
}

export interface OpenWindow {
  readonly window: BrowserWindow
  /** Resolves when what was last remembered of the window is on disk. */
  settled(): Promise<void>
}

/** The one window: opened where it was left, with no Node and no way out. Loading begins at once. */
export async function openMainWindow({ appRoot, store, timers }: MainWindowDeps): Promise<OpenWindow> {
  const state = windowStateFrom(await store.load())
  const bounds = boundsFor(
    state.bounds,
    screen.getAllDisplays().map((display) => display.workArea),
  )
  const window = new BrowserWindow({
    ...firstSize,
    ...bounds,
    minWidth: smallestSize.width,
    minHeight: smallestSize.height,
    title: 'Watchfloor',
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#101418' : '#ffffff',
    webPreferences: {
      preload: path.join(appRoot, 'out/preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      // The dictionary would be fetched from the network.
      spellcheck: false,
      zoomFactor: state.zoomFactor,
    },
  })
  if (state.isMaximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  const settled = rememberState(window, store, timers)
  // A failure shows as an empty window with the reason in the log: main listens for did-fail-load.
  void window.loadURL(pageAddress).catch(() => undefined)
  return { window, settled }
}

/** Chromium keeps zoom by itself too, but forgets it with its profile; ours is kept with the bounds. */
function rememberState(window: BrowserWindow, store: DocumentStore, timers: Timers): () => Promise<void> {
  let cancel = (): void => undefined
  let lastSave: Promise<unknown> = Promise.resolve()
  const save = (): void => {
    cancel()
    if (!window.isDestroyed()) lastSave = store.save(stateOf(window))
  }
  const saveSoon = (): void => {
    cancel()
    cancel = timers.after(500, 'window state settles', save)
  }
  window.on('resize', saveSoon)
  window.on('move', saveSoon)
  window.on('maximize', saveSoon)
  window.on('unmaximize', saveSoon)
  window.webContents.on('zoom-changed', saveSoon)
  window.on('close', save)
  return async () => void (await lastSave)
}

const stateOf = (window: BrowserWindow): WindowState => ({
  bounds: window.getNormalBounds(),
  isMaximized: window.isMaximized(),
  zoomFactor: window.webContents.getZoomFactor(),
})
