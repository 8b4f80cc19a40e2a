import { describe, expect, it } from 'vitest'
import { actionState } from '#shared/fleet/alarm-topics'
import type { FeedId } from '#shared/fleet/feeds'
import { dayMs, minuteMs } from '#shared/kernel/time'
import { aDatabase, anAlarm, anAppGroup, everything, failed, healthyRecords, monday } from '#test/builders/fleet'
import { findingsOf, severitiesOf, viewAfter, viewWith } from '#test/builders/views'

const cpu = 'acme-bank-frontend-cpu'

describe('an alarm that fires', () => {
  it('is degraded, since CloudWatch says so', () => {
    const [finding] = findingsOf(viewWith([anAlarm(cpu, { state: 'ALARM', stateUpdatedAtMs: monday - 7 * minuteMs, stateReason: 'Threshold Crossed' })]), 'alarm-firing')
    expect(finding).toMatchObject({ severity: 'degraded', sinceAtMs: monday - 7 * minuteMs, clause: 'monitoring', subject: { kind: 'alarm', id: cpu } })
    expect(finding?.evidence).toContainEqual({ label: 'Reason given by CloudWatch', value: 'Threshold Crossed' })
  })

  it('for more than a day says that it has been silent', () => {
    const silent = (ageMs: number) => findingsOf(viewWith([anAlarm(cpu, { state: 'ALARM', stateUpdatedAtMs: monday - ageMs })]), 'alarm-firing')[0]?.evidence.some(({ label }) => label === 'Silent')
    expect(silent(dayMs)).toBe(false)
    expect(silent(dayMs + 1)).toBe(true)
  })

  it('names the red children of a composite', () => {
    const service = anAlarm('service', { type: 'composite', dimensions: {}, rule: `ALARM("${cpu}") OR ALARM("other")`, state: 'ALARM', stateUpdatedAtMs: monday })
    const findings = findingsOf(viewWith([anAlarm(cpu, { state: 'ALARM' }), anAlarm('other'), service]), 'alarm-firing')
    expect(findings.find(({ subject }) => subject.id === 'service')?.summary).toContain(`because of ${cpu}.`)
  })

  it('that is suppressed is only watched, and says by what', () => {
    const [finding] = findingsOf(viewWith([anAlarm('service', { type: 'composite', dimensions: {}, rule: `ALARM("${cpu}")`, state: 'ALARM', suppressedBy: 'deploying' })]), 'alarm-firing')
    expect(finding).toMatchObject({ severity: 'watch', summary: expect.stringContaining('suppressed by deploying') as string })
  })
})

describe('an alarm that would tell nobody', () => {
  const judged = (over: Parameters<typeof anAlarm>[1]) => severitiesOf(viewWith([anAlarm(cpu, over)]), 'alarm-actions-off')

  it('is watched when its actions are off, or it has none', () => {
    expect(judged({})).toEqual([])
    expect(judged({ actionsEnabled: false })).toEqual(['watch'])
    expect(judged({ alarmActions: [] })).toEqual(['watch'])
  })

  it('is fine without actions of its own when a composite speaks for it', () => {
    const composite = (over: Parameters<typeof anAlarm>[1]) => severitiesOf(viewWith([anAlarm(cpu, { alarmActions: [] }), anAlarm('service', { type: 'composite', dimensions: {}, rule: `ALARM("${cpu}")`, ...over })]), 'alarm-actions-off')
    expect(composite({})).toEqual([])
    expect(composite({ actionsEnabled: false })).toEqual(['watch', 'watch'])
  })

  const topic = (name: string, account = '111122223333'): string => `arn:aws:sns:eu-west-1:${account}:${name}`

  it('is watched when its only topic does not exist, and when one of several does not', () => {
    const told = (over: Parameters<typeof anAlarm>[1]) => findingsOf(viewWith([anAlarm(cpu, over)]), 'alarm-actions-off')
    const [nowhere] = told({ alarmActions: [topic('old')], missingTopics: [topic('old')] })
    expect(nowhere).toMatchObject({ severity: 'watch', summary: `Alarm ${cpu} points nowhere: its topic old does not exist. When it fires, nobody is told.` })
    expect(nowhere?.evidence).toContainEqual({ label: 'Alarm action', value: `${topic('old')} (does not exist)` })
    const [half] = told({ alarmActions: [topic('old'), topic('desk')], missingTopics: [topic('old')] })
    expect(half?.summary).toContain('tells a topic that does not exist, old')
  })

  it('is not called so for topics of others, which cannot be looked up, nor for actions of other kinds', () => {
    expect(judged({ alarmActions: [topic('desk', '999988887777')] })).toEqual([])
    expect(judged({ alarmActions: ['arn:aws:automate:eu-west-1:ec2:reboot', 'arn:aws:lambda:eu-west-1:111122223333:function:page', 'arn:aws:autoscaling:eu-west-1:111122223333:scalingPolicy:x'] })).toEqual([])
    expect(judged({ topicsRefused: true })).toEqual([])
    const alarm = anAlarm(cpu)
    expect(['arn:aws:automate:eu-west-1:ec2:reboot', topic('desk', '999988887777'), topic('desk')].map((action) => actionState(alarm, action))).toEqual(['other', 'unknown', 'exists'])
    expect(actionState({ ...alarm, topicsRefused: true }, topic('desk'))).toBe('unknown')
  })

  it('is unknown when the server does not say', () => {
    const { actionsEnabled: _none, ...rest } = anAlarm(cpu)
    expect(findingsOf(viewWith([rest]), 'alarm-actions-off')[0]).toMatchObject({ severity: 'unknown', summary: expect.stringContaining('ActionsEnabled') as string })
  })
})

