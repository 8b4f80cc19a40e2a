import { parentPort, workerData } from 'node:worker_threads'
import { openLocalAudit } from '#electron/adapters/sqlite/audit/local-audit'
import { writePaper } from '#electron/audit/pack/write-paper'
import type { FromPaperWorker, PaperWorkerData, ToPaperWorker } from './paper-messages'

/** Entry of the thread that writes one file of a trail: it reads beside whoever writes entries, and keeps nobody waiting. */
async function run(port: NonNullable<typeof parentPort>, { trail, paper, file, partial }: PaperWorkerData): Promise<void> {
  const tell = (message: FromPaperWorker): void => port.postMessage(message)
  const stop = new AbortController()
  port.on('message', (message: ToPaperWorker) => {
    if (message.kind === 'stop') stop.abort()
  })
  const opened = openLocalAudit({ file: trail, nowMs: 0, isReading: true })
  if (!opened.ok) {
    tell({ kind: 'ended', result: opened })
    return port.close()
  }
  try {
    tell({ kind: 'ended', result: await writePaper(opened.value.audit, paper, file, { progress: (percent) => tell({ kind: 'progress', percent }), signal: stop.signal }, partial) })
  } finally {
    await opened.value.close()
    port.close()
  }
}

if (parentPort !== null) void run(parentPort, workerData as PaperWorkerData) // what paper-host passed
