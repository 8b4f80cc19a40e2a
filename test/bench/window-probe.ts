import { app } from 'electron'

/**
 * Preloaded into the main process (`electron -r`): prints `painted <epoch ms>` once the page shows what `WATCHFLOOR_BENCH_SELECTOR`
 * names. The same for the bare window and the product's, so that what it costs cancels out.
 */
const selector = process.env['WATCHFLOOR_BENCH_SELECTOR'] ?? 'body'
const untilPainted = `new Promise((resolve) => {
  const look = () => {
    if (document.querySelector(${JSON.stringify(selector)}) === null) return requestAnimationFrame(look)
    requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()))
  }
  look()
})`

app.on('web-contents-created', (_event, contents) => {
  contents.once('dom-ready', () => {
    void contents.executeJavaScript(untilPainted).then((atMs: unknown) => process.stdout.write(`painted ${String(atMs)}\n`))
  })
})
