import { describe, expect, it } from 'vitest'
import { createVirtualTime } from '#electron/adapters/system/virtual-time'
import { createWindowLock } from '#electron/app/access/window-lock'
import type { SessionsView } from '#shared/ipc/session-contract'
import { appError, type AppError } from '#shared/kernel/app-error'
import { minuteMs, secondMs } from '#shared/kernel/time'
import { err, ok, type Result } from '#shared/kernel/result'
import type { LockView, UnlockWay } from '#shared/session/lock'
import type { SessionState } from '#shared/session/session-state'
import { silentLogger } from '#test/fakes/fake-watch-parts'

const startMs = Date.UTC(2026, 10, 21, 6)
const active: SessionState = { kind: 'active', sinceMs: startMs, expiresAtMs: startMs + 3_600_000, renewable: true }
const waiting = (attemptId: string): SessionState => ({ kind: 'awaitingBrowser', attemptId, startedAtMs: startMs, expiresAtMs: startMs + 300_000, returnTo: active })
const viewWith = (state: SessionState): SessionsView => ({ sessions: [{ name: 'main', state }] }) as unknown as SessionsView // what the lock looks at

function open({ afterMinutes = 15, ways = ['signIn'], kept }: { readonly afterMinutes?: number; readonly ways?: readonly UnlockWay[]; readonly kept?: unknown } = {}) {
  const time = createVirtualTime(startMs)
  const told: LockView[] = []
  const saved: unknown[] = []
  const signIns: string[] = []
  const desk = { idleSeconds: 0, afterMinutes, osAnswer: ok(undefined) as Result<void, AppError>, asked: 0, signIns, startFails: false }
  const lock = createWindowLock({
    clock: time.clock,
    timers: time.timers,
    logger: silentLogger,
    idleSeconds: () => desk.idleSeconds,
    lockAfterMinutes: async () => desk.afterMinutes,
    unlocking: () => ({ ways, note: 'How it is.' }),
    osPrompt: async () => {
      desk.asked += 1
      return desk.osAnswer
    },
    signIn: async (session) => {
      if (desk.startFails) return err(appError('notFound', 'No such session.'))
      signIns.push(session)
      return ok({ attemptId: `attempt-${signIns.length}` })
    },
    store: { load: async () => kept, save: async (document) => (saved.push(document), ok(null)) },
    changed: (view) => told.push(view),
  })
  const advance = (ms: number): Promise<void> => time.advanceTo(time.clock.nowMs() + ms, async () => Promise.resolve())
  return { lock, desk, told, saved, advance, isLocked: () => lock.view().locked }
}

describe('The lock', () => {
  it('covers after the minutes of the settings without keyboard and mouse, and not before', async () => {
    const { lock, desk, advance, isLocked, told } = open()
    await lock.start()
    desk.idleSeconds = 15 * 60 - 1
    await advance(6 * secondMs)
    expect(isLocked()).toBe(false)
    desk.idleSeconds = 15 * 60
    await advance(6 * secondMs)
    expect(lock.view()).toMatchObject({ locked: true, why: 'idle', ways: ['signIn'], note: 'How it is.' })
    expect(told).toHaveLength(1)
    lock.stop()
  })

  it('never covers by itself when the settings say so, but follows the computer’s own lock', async () => {
    const { lock, desk, advance, isLocked } = open({ afterMinutes: 0 })
    await lock.start()
    desk.idleSeconds = 10 * 3_600
    await advance(minuteMs)
    lock.woke(10 * 60 * minuteMs)
    expect(isLocked()).toBe(false)
    lock.systemLocked()
    expect(lock.view()).toMatchObject({ locked: true, why: 'system' })
    lock.stop()
  })

  it('takes new settings at once', async () => {
    const { lock, desk, advance, isLocked } = open({ afterMinutes: 0 })
    await lock.start()
    desk.idleSeconds = 600
    desk.afterMinutes = 5
    await lock.settingsChanged()
    await advance(6 * secondMs)
    expect(isLocked()).toBe(true)
    lock.stop()
  })

  it('counts a sleep as absence: covered before anybody sees what was there', async () => {
    const { lock, isLocked } = open()
    await lock.start()
    lock.woke(14 * minuteMs)
    expect(isLocked()).toBe(false)
    lock.woke(15 * minuteMs)
    expect(lock.view()).toMatchObject({ locked: true, why: 'idle' })
    lock.stop()
  })

  it('outlives the program: it starts covered, and an uncovered one does not', async () => {
    for (const [kept, expected] of [[{ locked: true }, true], [{ locked: false }, false], [undefined, false], ['broken', false], [{ locked: 'yes' }, false]] as const) {
      const { lock, isLocked } = open({ kept })
      await lock.start()
      expect(isLocked()).toBe(expected)
      lock.stop()
    }
    const { lock, saved } = open({ ways: ['confirm'] })
    lock.lockNow()
    await lock.unlock({ way: 'confirm' })
    expect(saved).toEqual([{ locked: true }, { locked: false }])
  })

  it('stays as it was when it is locked again, and unlocking an open window is nothing', async () => {
    const { lock, told, saved } = open({ ways: ['confirm'] })
    expect(await lock.unlock({ way: 'confirm' })).toMatchObject({ ok: true, value: { locked: false } })
    lock.lockNow()
    lock.systemLocked()
    expect(lock.view()).toMatchObject({ why: 'operator' })
    expect([told.length, saved.length]).toEqual([1, 1])
  })
})

