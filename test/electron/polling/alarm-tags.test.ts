import { describe, expect, it } from 'vitest'
import { minuteMs } from '#shared/kernel/time'
import { fakeAlarm, fakeDatabase } from '#test/fakes/fake-records'
import { fakeConfig } from '#test/fakes/fake-watch-parts'
import { benchStartMs, createWatchBench } from '#test/fakes/watch-bench'

const home = { account: '111100000000', region: 'eu-west-1' }

describe('Whose an alarm without dimensions is', () => {
  it('is read with the next poll of what fires when the sweep could not read it: nobody waits half an hour for the next sweep', async () => {
    const made = createWatchBench(fakeConfig(1))
    const place = made.aws.place(home.account, home.region)
    place.databases = [fakeDatabase(home, 'tagged', benchStartMs)]
    place.alarms = [fakeAlarm(home, 'log-errors', 'OK')]
    place.fault = (operation) => (operation === 'ListTagsForResource' ? 'unreachable' : undefined)
    made.watch.start()
    await made.advance(5 * minuteMs)
    place.alarms = [fakeAlarm(home, 'log-errors', 'ALARM')]
    await made.advance(2 * minuteMs)
    const told = (): readonly string[] => made.watch.tenants().filter(({ row }) => row.id === 'tagged').flatMap(({ findings }) => findings.filter(({ check }) => check === 'alarm-firing').map(({ subject }) => subject.id))
    expect(told()).toEqual([])
    place.fault = () => undefined
    await made.advance(2 * minuteMs)
    expect(told()).toEqual(['log-errors'])
    const asked = (): number => made.aws.requests.filter(({ operation }) => operation === 'ListTagsForResource').length
    const known = asked()
    await made.advance(10 * minuteMs)
    expect(asked()).toBe(known)
    await made.watch.stop()
  })
})
