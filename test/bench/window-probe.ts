import { app, protocol } from 'electron'
import threads from 'node:worker_threads'
import type { Painted } from './painted'

/**
 * Preloaded into the main process (`electron -r`): prints `painted <JSON>` once the page shows what `WATCHFLOOR_BENCH_SELECTOR`
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

const workers: string[] = []
const Started = threads.Worker
threads.Worker = class extends Started {
  constructor(file: string | URL, options?: threads.WorkerOptions) {
    workers.push(String(file))
    super(file, options)
  }
}

// Chromium keeps no resource timing for a scheme of our own.
const fetched = new Set<string>()
const handle = protocol.handle.bind(protocol)
protocol.handle = (scheme, answer) =>
  handle(scheme, (request) => {
    fetched.add(new URL(request.url).pathname)
    return answer(request)
  })

app.on('web-contents-created', (_event, contents) => {
  contents.once('dom-ready', () => {
    void contents.executeJavaScript(untilPainted).then((atMs: number) => {
      const painted: Painted = { atMs, fetched: [...fetched], mainFiles: Object.keys(require.cache), workers }
      process.stdout.write(`painted ${JSON.stringify(painted)}\n`)
    })
  })
})
