// Speaks worker-messages in place of the watch: answers, asks for credentials, and dies when asked about the tenant "die".
const { parentPort, workerData } = require('node:worker_threads')

const epoch = `epoch of ${workerData.timeScale?.speed ?? 'wall'}, cached ${workerData.cachedTable !== undefined}`
parentPort.on('message', (message) => {
  if (message.kind === 'stop') {
    parentPort.postMessage({ kind: 'stopped' })
    parentPort.close()
  }
  if (message.kind === 'rescale') parentPort.postMessage({ kind: 'log', level: 'info', event: 'rescaled', fields: { speed: message.timeScale.speed } })
  if (message.kind === 'credentials') parentPort.postMessage({ kind: 'log', level: 'info', event: 'credentials', fields: { ok: message.result.ok, id: message.id } })
  if (message.kind !== 'question') return
  if (message.name === 'tenant' && message.input === 'die') throw new Error('died as asked')
  if (message.name === 'tenant' && message.input === 'sign in') parentPort.postMessage({ kind: 'askCredentials', id: 1, account: '111122223333' })
  if (message.name === 'tenant' && message.input === 'refused') parentPort.postMessage({ kind: 'dropCredentials', account: '111122223333' })
  parentPort.postMessage({ kind: 'answer', id: message.id, value: message.name === 'refresh' ? 4 : { name: message.name, input: message.input } })
})
parentPort.postMessage({ kind: 'started', epoch })
