import { describe, expect, it } from 'vitest'
import { hourMs, minuteMs } from '#shared/kernel/time'
import { fakeAlarm, fakeDatabase } from '#test/fakes/fake-records'
import { fakeConfig } from '#test/fakes/fake-watch-parts'
import { benchStartMs, createWatchBench, type WatchBench } from '#test/fakes/watch-bench'

const home = { account: '111100000000', region: 'eu-west-1' }
const topic = (name: string, account = home.account): string => `arn:aws:sns:eu-west-1:${account}:${name}`

function bench(actions: readonly string[], topics: readonly string[]): WatchBench {
  const made = createWatchBench(fakeConfig(1))
  const place = made.aws.place(home.account, home.region)
  place.databases = [fakeDatabase(home, 'acme', benchStartMs)]
  place.alarms = [fakeAlarm(home, 'cpu', 'OK', { alarmActions: actions, dimensions: { DBInstanceIdentifier: place.databases[0]!.id } })]
  place.topics = [...topics]
  return made
}
const asked = ({ aws }: WatchBench): number => aws.requests.filter(({ operation }) => operation === 'ListTopics').length
const nowhere = ({ watch }: WatchBench): readonly string[] => watch.tenants().flatMap(({ findings }) => findings.filter(({ check }) => check === 'alarm-actions-off').map(({ severity }) => severity))
async function started(made: WatchBench): Promise<WatchBench> {
  made.watch.start()
  await made.advance(5 * minuteMs)
  return made
}

describe('Topics that alarms tell', () => {
  it('are listed once a place and a few times a day while all of them exist', async () => {
    const made = await started(bench([topic('desk')], [topic('desk')]))
    expect([asked(made), nowhere(made)]).toEqual([1, []])
    await made.advance(5 * hourMs)
    expect(asked(made)).toBe(1)
    await made.advance(2 * hourMs)
    expect(asked(made)).toBe(2)
    await made.watch.stop()
  })

  it('are found missing, looked for at every sweep from then on, and found again', async () => {
    const made = await started(bench([topic('desk')], []))
    expect(nowhere(made)).toEqual(['watch'])
    made.aws.place(home.account, home.region).topics = [topic('desk')]
    await made.advance(35 * minuteMs)
    expect(nowhere(made)).toEqual([])
    await made.watch.stop()
  })

  it('are listed anew when an alarm tells one that was not in the list: a new topic is not called missing', async () => {
    const made = await started(bench([topic('desk')], [topic('desk')]))
    const place = made.aws.place(home.account, home.region)
    place.alarms = place.alarms.map((alarm) => ({ ...alarm, alarmActions: [topic('night')] }))
    place.topics = [topic('desk'), topic('night')]
    await made.advance(35 * minuteMs)
    expect([asked(made), nowhere(made)]).toEqual([2, []])
    await made.watch.stop()
  })

  it('are not asked about where alarms tell other accounts, or no topic at all', async () => {
    const made = await started(bench([topic('central', '999988887777'), 'arn:aws:automate:eu-west-1:ec2:reboot'], []))
    expect([asked(made), nowhere(made)]).toEqual([0, []])
    await made.watch.stop()
  })

  it('are not known to a role that may not list them: nothing is claimed, the sweep goes on, and it is said', async () => {
    const made = bench([topic('desk')], [])
    made.aws.place(home.account, home.region).fault = (operation) => (operation === 'ListTopics' ? 'denied' : undefined)
    await started(made)
    expect(nowhere(made)).toEqual([])
    expect(made.watch.tenants()[0]?.view.alarms[0]?.record).toMatchObject({ topicsRefused: true })
    expect(made.watch.tenants()[0]?.findings.filter(({ check }) => check === 'stale-data')).toEqual([])
    await made.advance(35 * minuteMs)
    expect(asked(made)).toBe(1)
    await made.watch.stop()
  })
})
