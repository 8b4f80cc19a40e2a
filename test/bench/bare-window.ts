import { app, BrowserWindow } from 'electron'

/** The least that a window can be: what B1 compares with. Same switches and sandbox as the product's. */
void app.whenReady().then(async () => {
  const window = new BrowserWindow({ width: 1280, height: 800, show: false, webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false } })
  window.once('ready-to-show', () => window.show())
  await window.loadURL('data:text/html,<title>bare</title><h1>bare</h1>')
})
app.on('window-all-closed', () => app.quit())
