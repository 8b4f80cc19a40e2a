import { describe, expect, it } from 'vitest'
import { appError } from '#shared/kernel/app-error'
import { err } from '#shared/kernel/result'
import { minuteMs } from '#shared/kernel/time'
import { openLocalAudit } from '#electron/adapters/sqlite/audit/local-audit'
import { silentLogger } from '#electron/adapters/system/logger'
import { createVirtualTime } from '#electron/adapters/system/virtual-time'
import { createConsoleAudit } from '#electron/audit/console-audit'

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('A trail whose file cannot be opened', () => {
  it('is told of, and is looked after once it can be', async () => {
    const time = createVirtualTime(0)
    let isFull = true
    let told = 0
    const audit = createConsoleAudit({
      open: async () => (isFull ? err(appError('storageFailed', 'The disk is full.')) : openLocalAudit({ file: ':memory:', nowMs: 0 })),
      who: () => ({ person: 'ana' }),
      time: () => ({ atMs: time.clock.nowMs(), skewMs: 0 }),
      console: { machine: 'night-desk', surface: 'command' },
      ids: { next: () => 'id-1' },
      timers: time.timers,
      logger: silentLogger,
      changed: () => (told += 1),
    })
    audit.makeRounds()
    await turn()
    expect(told).toBe(1)
    expect(await audit.ask((office) => office.status())).toMatchObject({ ok: false, error: { message: 'The disk is full.' } })
    isFull = false
    await time.advanceTo(6 * minuteMs, turn)
    const page = await audit.ask((office) => office.search({ what: 'console.', limit: 1 }))
    expect(page).toMatchObject({ ok: true, value: { rows: [{ entry: { body: { words: 'The console was opened.' } } }] } })
    await audit.stop()
  })
})
