import { describe, expect, it } from 'vitest'
import type { FleetRecord } from '#shared/fleet/records'
import { nextJudgementAtMs } from '#shared/health/judge'
import { dayMs, minuteMs } from '#shared/kernel/time'
import { activitiesOf, aLoad, anActivity, anAlarm, anAppGroup, aRefresh, instances, monday, targetArn } from '#test/builders/fleet'
import { findingsOf, severitiesOf, viewWith } from '#test/builders/views'

const checks = ['app-capacity', 'app-az-spread', 'app-refresh', 'app-at-max', 'app-scaled', 'app-latency', 'app-errors'] as const

/** Check and severity of everything that is said about the app tier. */
const said = (records: readonly FleetRecord[], nowMs = monday): readonly string[] => checks.flatMap((check) => severitiesOf(viewWith(records), check, nowMs).map((severity) => `${check} ${severity}`))

const replacing = (more = {}) => anActivity(1, { status: 'InProgress', description: 'Terminating EC2 instance: i-3', cause: 'At 2026-03-02T05:59:00Z an instance was taken out of service in response to an instance refresh.', ...more })
const threeOfFour = anAppGroup({ desired: 4, instances: [...instances(3), { id: 'i-3', az: 'eu-west-1b', lifecycle: 'Terminating', health: 'Healthy' }] })

describe('app-refresh: a group that is being refreshed', () => {
  it('is watched, and no broken promise while it is short by what is being replaced', () => {
    expect(said([threeOfFour, aRefresh(), activitiesOf([replacing()])])).toEqual(['app-refresh watch'])
    const [finding] = findingsOf(viewWith([threeOfFour, aRefresh(), activitiesOf([replacing()])]), 'app-refresh')
    expect(finding).toMatchObject({ subject: { kind: 'app-group', id: 'frontend-app' }, sinceAtMs: monday - 4 * minuteMs, basis: { feed: 'autoscaling.refreshes', observedAtMs: monday } })
    expect(finding?.summary).toContain('version 8')
    expect(finding?.evidence).toContainEqual({ label: 'Refresh', value: 'InProgress, 25 %, 3 left' })
    expect(finding?.evidence.find(({ label }) => label === 'Started by')?.value).toContain('CloudTrail')
  })

  it.each<[string, readonly FleetRecord[]]>([
    ['nothing that is known of it accounts for the missing one', [threeOfFour, aRefresh()]],
    ['what is known of it is of an earlier poll', [threeOfFour, aRefresh({}, { readAtMs: monday - 7 * minuteMs }), activitiesOf([replacing()])]],
    ['more are missing than are being replaced', [anAppGroup({ desired: 4, instances: instances(2) }), aRefresh({ minHealthyPercent: 50 }), activitiesOf([replacing()])]],
    ['a machine is unhealthy', [anAppGroup({ desired: 4, instances: [...instances(3), { id: 'i-3', az: 'eu-west-1b', lifecycle: 'InService', health: 'Unhealthy' }] }), aRefresh(), activitiesOf([replacing()])]],
    ['one that failed is being replaced', [threeOfFour, aRefresh(), activitiesOf([replacing(), anActivity(2, { status: 'InProgress' })])]],
    ['launches fail', [threeOfFour, aRefresh(), activitiesOf([replacing(), anActivity(3, { status: 'Failed', message: 'no capacity' })])]],
  ])('is broken all the same when %s', (_, records) => expect(said(records)).toEqual(['app-capacity degraded', 'app-refresh watch']))

  it('is critical when nobody serves, refresh or not', () => {
    expect(said([anAppGroup({ desired: 1, instances: [] }), aRefresh(), activitiesOf([replacing()])])).toEqual(['app-capacity critical', 'app-refresh watch'])
  })

  it('may serve from one zone for as long as the other’s machine is replaced', () => {
    const small = anAppGroup({ desired: 3, instances: instances(2, ['eu-west-1a']) })
    expect(said([small, aRefresh(), activitiesOf([replacing()])])).toEqual(['app-refresh watch'])
    expect(said([small])).toEqual(['app-capacity degraded', 'app-az-spread degraded'])
  })

  it('that does not move for half an hour says so', () => {
    const stuck = (minutes: number) => findingsOf(viewWith([aRefresh({}, { samePercentSinceMs: monday - minutes * minuteMs })]), 'app-refresh')[0]?.summary
    expect(stuck(29)).not.toContain('no progress')
    expect(stuck(30)).toContain('no progress')
  })

  it('that is over is good to know for half an hour; one that failed is watched for a day', () => {
    const ended = (status: string, agoMs: number) => said([aRefresh({ status, endedAtMs: monday - agoMs })])
    expect(ended('Successful', 30 * minuteMs - 1)).toEqual(['app-refresh info'])
    expect(ended('Cancelled', 30 * minuteMs)).toEqual([])
    expect(ended('Failed', dayMs - 1)).toEqual(['app-refresh watch'])
    expect(ended('RollbackFailed', dayMs)).toEqual([])
    const view = viewWith([aRefresh({ status: 'Successful', endedAtMs: monday - minuteMs })])
    expect(nextJudgementAtMs(view, monday)).toBeLessThanOrEqual(monday + 29 * minuteMs)
  })

  it('was never refreshed: nothing to say', () => expect(said([{ kind: 'group-refresh', key: 'frontend-app', readAtMs: monday }])).toEqual([]))
})