describe('Unlocking by the operating system', () => {
  it('uncovers when the system knows the operator', async () => {
    const { lock, desk, told } = open({ ways: ['osPrompt', 'signIn'] })
    lock.systemLocked()
    expect(await lock.unlock({ way: 'osPrompt' })).toMatchObject({ ok: true, value: { locked: false } })
    expect(desk.asked).toBe(1)
    expect(told.map(({ locked }) => locked)).toEqual([true, false])
  })

  it('stays covered when the system refuses or the operator cancels', async () => {
    const { lock, desk, isLocked } = open({ ways: ['osPrompt'] })
    lock.lockNow()
    desk.osAnswer = err(appError('forbidden', 'Not recognised.'))
    expect(await lock.unlock({ way: 'osPrompt' })).toMatchObject({ ok: false, error: { message: 'Not recognised.' } })
    expect(isLocked()).toBe(true)
  })

  it('is not asked where the system has no prompt', async () => {
    const { lock, desk, isLocked } = open({ ways: ['signIn'] })
    lock.lockNow()
    for (const way of ['osPrompt', 'confirm'] as const) expect(await lock.unlock({ way })).toMatchObject({ ok: false, error: { kind: 'forbidden' } })
    expect([desk.asked, isLocked()]).toEqual([0, true])
  })
})

describe('Unlocking by signing in again', () => {
  const begun = async () => {
    const opened = open()
    opened.lock.lockNow()
    expect(await opened.lock.unlock({ way: 'signIn', session: 'main', method: 'browser' })).toMatchObject({ ok: true, value: { locked: true } })
    opened.lock.sessionsChanged(viewWith(waiting('attempt-1')))
    return opened
  }

  it('uncovers when that sign-in succeeds, and not when it begins', async () => {
    const { lock, isLocked } = await begun()
    expect(isLocked()).toBe(true)
    lock.sessionsChanged(viewWith({ ...active, sinceMs: startMs + 1 }))
    expect(isLocked()).toBe(false)
  })

  it('stays covered when it is cancelled, denied or runs out, although the session lives on', async () => {
    for (const outcome of ['cancelled', 'denied', 'timedOut', 'failed'] as const) {
      const { lock, isLocked } = await begun()
      lock.sessionsChanged(viewWith({ ...active, lastAttempt: { outcome, atMs: startMs, message: 'No.' } }))
      expect(isLocked()).toBe(true)
      lock.sessionsChanged(viewWith(active))
      expect(isLocked()).toBe(true)
    }
  })

  it('is not done by another session, nor by a renewal, nor by a sign-in that was not begun here', async () => {
    const { lock, isLocked } = open()
    lock.lockNow()
    lock.sessionsChanged(viewWith({ ...active, kind: 'refreshing' }))
    lock.sessionsChanged(viewWith(active))
    lock.sessionsChanged(viewWith(waiting('foreign')))
    lock.sessionsChanged(viewWith(active))
    expect(isLocked()).toBe(true)
    await lock.unlock({ way: 'signIn', session: 'other', method: 'browser' })
    lock.sessionsChanged(viewWith(active))
    expect(isLocked()).toBe(true)
  })

  it('says why it could not be begun', async () => {
    const { lock, desk, isLocked } = open()
    lock.lockNow()
    desk.startFails = true
    expect(await lock.unlock({ way: 'signIn', session: 'gone', method: 'deviceCode' })).toMatchObject({ ok: false, error: { kind: 'notFound' } })
    expect(isLocked()).toBe(true)
  })

  it('locked once more meanwhile, an old sign-in does not uncover', async () => {
    const { lock, isLocked } = open({ ways: ['signIn', 'confirm'] })
    lock.lockNow()
    await lock.unlock({ way: 'signIn', session: 'main', method: 'browser' })
    lock.sessionsChanged(viewWith(waiting('attempt-1')))
    await lock.unlock({ way: 'confirm' })
    lock.systemLocked()
    lock.sessionsChanged(viewWith(active))
    expect(isLocked()).toBe(true)
  })
})
