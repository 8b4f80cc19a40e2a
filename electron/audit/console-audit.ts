import type { AuditConfig } from '#shared/fleet/fleet-config'
import type { AuditBody, AuditConsole, AuditPerson } from '#shared/audit/entry'
import { entryOf } from '#shared/audit/read-entry'
import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import { minuteMs, secondMs } from '#shared/kernel/time'
import type { LocalAudit } from '#electron/adapters/sqlite/audit/local-audit'
import type { AuditFiles } from '#electron/ports/audit-files'
import type { FleetAudit } from '#electron/ports/audit-office'
import type { AuditTrail } from '#electron/ports/audit-trail'
import type { AuditStore } from '#electron/ports/audit-store'
import type { Ids, Timers } from '#electron/ports/clock'
import type { DeskStore } from '#electron/ports/desk-store'
import type { Logger } from '#electron/ports/logger'
import type { LockedObjectOperator } from '#electron/ports/operator/objects'
import { layAnchor, wantsAnchor } from './anchoring'
import { createAuditOffice, type RunningAuditOffice } from './audit-office'
import { createAuditTrail, type AuditTime, type RunningAuditTrail } from './audit-trail'
import { chainsOf, compareWithDesk, copyToDesk, learnFromDesk } from './desk-copies'
import { paperFiles } from './pack/write-paper'

export interface ConsoleAuditOptions {
  readonly open: () => Promise<Result<LocalAudit, AppError>>
  /** Absent: files are made in the thread that calls. */
  readonly files?: AuditFiles
  readonly who: () => AuditPerson
  readonly time: () => AuditTime
  readonly console: AuditConsole
  readonly ids: Pick<Ids, 'next'>
  /** Wall time. */
  readonly timers: Timers
  readonly logger: Logger
  /** Where entries are copied to; absent: nowhere. */
  readonly desk?: Pick<DeskStore, 'put' | 'say' | 'said' | 'records'>
  /** Absent: heads are kept nowhere else. */
  readonly anchors?: { readonly config: AuditConfig; readonly locked: () => Promise<LockedObjectOperator> }
  /** Something was written down, learnt or verified, or could not be. */
  readonly changed: () => void
}

export interface ConsoleAudit extends FleetAudit {
  readonly trail: RunningAuditTrail
  /** Looks after the trail until it stops: verifies it, copies it to the desk, learns from others, lays anchors. Once. */
  makeRounds(): void
  stop(): Promise<void>
}

const copyAfterMs = secondMs
const roundMs = 5 * minuteMs
/** The last anchor must not keep the program from ending. */
const leaveWithinMs = 1_500

