import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { minuteMs } from '#shared/kernel/time'
import type { Delivery } from '#shared/maintenance/notice-ledger'
import { never, openNoticeStage, startAtMs, type NoticeStage } from '../../electron/maintenance/notices/notice-stage'
import { bundled } from '../history/bundled'

let teller = ''
beforeAll(async () => {
  teller = await bundled('test/contract/notices/teller.ts')
})

let stage: NoticeStage
beforeEach(async () => {
  stage = await openNoticeStage()
})
afterEach(() => stage.stop())

const mailStates = (told: readonly Delivery[]): readonly string[] => told.filter(({ channel }) => channel === 'email').map(({ state }) => state)

describe('A console that is killed while SES does not answer', () => {
  it('has told nobody twice once another goes on, and what it left is no proof until an operator asks again', async () => {
    const fleetFile = path.join(path.dirname(stage.deskFile), 'fleet.yaml')
    writeFileSync(fleetFile, stage.fleet.fleetFileText())
    stage.fleet.setFaults([{ fault: 'hang', service: 'ses', operation: 'SendEmail' }])
    const dying = spawn(process.execPath, [teller, stage.deskFile, fleetFile, JSON.stringify(stage.window()), String(startAtMs)], { stdio: ['ignore', 'inherit', 'inherit'] })
    const ended = once(dying, 'exit')
    await expect.poll(() => stage.fleet.mails().length, { timeout: 30_000 }).toBe(8)
    dying.kill('SIGKILL')
    expect((await ended)[1]).toBe('SIGKILL')
    stage.fleet.setFaults([])

    const next = stage.console()
    const told = await next.tell(stage.window(), { occasion: 'planned' }, never)
    if (!told.ok) throw new Error(told.error.message)
    expect(mailStates(told.value).toSorted()).toEqual([...Array<string>(8).fill('sending'), ...Array<string>(4).fill('sent')])
    expect(new Set(stage.fleet.mails().flatMap(({ to }) => to)).size).toBe(12)
    expect(stage.fleet.mails()).toHaveLength(12)
    expect(told.value.filter(({ channel, state }) => channel === 'loginScreen' && state === 'confirmed')).toHaveLength(12)

    await stage.pass(3 * minuteMs)
    const again = await next.tell(stage.window(), { occasion: 'planned', again: true }, never)
    if (!again.ok) throw new Error(again.error.message)
    expect(new Set(mailStates(again.value))).toEqual(new Set(['sent']))
    expect(stage.fleet.mails()).toHaveLength(20)
  })
})