const raised = (from: number, to: number, minutesAgo = 3, over = {}) =>
  anActivity(minutesAgo, {
    description: `Launching a new EC2 instance: i-${to}`,
    cause: `At 2026-03-02T05:57:00Z a monitor alarm TargetTracking-frontend-AlarmHigh in state ALARM triggered policy cpu-target changing the desired capacity from ${from} to ${to}.  At 2026-03-02T05:57:03Z an instance was started in response to a difference between desired and actual capacity, increasing the capacity from ${from} to ${to}.`,
    ...over,
  })
const byUser = (from: number, to: number, minutesAgo = 60) => anActivity(minutesAgo, { cause: `At 2026-03-02T05:00:00Z a user request update of AutoScalingGroup constraints to min: 2, max: 8, desired: ${to} changing the desired capacity from ${from} to ${to}.` })
const sized = (desired: number, over = {}) => anAppGroup({ desired, instances: instances(desired), ...over })

describe('app-scaled: a group that load has raised', () => {
  it('is good to know, with how many are usual, which policy and which alarm', () => {
    const view = viewWith([sized(6), activitiesOf([raised(4, 6)])])
    expect(said([sized(6), activitiesOf([raised(4, 6)])])).toEqual(['app-scaled info'])
    const [finding] = findingsOf(view, 'app-scaled')
    expect(finding?.summary).toBe('Load has raised app group frontend-app from 4 to 6 app servers, as its policy wants; it may grow to 8.')
    expect(finding?.evidence).toContainEqual({ label: 'Policy', value: 'cpu-target' })
    expect(finding?.evidence).toContainEqual({ label: 'Triggered by', value: 'TargetTracking-frontend-AlarmHigh' })
  })

  it.each<[string, readonly FleetRecord[]]>([
    ['a person set it', [sized(6), activitiesOf([byUser(4, 6)])]],
    ['it is back at the usual', [sized(4), activitiesOf([raised(6, 4), raised(4, 6, 90)])]],
    ['the last change is not what it wants now', [sized(5), activitiesOf([raised(4, 6)])]],
    ['nothing was read', [sized(6)]],
    ['it was raised by load above what a person had set, and a person set it again', [sized(6), activitiesOf([byUser(7, 6, 2), raised(4, 7, 5)])]],
  ])('is not when %s', (_, records) => expect(said(records)).toEqual([]))

  it('counts from the lowest number within a day', () => {
    const summary = (...changes: ReturnType<typeof raised>[]) => findingsOf(viewWith([sized(6), activitiesOf(changes)]), 'app-scaled')[0]?.summary ?? ''
    expect(summary(raised(5, 6, 2), raised(3, 5, 10))).toContain('from 3 to 6')
    expect(summary(raised(5, 6, 2), raised(3, 5, 26 * 60))).toContain('from 5 to 6')
  })

  it('is short of what it wants while they are launched: no broken promise, as long as all that were there serve', () => {
    const growing = (serving: number, launching: number, more: readonly FleetRecord[] = []) => said([anAppGroup({ desired: 6, instances: instances(serving) }), activitiesOf(Array.from({ length: launching }, (_, at) => raised(4, 6, 1, { id: `l${at}`, status: 'InProgress' }))), ...more])
    expect(growing(4, 2)).toEqual(['app-scaled info'])
    expect(growing(5, 1)).toEqual(['app-scaled info'])
    expect(growing(3, 2)).toEqual(['app-capacity degraded', 'app-scaled info'])
    expect(growing(4, 1)).toEqual(['app-capacity degraded', 'app-scaled info'])
    expect(said([anAppGroup({ desired: 6, instances: instances(4) }), activitiesOf([raised(4, 6, 9)])])).toEqual(['app-capacity degraded', 'app-scaled info'])
  })
})