describe('an alarm without data', () => {
  const grey = (over: Parameters<typeof anAlarm>[1] = {}) => anAlarm(cpu, { state: 'INSUFFICIENT_DATA', stateUpdatedAtMs: monday - 20 * minuteMs, namespace: 'AWS/RDS', metric: 'CPUUtilization', ...over })
  const judged = (...records: Parameters<typeof viewWith>[0]) => {
    const [finding] = findingsOf(viewWith(records), 'alarm-no-data')
    return [finding?.severity, finding?.evidence[0]?.value]
  }

  it.each<readonly [string, Parameters<typeof viewWith>[0], string, string]>([
    ['a metric that is silent', [grey()], 'watch', 'its metric CPUUtilization sends nothing'],
    ['a stopped database', [grey(), aDatabase({ status: 'stopped' })], 'info', 'its database acme-bank-frontend is stopped'],
    ['a failed database', [grey(), aDatabase({ status: 'failed' })], 'info', 'its database acme-bank-frontend is failed'],
    ['a database that is gone', [grey({ dimensions: { DBInstanceIdentifier: 'gone' }, tenantTag: 'acme-bank' })], 'watch', 'the database it watches, gone, does not exist'],
    ['an app group at zero', [grey({ dimensions: { AutoScalingGroupName: 'frontend-app' } }), anAppGroup({ desired: 0, instances: [] })], 'info', 'its app group frontend-app is scaled to zero'],
    ['a new alarm', [grey({ stateReason: 'Unchecked: Initial alarm creation', periodSeconds: 300 })], 'info', 'it is new and has not been evaluated yet'],
    ['a new alarm that nobody evaluates', [grey({ stateReason: 'Unchecked: Initial alarm creation', periodSeconds: 60 })], 'watch', 'its metric CPUUtilization sends nothing'],
    ['a metric that counts errors', [grey({ metric: 'HTTPCode_Target_5XX_Count' })], 'watch', 'its metric HTTPCode_Target_5XX_Count reports only when something happens; let missing data count as not breaching'],
  ])('because of %s', (_name, records, severity, reason) => expect(judged(...records)).toEqual([severity, reason]))

  it('says that our own poll failed before it blames the metric: what it watches may be stopped', () => {
    const reasonAt = (nowMs: number, without: readonly FeedId[], refused: FeedId | undefined, alarm = grey()): unknown => {
      const told = everything([...healthyRecords(), alarm]).filter(({ feed }) => !without.includes(feed))
      return findingsOf(viewAfter([...told, ...(refused === undefined ? [] : [failed(refused, 'denied', { atMs: monday + 1 })])]), 'alarm-no-data', nowMs)[0]?.evidence[0]?.value
    }
    const ofGroup = grey({ dimensions: { AutoScalingGroupName: 'frontend-app' }, tenantTag: 'acme-bank' })
    expect(reasonAt(monday + 2, [], undefined)).toBe('its metric CPUUtilization sends nothing')
    expect(reasonAt(monday + 2, [], 'rds.instances')).toBe('whether its database acme-bank-frontend runs is not known, our poll of it is refused')
    expect(reasonAt(monday + 2, [], 'autoscaling.groups', ofGroup)).toBe('whether its app group frontend-app runs is not known, our poll of it is refused')
    expect(reasonAt(monday + 2, ['autoscaling.groups'], undefined, ofGroup)).toBe('whether its app group frontend-app runs is not known, our poll has not read it yet')
    expect(reasonAt(monday + dayMs, [], undefined)).toBe('whether its database acme-bank-frontend runs is not known, our last poll of it is too old')
  })
})
