import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hourMs, minuteMs } from '#shared/kernel/time'
import { remind } from '#electron/maintenance/notices/reminders'
import { never, openNoticeStage, startAtMs, type NoticeStage } from './notice-stage'

let stage: NoticeStage
beforeEach(async () => {
  stage = await openNoticeStage(3)
})
afterEach(() => stage.stop())

describe('Reminders', () => {
  it('are sent once to each tenant a day and an hour before, by whichever of two consoles looks first', async () => {
    const [left, right] = [stage.console(), stage.console()]
    const window = stage.window()
    await left.tell(window, { occasion: 'planned' }, never)
    const look = async (aheadMs: number): Promise<number> => {
      await stage.pass(window.span.fromMs - aheadMs - stage.options.clock.nowMs())
      await Promise.all(
        [left, right].map(async (desk) => {
          const known = await desk.deliveries('p-1')
          if (!known.ok) throw new Error(known.error.message)
          expect(await remind(desk, window, known.value, stage.options.clock.nowMs(), never)).toMatchObject({ ok: true })
        }),
      )
      return stage.fleet.mails().length
    }
    expect(window.span.fromMs - startAtMs).toBeGreaterThan(48 * hourMs)
    expect(await look(25 * hourMs)).toBe(3)
    expect(await look(24 * hourMs)).toBe(6)
    expect(await look(23 * hourMs)).toBe(6)
    expect(await look(hourMs)).toBe(9)
    expect(await look(minuteMs)).toBe(9)
    expect(stage.fleet.mails().map(({ subject }) => subject.split(':')[0])).toEqual([...Array<string>(3).fill('Maintenance planned'), ...Array<string>(3).fill('Maintenance in 24 hours'), ...Array<string>(3).fill('Maintenance in one hour')])
  })
})