/** The audit trail of one source at this console: kept in its file, which is opened by the first that is to be written or asked. */
export function createConsoleAudit(options: ConsoleAuditOptions): ConsoleAudit {
  const { console, ids, timers, logger, time, who, desk, anchors, changed } = options
  const closing = new AbortController()
  let opened: Promise<Result<LocalAudit & { readonly office: RunningAuditOffice }, AppError>> | undefined
  let copyTrouble: string | undefined
  let anchorTrouble: string | undefined
  let copying: Promise<void> | undefined
  let cancelCopy: (() => void) | undefined

  const genesis = (setAside: string | undefined, earlier: readonly string[]): { readonly chain: string; readonly body: AuditBody } => {
    const id = ids.next()
    const chain = `${console.machine.replace(/[^\w-]+/g, '-').slice(0, 60)}-${id.replace(/[^\w]/g, '').slice(0, 12)}`
    const begins = `The audit trail of ${console.machine} begins`
    const known = `the desk knows ${earlier.length === 1 ? 'an earlier one of it' : 'earlier ones of it'}: ${earlier.join(', ')}`
    const words = setAside !== undefined ? `${begins} anew: its file was damaged and was moved to ${setAside}${earlier.length === 0 ? '' : `; ${known}`}.` : earlier.length > 0 ? `${begins} anew, and ${known}. Its file is gone from here, or it lies elsewhere on this computer.` : `${begins}.`
    return { chain, body: { id, kind: 'genesis', ...time(), who: who(), console, what: 'audit.begun', words, ...(earlier.length === 0 ? {} : { input: { earlier } }), correlation: id } }
  }
  /** Of a computer that has no trail here: whether the desk was ever given one of it. What the desk does not answer is not waited for twice. */
  const earlierChains = async (audit: AuditStore): Promise<readonly string[]> => {
    const here = await audit.chains(null)
    if (desk === undefined || !here.ok || here.value.some(({ isOwn }) => isOwn)) return []
    return chainsOf(desk, console.machine)
  }

  const openNow = async (): Promise<Result<LocalAudit & { readonly office: RunningAuditOffice }, AppError>> => {
    const local = await options.open()
    if (!local.ok) return local
    const begun = await local.value.audit.begin(genesis(local.value.setAside, await earlierChains(local.value.audit)))
    if (!begun.ok) {
      await local.value.close()
      return begun
    }
    const { audit } = local.value
    const office = createAuditOffice({
      audit,
      files: options.files ?? paperFiles(audit),
      nowMs: () => time().atMs,
      isAnchored: anchors !== undefined,
      troubles: () => {
        const held = trail.held()
        return { ...(anchorTrouble === undefined ? {} : { anchorTrouble }), ...(copyTrouble === undefined ? {} : { copyTrouble }), ...(held === undefined ? {} : { held }) }
      },
      signal: closing.signal,
      ...(desk === undefined ? {} : { compare: (own) => compareWithDesk({ audit, desk }, own, time().atMs, closing.signal) }),
      verified: (findings) => {
        for (const { chain, wrong } of findings) if (wrong !== undefined) logger.error('audit.brokenChain', { chain, words: wrong.words })
        changed()
      },
    })
    return ok({ ...local.value, office })
  }
  /** What could not be opened is tried again by the next. */
  const file = async (): Promise<Result<LocalAudit & { readonly office: RunningAuditOffice }, AppError>> => {
    const mine = (opened ??= openNow())
    const known = await mine
    if (!known.ok && opened === mine) opened = undefined
    return known
  }

  const trail = createAuditTrail({
    append: async (bodies) => {
      const known = await file()
      return known.ok ? known.value.audit.append(bodies) : known
    },
    who,
    time,
    console,
    ids,
    timers,
    logger,
    kept: () => {
      changed()
      copySoon()
    },
    notKept: changed,
  })

  const copyNow = async (): Promise<void> => {
    const known = await file()
    if (!known.ok || desk === undefined) return
    const chains = await known.value.audit.chains(null)
    const own = chains.ok ? chains.value.find(({ isOwn }) => isOwn) : undefined
    if (own === undefined || own.copiedSeq === own.lastSeq) return
    const copied = await copyToDesk({ audit: known.value.audit, desk }, own, closing.signal)
    const trouble = copied.ok ? undefined : copied.error.message
    if (trouble !== copyTrouble) changed()
    copyTrouble = trouble
  }
  const copySoon = (): void => {
    if (desk === undefined || cancelCopy !== undefined || closing.signal.aborted) return
    cancelCopy = timers.after(copyAfterMs, 'audit entries go to the desk’s store', () => {
      cancelCopy = undefined
      copying = (copying ?? Promise.resolve()).then(copyNow).catch((cause: unknown) => logger.error('audit.copyBrokeOff', { words: String(cause) }))
    })
  }

  const learn = async (): Promise<void> => {
    const known = await file()
    if (!known.ok || desk === undefined) return
    const learnt = await learnFromDesk({ audit: known.value.audit, desk }, time().atMs, closing.signal)
    if (!learnt.ok) logger.warn('audit.notLearnt', { words: learnt.error.message })
    else if (learnt.value.learnt > 0) changed()
  }

  const anchor = async (signal: AbortSignal, isLeaving = false): Promise<void> => {
    const known = await file()
    if (!known.ok || anchors === undefined) return
    const { audit } = known.value
    const head = await ownHead(audit)
    const laid = await audit.anchors(null)
    if (head === undefined || !laid.ok) return
    const nowMs = time().atMs
    if (!wantsAnchor(laid.value.findLast(({ chain }) => chain === head.chain), head, nowMs, isLeaving)) return
    const done = await layAnchor({ config: anchors.config, locked: await anchors.locked(), signal }, head, nowMs, (seq) => hashAt(audit, head.chain, seq))
    anchorTrouble = done.ok ? undefined : done.error.message
    if (done.ok) await audit.anchored(done.value)
    else logger.error('audit.notAnchored', { words: done.error.message })
    if (!isLeaving) await trail.note({ what: 'audit.anchored', words: done.ok ? `Entry ${done.value.seq} was anchored.` : 'The chain could not be anchored.', outcome: done.ok ? { kind: 'done' } : { kind: 'failed', words: done.error.message } })
  }

  /** A file that cannot be opened now is tried again with each round; whoever shows the trail is told. */
  const openedSometime = async () => {
    while (!closing.signal.aborted) {
      const known = await file()
      if (known.ok) return known.value
      logger.error('audit.notOpened', { words: known.error.message })
      changed()
      await timers.sleep(roundMs, 'open the audit trail again', closing.signal)
    }
    return undefined
  }

  const rounds = async (): Promise<void> => {
    const known = await openedSometime()
    if (known === undefined) return
    await noteStart(known.audit, trail)
    await known.office.verify()
    while (!closing.signal.aborted) {
      await learn()
      copySoon()
      await anchor(closing.signal)
      await timers.sleep(roundMs, 'look after the audit trail', closing.signal)
    }
  }

  return {
    trail,
    ask: async (question) => {
      const known = await file()
      return known.ok ? question(known.value.office) : known
    },
    makeRounds: () => void rounds().catch((cause: unknown) => logger.error('audit.roundsBrokeOff', { words: String(cause) })),
    stop: async () => {
      const isOpen = opened !== undefined
      if (isOpen && console.surface === 'window') await trail.note({ what: 'console.stopped', words: 'The console was closed.', outcome: { kind: 'done' } })
      await trail.stop()
      cancelCopy?.()
      if (isOpen) {
        const late = new AbortController()
        const cancel = timers.after(leaveWithinMs, 'the last anchor of the day', () => late.abort())
        await Promise.race([Promise.all([copying, copyNow(), anchor(late.signal, true)]), aborted(late.signal)]).catch((cause: unknown) => logger.error('audit.leaveBrokeOff', { words: String(cause) }))
        cancel()
      }
      closing.abort()
      const known = await opened
      if (known?.ok !== true) return
      await known.value.office.settled()
      await known.value.close()
    },
  }
}

