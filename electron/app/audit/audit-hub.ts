import { createHash } from 'node:crypto'
import { hostname } from 'node:os'
import path from 'node:path'
import type { TrailMatter } from '#shared/alarms/matter'
import type { WatchStatus } from '#shared/fleet/watch-status'
import type { AuditPerson } from '#shared/audit/entry'
import { lockDeed, sessionDeeds, type ConsoleDeed } from '#shared/audit/session-changes'
import type { SessionsView } from '#shared/ipc/session-contract'
import type { LockView } from '#shared/session/lock'
import { secondMs } from '#shared/kernel/time'
import { startAuditHost } from '#electron/adapters/sqlite/audit/audit-host'
import { randomIds } from '#electron/adapters/system/ids'
import { createScaledTime } from '#electron/adapters/system/scaled-time'
import { auditedRuns } from '#electron/audit/audited-runs'
import type { AuditTime } from '#electron/audit/audit-trail'
import { createConsoleAudit, type ConsoleAudit } from '#electron/audit/console-audit'
import type { Publish } from '#electron/ipc/register'
import type { FleetAudit } from '#electron/ports/audit-office'
import type { AuditTrail } from '#electron/ports/audit-trail'
import type { Clock, Timers } from '#electron/ports/clock'
import type { Logger } from '#electron/ports/logger'
import type { OpenSourceDesk } from '../desk/source-desk'
import type { OpenSource } from '../fleet/open-source'
import type { StartWatch } from '../fleet/hosted-watch'
import { createPaperHost } from './paper-host'
import { createTrailWatch } from './trail-watch'

export interface AuditHubDeps {
  readonly folder: string
  /** The built worker: `out/main/database-worker.cjs`. */
  readonly workerPath: string
  /** The built worker that writes files of a trail: `out/main/paper-worker.cjs`. */
  readonly paperWorkerPath: string
  readonly sessions: () => SessionsView
  /** The page has drawn: before that no worker takes the processor from it. */
  readonly drawn: Promise<void>
  readonly publish: Publish
  /** What is wrong with the trail of the source of this key. */
  readonly heed: (key: string, matters: readonly TrailMatter[]) => void
  readonly clock: Clock
  readonly timers: Timers
  readonly logger: Logger
}

/**
 * The audit trails of this console: one a source, so that training and real desks never mix, and one for what is done while no source is watched.
 */
export interface AuditHub extends FleetAudit {
  /** Of the source that is watched now. */
  readonly trail: AuditTrail
  /** Of this source, also once another is watched. */
  trailOf(open: OpenSource): AuditTrail
  /** The desk of a source, with its trail: opened with it, closed before it; lines of its runs are written down. */
  withDesk(openDesk: OpenSourceDesk): OpenSourceDesk
  /** AWS time of a source, as its watch says. */
  withWatch(start: StartWatch): StartWatch
  readonly sessionsChanged: (view: SessionsView) => void
  readonly lockChanged: (view: LockView) => void
  stop(): Promise<void>
}

const firstRoundMs = 20 * secondMs
const tellEveryMs = secondMs

