import { parentPort, workerData } from 'node:worker_threads'
import { assertNever } from '#shared/kernel/assert-never'
import { createAwsReaders } from '#electron/adapters/aws/index'
import { createProber } from '#electron/adapters/http/prober'
import { randomIds } from '#electron/adapters/system/ids'
import { realClock, realTimers } from '#electron/adapters/system/real-time'
import { createScaledTime } from '#electron/adapters/system/scaled-time'
import { awsMaintenance } from '#shared/maintenance/aws-maintenance'
import { planScope } from '#shared/maintenance/plan-scope'
import type { TenantView } from '#shared/fleet/tenant-view'
import { tenantRecovery } from '#shared/recovery/tenant-recovery'
import type { Logger } from '#electron/ports/logger'
import { createAskedCredentials } from './asked-credentials'
import { createWatch, type Watch } from './watch'
import type { FromWatchWorker, ToWatchWorker, WatchQuestions, WatchWorkerData } from './worker-messages'

/** Entry of the watch's worker thread: builds the watch from `workerData` and speaks worker-messages with main. */
function run(port: NonNullable<typeof parentPort>, data: WatchWorkerData): void {
  const tell = (message: FromWatchWorker): void => port.postMessage(message)
  const logger: Logger = {
    info: (event, fields) => tell({ kind: 'log', level: 'info', event, ...(fields === undefined ? {} : { fields }) }),
    warn: (event, fields) => tell({ kind: 'log', level: 'warn', event, ...(fields === undefined ? {} : { fields }) }),
    error: (event, fields) => tell({ kind: 'log', level: 'error', event, ...(fields === undefined ? {} : { fields }) }),
  }
  const scaled = data.timeScale === undefined ? undefined : createScaledTime(data.timeScale)
  const { clock, timers } = scaled ?? { clock: realClock, timers: realTimers }
  const credentials = createAskedCredentials(
    realClock,
    (id, account) => tell({ kind: 'askCredentials', id, account }),
    (account) => tell({ kind: 'dropCredentials', account }),
  )
  const readers = createAwsReaders({ ...(data.endpoint === undefined ? {} : { endpoint: data.endpoint }), credentials, tags: data.config.tags, clock, timers })
  const watch = createWatch({
    config: data.config,
    source: data.source,
    readers,
    // Sockets run on the wall's time, however fast a training fleet's does.
    prober: createProber({ clock: realClock, timers: realTimers }),
    clock,
    timers,
    ids: randomIds,
    logger,
    publish: { patch: (patch) => tell({ kind: 'patch', patch }), status: (status) => tell({ kind: 'status', status }), history: (items) => tell({ kind: 'history', items }), standing: (standing) => tell({ kind: 'standing', standing }) },
    notYet: data.notYet,
    speed: () => scaled?.scale().speed ?? 1,
    keys: (account) => credentials.forAccount(account),
    credentialsUntilMs: (account) => credentials.endAtMs(account),
    ...(data.rememberedProbes === undefined ? {} : { rememberedProbes: data.rememberedProbes }),
    ...(data.cachedTable === undefined ? {} : { cachedTable: data.cachedTable }),
  })

  port.on('message', (message: ToWatchWorker) => {
    switch (message.kind) {
      case 'question':
        // Answers of charts, of an alarm's history and of logs take a request; all others are told at once, in the order of the patches.
        if (message.name === 'alarmHistory') return void watch.alarmHistory(message.input).then((value) => tell({ kind: 'answer', id: message.id, value }))
        if (message.name === 'logHits') return void watch.logHits(message.input).then((value) => tell({ kind: 'answer', id: message.id, value }))
        if (message.name === 'metrics') return void watch.metrics(message.input).then((value) => tell({ kind: 'answer', id: message.id, value }))
        return tell({ kind: 'answer', id: message.id, value: answer(watch, message, data.config.tags) })
      case 'credentials':
        return credentials.answered(message.id, message.result)
      case 'rescale':
        scaled?.rescale(message.timeScale)
        // Receivers count time on from the last status: a jump must reach them before the next poll does.
        return tell({ kind: 'status', status: watch.status() })
      case 'heed':
        return watch.heed(message.word)
      case 'resume':
        return watch.resume()
      case 'accessChanged':
        credentials.forget()
        return void watch.refresh({})
      case 'stop':
        return void watch.stop().then(() => {
          tell({ kind: 'stopped' })
          port.close()
        })
      default:
        return assertNever(message)
    }
  })
  tell({ kind: 'started', epoch: watch.epoch })
  watch.start()
}

type AnsweredAtOnce = Exclude<Extract<ToWatchWorker, { kind: 'question' }>, { name: 'metrics' | 'alarmHistory' | 'logHits' }>

function answer(watch: Watch, question: AnsweredAtOnce, tags: WatchWorkerData['config']['tags']): WatchQuestions[typeof question.name]['output'] {
  switch (question.name) {
    case 'snapshot':
      return watch.snapshot()
    case 'tenant':
      watch.look(question.input)
      return watch.tenant(question.input)
    case 'recovery': {
      const { ids, timeZone } = question.input
      return ids.flatMap((id) => watch.tenant(id) ?? []).map((tenant) => tenantRecovery(tenant, timeZone))
    }
    case 'planScope':
      return planScope(viewsOf(watch), question.input, tags)
    case 'awsMaintenance':
      return awsMaintenance(viewsOf(watch))
    case 'alarms':
      return watch.alarms()
    case 'leaveMetrics':
      watch.leaveMetrics()
      return null
    case 'status':
      return watch.status()
    case 'refresh':
      return watch.refresh(question.input)
    default:
      return assertNever(question)
  }
}

const viewsOf = (watch: Watch): readonly TenantView[] => watch.tenants().map(({ view }) => view)

if (parentPort !== null) run(parentPort, workerData as WatchWorkerData) // what watch-host passed
