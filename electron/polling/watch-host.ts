import { Worker } from 'node:worker_threads'
import { assertNever } from '#shared/kernel/assert-never'
import type { DeskAlarms } from '#shared/alarms/desk-alarm'
import type { Standing } from '#shared/alarms/matter'
import type { FleetConfig } from '#shared/fleet/fleet-config'
import type { FleetPatch, FleetSnapshot, FleetTable } from '#shared/fleet/table'
import type { TenantDetail } from '#shared/fleet/tenant-view'
import type { Source, WatchStatus } from '#shared/fleet/watch-status'
import type { DeskWord } from '#shared/maintenance/leftover'
import type { PlanScope, PlanSelection } from '#shared/maintenance/plan-scope'
import type { AwsMaintenance } from '#shared/maintenance/window-view'
import type { HistoryItem } from '#shared/history/batch'
import type { TenantRecovery } from '#shared/recovery/recovery'
import type { RememberedProbe } from '#shared/probes/remembered'
import type { TimeScale } from '#electron/adapters/system/scaled-time'
import type { Timers } from '#electron/ports/clock'
import type { CredentialSource } from '#electron/ports/credentials'
import type { Logger } from '#electron/ports/logger'
import type { FromWatchWorker, QuestionName, ToWatchWorker, WatchQuestions, WatchWorkerData } from './worker-messages'

/**
 * The watch in its own thread, as main sees it.
 *
 * 1. Main answers credential requests and hands tables on; it parses nothing.
 * 2. A worker that dies is started again with a new epoch, later and later while it keeps dying. Questions asked meanwhile wait for the
 *    new one; those under way reject, and so does every question after `stop`.
 */
export interface WatchHost {
  snapshot(): Promise<FleetSnapshot>
  tenant(id: string): Promise<TenantDetail | undefined>
  recovery(which: WatchQuestions['recovery']['input']): Promise<readonly TenantRecovery[]>
  planScope(selection: PlanSelection): Promise<PlanScope>
  awsMaintenance(): Promise<readonly AwsMaintenance[]>
  alarms(): Promise<DeskAlarms>
  alarmHistory(alarm: string): Promise<WatchQuestions['alarmHistory']['output']>
  metrics(question: WatchQuestions['metrics']['input']): Promise<WatchQuestions['metrics']['output']>
  leaveMetrics(): Promise<null>
  logHits(tenant: string): Promise<WatchQuestions['logHits']['output']>
  status(): Promise<WatchStatus>
  refresh(which: { readonly tenant?: string | undefined; readonly account?: string | undefined }): Promise<number>
  /** Training: its time jumped or changed speed. */
  rescale(scale: TimeScale): void
  /** What the desk knows of its maintenance windows. */
  heed(word: DeskWord): void
  resume(): void
  /** Keys that were handed out are not to be used any more, and everything is asked again. */
  accessChanged(): void
  stop(): Promise<void>
}

export interface WatchHostOptions {
  readonly config: FleetConfig
  readonly source: Source
  readonly notYet?: readonly string[]
  /** A checked loopback endpoint; absent: AWS. */
  readonly endpoint?: string
  readonly timeScale?: TimeScale
  readonly cachedTable?: FleetTable
  readonly rememberedProbes?: readonly RememberedProbe[]
  readonly credentials: CredentialSource
  /** The built worker: `out/main/watch-worker.cjs`. */
  readonly workerPath: string
  /** Wall time: for the pause before a restart. */
  readonly timers: Timers
  readonly logger: Logger
  readonly onPatch: (patch: FleetPatch) => void
  readonly onStatus: (status: WatchStatus) => void
  /** What changed, to be kept. */
  readonly onHistory?: (items: readonly HistoryItem[]) => void
  /** What is worth waking somebody for, whenever it differs. */
  readonly onStanding?: (standing: Standing) => void
  /** It died and runs again: a new epoch. */
  readonly onRestarted: (epoch: string) => void
  /** It died; a restart follows. */
  readonly onFailure?: (words: string) => void
}

const firstPauseMs = 500
const longestPauseMs = 30_000
const stopPatienceMs = 5_000

