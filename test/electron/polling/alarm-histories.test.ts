import { describe, expect, it } from 'vitest'
import type { AlarmHistory } from '#shared/alarms/alarm-history'
import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import { minuteMs, secondMs } from '#shared/kernel/time'
import { fakeConfig } from '#test/fakes/fake-watch-parts'
import { benchStartMs, createWatchBench, type WatchBench } from '#test/fakes/watch-bench'

const account = '111100000000'
const cpu = `arn:aws:cloudwatch:eu-west-1:${account}:alarm:acme: cpu`
const changes = [{ atMs: benchStartMs - minuteMs, to: 'ALARM', from: 'OK', reason: 'Threshold Crossed' }] as const

async function watching(): Promise<WatchBench> {
  const made = createWatchBench(fakeConfig(1))
  made.aws.place(account, 'eu-west-1').histories.set('acme: cpu', changes)
  made.watch.start()
  await made.advance(2 * minuteMs)
  return made
}
async function load({ watch, advance }: WatchBench, ...alarms: readonly string[]): Promise<readonly Result<AlarmHistory, AppError>[]> {
  const answers: Result<AlarmHistory, AppError>[] = []
  const loading = Promise.all(alarms.map((alarm) => watch.alarmHistory(alarm).then((answer) => answers.push(answer))))
  for (let second = 0; second < 60 && answers.length < alarms.length; second += 1) await advance(secondMs)
  await loading
  return answers
}
const asked = ({ aws }: WatchBench): number => aws.requests.filter(({ operation }) => operation === 'DescribeAlarmHistory').length

describe('The history of an alarm', () => {
  it('is asked for when somebody looks, once for two who do, and not again within a minute', async () => {
    const made = await watching()
    expect(asked(made)).toBe(0)
    const before = made.watch.status().spend
    expect(await load(made, cpu, cpu)).toMatchObject([{ ok: true, value: { changes, more: false } }, { ok: true }])
    await load(made, cpu)
    expect(asked(made)).toBe(1)
    expect(made.watch.status().spend.dollars).toBeGreaterThan(before.dollars)
    await made.advance(61 * secondMs)
    await load(made, cpu)
    expect(asked(made)).toBe(2)
    await made.watch.stop()
  })

  it('says when the role may not read it, and asks again the next time', async () => {
    const made = await watching()
    made.aws.place(account, 'eu-west-1').fault = (operation) => (operation === 'DescribeAlarmHistory' ? 'denied' : undefined)
    expect(await load(made, cpu)).toMatchObject([{ ok: false, error: { kind: 'denied' } }])
    made.aws.place(account, 'eu-west-1').fault = () => undefined
    expect(await load(made, cpu)).toMatchObject([{ ok: true }])
    await made.watch.stop()
  })

  it('is nobody’s for an alarm of no account here', async () => {
    const made = await watching()
    expect(await load(made, 'arn:aws:cloudwatch:eu-west-1:999999999999:alarm:x', 'cpu')).toMatchObject([{ ok: false, error: { kind: 'notFound' } }, { ok: false, error: { kind: 'notFound' } }])
    expect(asked(made)).toBe(0)
    await made.watch.stop()
  })
})
