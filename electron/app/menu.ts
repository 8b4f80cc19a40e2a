import { Menu, type MenuItemConstructorOptions } from 'electron'

/** The usual roles with their usual shortcuts. What the product itself can do is in the page and its palette. */
export function installMenu({ appName, isMac, withDevTools }: { readonly appName: string; readonly isMac: boolean; readonly withDevTools: boolean }): void {
  const mac: MenuItemConstructorOptions[] = isMac ? [{ label: appName, role: 'appMenu' }] : []
  const development: MenuItemConstructorOptions[] = withDevTools ? [{ type: 'separator' }, { role: 'reload' }, { role: 'toggleDevTools' }] : []
  const template: MenuItemConstructorOptions[] = [
    ...mac,
    { label: '&File', submenu: [isMac ? { role: 'close' } : { role: 'quit' }] },
    { label: '&Edit', role: 'editMenu' },
    {
      label: '&View',
      submenu: [{ role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }, { type: 'separator' }, { role: 'togglefullscreen' }, ...development],
    },
    { label: '&Window', role: 'windowMenu' },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
