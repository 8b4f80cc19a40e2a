// A browser of the operator's, for tests: a plain window without any of Watchfloor's guards.
const { app, BrowserWindow } = require('electron')
app.on('window-all-closed', () => app.quit())
void app.whenReady().then(() => new BrowserWindow({ width: 800, height: 600 }).loadURL(process.argv.at(-1)))