/** Starts the worker; resolves once it runs, rejects when it does not. */
export async function startWatchHost(options: WatchHostOptions): Promise<WatchHost> {
  let timeScale = options.timeScale
  let deskWord: DeskWord | undefined
  let stopping = false
  let deaths = 0
  let current = launch()
  await current

  function launch(): Promise<RunningWorker> {
    const data: WatchWorkerData = {
      config: options.config,
      source: options.source,
      notYet: options.notYet ?? [],
      ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint }),
      ...(timeScale === undefined ? {} : { timeScale }),
      ...(deaths > 0 || options.cachedTable === undefined ? {} : { cachedTable: options.cachedTable }),
      ...(deaths > 0 || options.rememberedProbes === undefined ? {} : { rememberedProbes: options.rememberedProbes }),
    }
    return startWorker(options, data, (words) => {
      if (stopping) return
      deaths += 1
      options.logger.error('watch.died', { words, deaths })
      options.onFailure?.(words)
      current = restart()
      // Whoever asks meanwhile awaits it; a restart that fails was logged and leads to the next.
      current.catch(() => undefined)
    })
  }
  async function restart(): Promise<RunningWorker> {
    await options.timers.sleep(Math.min(longestPauseMs, firstPauseMs * 2 ** (deaths - 1)), 'the watch is started again')
    if (stopping) throw new Error('The watch was stopped.')
    const worker = await launch()
    // Who died had heard it.
    if (deskWord !== undefined) worker.tell({ kind: 'heed', word: deskWord })
    options.onRestarted(worker.epoch)
    return worker
  }
  const ask = async <N extends QuestionName>(name: N, input: WatchQuestions[N]['input']): Promise<WatchQuestions[N]['output']> => (await current).ask(name, input)
  const tell = (message: ToWatchWorker): void => {
    current.then((worker) => worker.tell(message), () => undefined)
  }

  return {
    snapshot: () => ask('snapshot', null),
    tenant: (id) => ask('tenant', id),
    recovery: (which) => ask('recovery', which),
    planScope: (selection) => ask('planScope', selection),
    awsMaintenance: () => ask('awsMaintenance', null),
    alarms: () => ask('alarms', null),
    alarmHistory: (alarm) => ask('alarmHistory', alarm),
    metrics: (question) => ask('metrics', question),
    leaveMetrics: () => ask('leaveMetrics', null),
    logHits: (tenant) => ask('logHits', tenant),
    status: () => ask('status', null),
    refresh: (which) => ask('refresh', which),
    rescale: (scale) => {
      timeScale = scale
      tell({ kind: 'rescale', timeScale: scale })
    },
    heed: (word) => {
      deskWord = { ...deskWord, ...word }
      tell({ kind: 'heed', word })
    },
    resume: () => tell({ kind: 'resume' }),
    accessChanged: () => tell({ kind: 'accessChanged' }),
    stop: async () => {
      stopping = true
      const worker = await current.catch(() => undefined)
      if (worker === undefined) return
      worker.tell({ kind: 'stop' })
      const patience = new AbortController()
      await Promise.race([worker.ended, options.timers.sleep(stopPatienceMs, 'the watch ends', patience.signal)])
      patience.abort()
      await worker.terminate()
    },
  }
}

interface RunningWorker {
  readonly epoch: string
  readonly ended: Promise<void>
  ask<N extends QuestionName>(name: N, input: WatchQuestions[N]['input']): Promise<WatchQuestions[N]['output']>
  tell(message: ToWatchWorker): void
  terminate(): Promise<void>
}

interface OpenQuestion {
  // The worker answers each question with its own output: the id says which.
  readonly resolve: (value: never) => void
  readonly reject: (cause: Error) => void
}

function startWorker(options: WatchHostOptions, data: WatchWorkerData, died: (words: string) => void): Promise<RunningWorker> {
  const { logger, credentials } = options
  const worker = new Worker(options.workerPath, { workerData: data, name: 'watch' })
  const tell = (message: ToWatchWorker): void => worker.postMessage(message)
  const open = new Map<number, OpenQuestion>()
  let lastId = 0
  let words = 'The watch ended.'
  let isGone = false

  const handOut = async (id: number, account: string): Promise<void> => {
    tell({ kind: 'credentials', id, result: await credentials.forAccount(account) })
  }
  return new Promise((started, failed) => {
    const ended = new Promise<void>((resolve) => {
      worker.once('exit', () => {
        isGone = true
        resolve()
        const cause = new Error(words)
        for (const question of open.values()) question.reject(cause)
        open.clear()
        failed(cause)
        died(words)
      })
    })
    worker.on('error', (cause) => {
      words = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)
    })
    const running = (epoch: string): RunningWorker => ({
      epoch,
      ended,
      tell,
      ask: (name, input) =>
        new Promise((resolve, reject) => {
          if (isGone) return reject(new Error(words))
          const id = ++lastId
          open.set(id, { resolve, reject })
          tell({ kind: 'question', id, name, input } as ToWatchWorker) // name and input belong together by the signature
        }),
      terminate: async () => void (await worker.terminate()),
    })
    worker.on('message', (message: FromWatchWorker) => {
      switch (message.kind) {
        case 'started':
          return started(running(message.epoch))
        case 'answer':
          open.get(message.id)?.resolve(message.value as never)
          return void open.delete(message.id)
        case 'patch':
          return options.onPatch(message.patch)
        case 'status':
          return options.onStatus(message.status)
        case 'history':
          return options.onHistory?.(message.items)
        case 'standing':
          return options.onStanding?.(message.standing)
        case 'askCredentials':
          return void handOut(message.id, message.account)
        case 'dropCredentials':
          return credentials.drop(message.account)
        case 'log':
          return logger[message.level](message.event, message.fields)
        case 'stopped':
          return undefined
        default:
          return assertNever(message)
      }
    })
  })
}