describe('app-at-max: a group that cannot grow', () => {
  it('is watched when load brought it there, information when it was set so, watched when nobody knows', () => {
    expect(said([sized(8), activitiesOf([raised(6, 8)])])).toEqual(['app-at-max watch'])
    expect(said([sized(8), activitiesOf([byUser(4, 8)])])).toEqual(['app-at-max info'])
    expect(said([sized(8), activitiesOf([])])).toEqual(['app-at-max info'])
    expect(said([sized(8)])).toEqual(['app-at-max watch'])
  })

  it('of a fixed size is no finding, whatever its alarms say', () => {
    expect(said([sized(8, { min: 8 })])).toEqual([])
    expect(said([sized(8, { min: 8 }), firing()])).toEqual([])
  })

  const firing = (over = {}) => anAlarm('frontend-app-latency-high', { state: 'ALARM', metric: 'TargetResponseTime', dimensions: { TargetGroup: targetArn('frontend-app').split(':').at(-1)! }, ...over })
  const slow = aLoad(() => ({ latencySeconds: 4, requests: 100 }))

  it('is worse while its answers are bad, by alarm or by metric', () => {
    expect(said([sized(8), activitiesOf([byUser(4, 8)]), firing()])).toEqual(['app-at-max degraded'])
    expect(said([sized(8), activitiesOf([byUser(4, 8)]), slow])).toEqual(['app-at-max degraded', 'app-latency degraded'])
    const [finding] = findingsOf(viewWith([sized(8), firing()]), 'app-at-max')
    expect(finding?.summary).toContain('alarm frontend-app-latency-high is firing')
  })

  it('is not worse for alarms on how many hosts are healthy, nor for those of other groups', () => {
    expect(said([sized(8), activitiesOf([]), firing({ metric: 'HealthyHostCount' })])).toEqual(['app-at-max info'])
    expect(said([sized(8), activitiesOf([]), firing({ dimensions: { TargetGroup: 'targetgroup/other/1' } })])).toEqual(['app-at-max info'])
  })
})

describe('app-latency and app-errors', () => {
  const slow = (minutes: number) => aLoad((ago) => ({ latencySeconds: ago <= minutes ? 2.5 : 0.2, requests: 100 }))
  const broken = (ratio: number, minutes = 5, requests = 200) => aLoad((ago) => ({ latencySeconds: 0.2, requests, errors: ago <= minutes ? ratio * requests : 0 }))

  it('want three of the last five minutes to agree', () => {
    expect(said([slow(2)])).toEqual([])
    expect(said([slow(3)])).toEqual(['app-latency degraded'])
    expect(said([broken(0.2, 2)])).toEqual([])
    expect(said([broken(0.2, 3)])).toEqual(['app-errors degraded'])
  })

  it('stand at their limits', () => {
    expect(said([aLoad(() => ({ latencySeconds: 2, requests: 100 }))])).toEqual([])
    expect(said([broken(0.049)])).toEqual([])
    expect(said([broken(0.05)])).toEqual(['app-errors degraded'])
    expect(said([broken(0.499)])).toEqual(['app-errors degraded'])
    expect(said([broken(0.5)])).toEqual(['app-errors critical'])
  })

  it('take a handful of errors among a handful of requests for no rate, and silence for none', () => {
    expect(said([broken(1, 5, 4)])).toEqual([])
    expect(said([aLoad(() => ({}))])).toEqual([])
  })

  it('leave the weight to the alarm that says the same, unless most requests fail', () => {
    const dimensions = { TargetGroup: targetArn('frontend-app').split(':').at(-1)! }
    const latency = anAlarm('lat', { state: 'ALARM', metric: 'TargetResponseTime', dimensions })
    const errors = anAlarm('err', { state: 'ALARM', metric: 'HTTPCode_Target_5XX_Count', dimensions })
    expect(said([slow(5), latency])).toEqual(['app-latency info'])
    expect(said([slow(5), errors])).toEqual(['app-latency degraded'])
    expect(said([broken(0.2), errors])).toEqual(['app-errors info'])
    expect(said([broken(0.9), errors])).toEqual(['app-errors critical'])
  })

  it('say how much, on the target group', () => {
    const [finding] = findingsOf(viewWith([broken(0.2)]), 'app-errors')
    expect(finding).toMatchObject({ subject: { kind: 'target-group', id: 'frontend-app', environment: 'frontend' }, clause: 'availability' })
    expect(finding?.evidence).toEqual([{ label: 'Server errors', value: '20.0 % of requests' }, { label: 'Each minute', value: '40 of 200 requests' }])
  })
})

describe('app-capacity says why', () => {
  const short = anAppGroup({ desired: 4, instances: instances(3) })

  it('AWS refused a launch, until one works again', () => {
    const refused = anActivity(3, { status: 'Failed', message: 'We currently do not have sufficient m6i.xlarge capacity in the Availability Zone you requested.' })
    const summary = (...activities: ReturnType<typeof anActivity>[]) => findingsOf(viewWith([short, activitiesOf(activities)]), 'app-capacity')[0]?.summary
    expect(summary(refused)).toContain('AWS could not launch another: We currently do not have sufficient m6i.xlarge capacity')
    expect(summary(anActivity(1), refused)).not.toContain('could not launch')
  })

  it('what is under way, in AWS’s words', () => {
    const [finding] = findingsOf(viewWith([short, activitiesOf([anActivity(2, { status: 'InProgress' })])]), 'app-capacity')
    expect(finding?.evidence.find(({ label }) => label === 'Under way')?.value).toContain('in response to an unhealthy instance needing to be replaced')
  })
})
