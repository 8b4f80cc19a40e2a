import { describe, expect, it } from 'vitest'
import { createVirtualTime } from '#electron/adapters/system/virtual-time'
import { createWhoAmI } from '#electron/app/access/who-am-i'
import type { Identity } from '#electron/ports/aws-reader'
import { appError, type AppError } from '#shared/kernel/app-error'
import { minuteMs, secondMs } from '#shared/kernel/time'
import { err, ok, type Result } from '#shared/kernel/result'
import { rememberingLogger } from '#test/fakes/remembering-logger'

const operator = { account: '111122223333', arn: 'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_WatchfloorOperator_0123456789abcdef/ana' } as Identity

function ask(answers: (Result<Identity, AppError> | Promise<Result<Identity, AppError>>)[]) {
  const time = createVirtualTime(0)
  const asked: string[] = []
  const log = rememberingLogger()
  let changes = 0
  const whoAmI = createWhoAmI({
    identify: async (account) => {
      asked.push(account)
      return answers.shift() ?? err(appError('unreachable', 'Nobody answers.'))
    },
    timers: time.timers,
    logger: log.logger,
    changed: () => (changes += 1),
  })
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 10; turn++) await Promise.resolve()
  }
  return { whoAmI, asked, log, changes: () => changes, settle, advance: (ms: number) => time.advanceTo(time.clock.nowMs() + ms, settle) }
}

describe('Who am I', () => {
  it('is what AWS says, asked once for a session', async () => {
    const { whoAmI, asked, changes, settle } = ask([ok(operator)])
    whoAmI.ask('main', '111122223333')
    whoAmI.ask('main', '111122223333')
    await settle()
    whoAmI.ask('main', '111122223333')
    expect(whoAmI.operators()).toEqual([{ account: '111122223333', operator: 'ana', role: 'WatchfloorOperator' }])
    expect([asked.length, changes()]).toEqual([1, 1])
  })

  it('is asked again, later and later, while AWS cannot answer', async () => {
    const { whoAmI, asked, advance, settle } = ask([err(appError('unreachable', 'No.')), err(appError('throttled', 'Slow.')), ok(operator)])
    whoAmI.ask('main', '1')
    await settle()
    await advance(10 * secondMs)
    expect(asked).toHaveLength(2)
    await advance(10 * secondMs)
    expect(asked).toHaveLength(2)
    await advance(10 * secondMs)
    expect(whoAmI.operators()).toHaveLength(1)
  })

  it('stays unknown after a refusal, without asking on', async () => {
    const { whoAmI, asked, advance, settle } = ask([err(appError('denied', 'No.'))])
    whoAmI.ask('main', '1')
    await settle()
    await advance(60 * minuteMs)
    expect([asked.length, whoAmI.operators().length]).toEqual([1, 0])
  })

  it('is nobody for an ARN of an unknown form: nothing but reading is allowed then', async () => {
    const { whoAmI, settle, changes } = ask([ok({ ...operator, arn: 'arn:aws:sts::111122223333:federated-user/x' })])
    whoAmI.ask('main', '1')
    await settle()
    expect([whoAmI.operators().length, changes()]).toEqual([0, 1])
  })

  it('is forgotten with the sign-in: an answer that comes late is not believed', async () => {
    let answer = (_: Result<Identity, AppError>): void => undefined
    const late = new Promise<Result<Identity, AppError>>((resolve) => (answer = resolve))
    const { whoAmI, settle, asked } = ask([late, ok({ ...operator, arn: operator.arn.replace('ana', 'ben') })])
    whoAmI.ask('main', '1')
    whoAmI.forget('main')
    whoAmI.ask('main', '1')
    answer(ok(operator))
    await settle()
    expect(asked).toHaveLength(2)
    expect(whoAmI.operators()).toMatchObject([{ operator: 'ben' }])
    whoAmI.stop()
  })

  it('logs the role and not the person', async () => {
    const { whoAmI, settle, log } = ask([ok(operator)])
    whoAmI.ask('main', '1')
    await settle()
    expect(JSON.stringify(log.lines())).not.toContain('ana')
    expect(log.lines()).toMatchObject([{ event: 'operator.known', role: 'WatchfloorOperator' }])
  })
})