export function createAuditHub({ folder, workerPath, paperWorkerPath, sessions, drawn, publish, heed, clock, timers, logger }: AuditHubDeps): AuditHub {
  const audits = new Map<OpenSource, ConsoleAudit>()
  const offsets = new WeakMap<OpenSource, number>()
  let seen: SessionsView | undefined
  let isLocked = false
  let isTelling = false

  const changed = (): void => {
    if (isTelling) return
    isTelling = true
    timers.after(tellEveryMs, 'tell the window of the audit trail', () => {
      isTelling = false
      publish('audit.changed', null)
    })
  }
  const who = (): AuditPerson => {
    const [first] = sessions().operators
    if (first === undefined) return { person: 'not known' }
    return { person: first.operator, principal: [first.account, ...(first.role === undefined ? [] : [first.role]), first.operator].join('/') }
  }
  const fileOf = (key: string): string => path.join(folder, `${createHash('sha256').update(key).digest('hex').slice(0, 16)}.sqlite`)
  const shared = { who, console: { machine: hostname(), surface: 'window' }, ids: randomIds, timers, logger, changed } as const

  const withoutSource = createConsoleAudit({
    ...shared,
    open: async () => {
      await drawn
      return startAuditHost(workerPath, { file: fileOf('console'), nowMs: clock.nowMs() })
    },
    files: createPaperHost(paperWorkerPath, fileOf('console')),
    time: () => ({ atMs: clock.nowMs(), skewMs: null }),
  })
  const current = (): ConsoleAudit => [...audits.values()].at(-1) ?? withoutSource

  const enter: (...args: [...Parameters<OpenSourceDesk>, ReturnType<OpenSourceDesk>['store']]) => { readonly audit: ConsoleAudit; readonly leave: () => void } = (key, open, store) => {
    const { access, time } = open
    const scaled = time === undefined ? undefined : createScaledTime(time.scale())
    const stopRescale = time === undefined || scaled === undefined ? () => undefined : time.onRescale((scale) => scaled.rescale(scale))
    const now = (): AuditTime => {
      if (scaled !== undefined) return { atMs: Math.round(scaled.clock.nowMs()), skewMs: null }
      const offsetMs = offsets.get(open)
      // A simulated AWS has a time of its own, which tells nothing of this computer's clock.
      return { atMs: Math.round(clock.nowMs() + (offsetMs ?? 0)), skewMs: offsetMs === undefined || access.endpoint !== undefined ? null : Math.round(-offsetMs) }
    }
    const { audit: config } = access.config
    const audit = createConsoleAudit({
      ...shared,
      changed: () => {
        changed()
        watch.changed()
      },
      // The embedded training fleet's time and desk begin anew with every start, and so does what was done there.
      open: async () => {
        await drawn
        return startAuditHost(workerPath, { file: fileOf(key), anew: time !== undefined, nowMs: clock.nowMs() })
      },
      files: createPaperHost(paperWorkerPath, fileOf(key)),
      time: now,
      desk: store,
      ...(config === undefined ? {} : { anchors: { config, locked: async () => (await import('./locked-objects')).lockedObjects(access, config) } }),
    })
    const watch = createTrailWatch({ audit, nowMs: () => now().atMs, timers, heed: (matters) => heed(key, matters) })
    audits.set(open, audit)
    const cancelRounds = timers.after(firstRoundMs, 'the audit trail’s first round', () => audit.makeRounds())
    return {
      audit,
      leave: () => {
        cancelRounds()
        watch.stop()
        heed(key, [])
        stopRescale()
      },
    }
  }

  const note = ({ what, words, session }: ConsoleDeed): void =>
    void current().trail.note({ what, words, outcome: { kind: 'done' }, ...(session === undefined ? {} : { about: { kind: 'session', id: session } }) })

  const trailOf = (find: () => ConsoleAudit): AuditTrail => ({ intend: (deed) => find().trail.intend(deed), note: (deed) => find().trail.note(deed) })

  return {
    trail: trailOf(current),
    trailOf: (open) => {
      const own = audits.get(open)
      return trailOf(() => own ?? withoutSource)
    },
    ask: (question) => current().ask(question),
    withDesk: (openDesk) => (key, open) => {
      const desk = openDesk(key, open)
      const { audit, leave } = enter(key, open, desk.store)
      return {
        ...desk,
        store: auditedRuns(desk.store, audit.trail),
        stop: async () => {
          leave()
          await audit.stop()
          audits.delete(open)
          await desk.stop()
        },
      }
    },
    withWatch: (start) => (open, cached, listener, remembered) =>
      start(open, cached, { ...listener, status: (status: WatchStatus) => { if (status.awsOffsetMs !== undefined) offsets.set(open, status.awsOffsetMs); listener.status(status) } }, remembered),
    sessionsChanged: (view) => {
      for (const deed of sessionDeeds(seen, view)) note(deed)
      seen = view
    },
    lockChanged: (view) => {
      const deed = lockDeed(isLocked, view)
      isLocked = view.locked
      if (deed !== undefined) note(deed)
    },
    stop: () => withoutSource.stop(),
  }
}
