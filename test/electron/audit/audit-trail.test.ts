import { describe, expect, it } from 'vitest'
import type { AuditBody } from '#shared/audit/entry'
import { appError } from '#shared/kernel/app-error'
import { err, ok } from '#shared/kernel/result'
import { createAuditTrail } from '#electron/audit/audit-trail'
import { withCorrelation } from '#electron/audit/correlation'
import { rememberingLogger } from '#test/fakes/remembering-logger'

function trailOver() {
  const kept: AuditBody[] = []
  const wakeups: (() => void)[] = []
  const disk = { isFull: false }
  const told: string[] = []
  let now = 100
  let id = 0
  const trail = createAuditTrail({
    append: async (bodies) => {
      if (disk.isFull) return err(appError('storageFailed', 'The disk is full.'))
      kept.push(...bodies)
      return ok([])
    },
    who: () => ({ person: 'ana' }),
    time: () => ({ atMs: (now += 1), skewMs: 0 }),
    console: { machine: 'night-desk', surface: 'window' },
    ids: { next: () => `id-${(id += 1)}` },
    timers: { after: (_delayMs, _reason, run) => (wakeups.push(run), () => undefined), sleep: async () => undefined },
    logger: rememberingLogger().logger,
    kept: () => undefined,
    notKept: () => void told.push(trail.held()?.why ?? ''),
  })
  return { trail, kept, disk, wakeups, told }
}

const deed = { what: 'support.end', words: 'Ended the grant g-1.', about: { kind: 'grant', id: 'g-1' } } as const

describe('The audit trail', () => {
  it('keeps an intent before it lets act, and the outcome under its id', async () => {
    const { trail, kept } = trailOver()
    const intent = await trail.intend({ ...deed, input: { id: 'g-1', left: undefined }, tenants: ['b', 'a', 'b'] })
    expect(kept).toMatchObject([{ kind: 'intent', input: { id: 'g-1' }, tenants: ['a', 'b'], who: { person: 'ana' } }])
    if (intent.ok) await intent.value.outcome({ kind: 'failed', words: 'AWS did not answer.' })
    expect(kept[1]).toMatchObject({ kind: 'outcome', of: kept[0]!.id, correlation: kept[0]!.correlation, outcome: { kind: 'failed' } })
  })

  it('refuses in words what it cannot keep first', async () => {
    const { trail, disk, kept } = trailOver()
    disk.isFull = true
    expect(await trail.intend(deed)).toMatchObject({ ok: false, error: { kind: 'storageFailed', message: 'The disk is full. It was not done: what cannot be written down first is not done here.' } })
    disk.isFull = false
    await trail.note({ ...deed, outcome: { kind: 'done' } })
    expect(kept).toHaveLength(1)
  })

  it('holds nobody in: what closes is done, and kept as soon as that works, before what came of it', async () => {
    const { trail, disk, kept, told } = trailOver()
    disk.isFull = true
    const intent = await trail.intend({ ...deed, closes: true })
    if (!intent.ok) throw new Error(intent.error.message)
    await intent.value.outcome({ kind: 'done' })
    expect([kept, trail.held()?.entries, told]).toEqual([[], 2, ['The disk is full.']])
    disk.isFull = false
    await trail.note({ ...deed, what: 'last', outcome: { kind: 'done' } })
    expect(kept.map(({ kind, of }) => [kind, of])).toEqual([['intent', undefined], ['outcome', intent.value.id], ['note', undefined]])
  })

  it('holds what has happened until it can be kept, in the order and with the time in which it was said', async () => {
    const { trail, disk, kept, wakeups, told } = trailOver()
    const intent = await trail.intend(deed)
    disk.isFull = true
    if (intent.ok) await intent.value.outcome({ kind: 'done' })
    await trail.note({ ...deed, what: 'lock.locked', outcome: { kind: 'done' } })
    expect(trail.held()).toEqual({ entries: 2, why: 'The disk is full.' })
    // Whoever shows the trail is told once that it cannot be written, not with every entry.
    expect(told).toEqual(['The disk is full.'])
    disk.isFull = false
    wakeups[0]!()
    await trail.note({ ...deed, what: 'last', outcome: { kind: 'done' } })
    expect(kept.map(({ what, atMs }) => [what, atMs])).toEqual([['support.end', 101], ['support.end', 102], ['lock.locked', 103], ['last', 104]])
    expect(trail.held()).toBeUndefined()
  })

  it('gives everything that one deed led to the same correlation', async () => {
    const { trail, kept } = trailOver()
    await withCorrelation('click-1', async () => {
      await trail.intend(deed)
      await Promise.resolve()
      await trail.note({ ...deed, outcome: { kind: 'done' } })
    })
    await trail.note({ ...deed, outcome: { kind: 'done' } })
    expect(kept.map(({ correlation }) => correlation)).toEqual(['click-1', 'click-1', kept[2]!.id])
  })
})