const aborted = (signal: AbortSignal): Promise<void> => new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))

async function ownHead(audit: AuditStore) {
  const chains = await audit.chains(null)
  const own = chains.ok ? chains.value.find(({ isOwn }) => isOwn) : undefined
  const hash = own === undefined ? undefined : await hashAt(audit, own.chain, own.lastSeq)
  return own === undefined || hash === undefined ? undefined : { chain: own.chain, seq: own.lastSeq, hash }
}

async function hashAt(audit: AuditStore, chain: string, seq: number): Promise<string | undefined> {
  const lines = await audit.lines({ chain, afterSeq: seq - 1, limit: 1 })
  return lines.ok && lines.value[0] !== undefined ? entryOf(lines.value[0])?.hash : undefined
}

/** That the console began, and what the one before it left without saying what came of it. */
async function noteStart(audit: AuditStore, trail: AuditTrail): Promise<void> {
  const [last, unended] = await Promise.all([audit.search({ what: 'console.', limit: 1 }), audit.openIntents({ limit: 100 })])
  const before = last.ok ? last.value.rows[0]?.entry : undefined
  const left = unended.ok ? unended.value.filter(({ seq }) => seq > (before?.seq ?? 0)) : []
  const wasClosed = before === undefined || before.body?.what === 'console.stopped'
  const words = wasClosed ? 'The console was opened.' : `The console was opened. The one before it ended without being closed${left.length === 0 ? '' : `: what came of ${left.length} deed${left.length === 1 ? '' : 's'} is not known`}.`
  await trail.note({ what: 'console.started', words, ...(left.length === 0 ? {} : { input: { unended: left.map(({ seq }) => seq) } }), outcome: { kind: 'done' } })
}
