import { describe, expect, it } from 'vitest'
import { drive, first, listOf, secondsAt, type Driver } from '../fleet-driver'

const name = 'frontend-app'
const refreshes = (driver: Driver) => listOf(driver.ask('autoscaling', 'DescribeInstanceRefreshes', { AutoScalingGroupName: name }), 'InstanceRefreshes')

describe('A refresh that is asked for', () => {
  it('replaces every machine, a few at a time, and can be found by its id', () => {
    const driver = drive().at('PT1M')
    const { InstanceRefreshId: id } = driver.ask('autoscaling', 'StartInstanceRefresh', { AutoScalingGroupName: name, Preferences: { MinHealthyPercentage: 50 } })
    expect(refreshes(driver)).toMatchObject([{ InstanceRefreshId: id, Status: 'InProgress', PercentageComplete: 0, Preferences: { MinHealthyPercentage: 50 } }])
    expect(driver.refusal('autoscaling', 'StartInstanceRefresh', { AutoScalingGroupName: name })).toBe('InstanceRefreshInProgress')
    expect(driver.refusal('autoscaling', 'StartInstanceRefresh', { AutoScalingGroupName: 'gone' })).toBe('ValidationError')
    expect(refreshes(driver.at('PT15M'))).toMatchObject([{ InstanceRefreshId: id, Status: 'Successful', PercentageComplete: 100 }])
    expect(driver.refusal('autoscaling', 'CancelInstanceRefresh', { AutoScalingGroupName: name })).toBe('ActiveInstanceRefreshNotFound')
  })

  it('is cancelled: nothing more is begun, whoever began it', () => {
    const driver = drive({ events: [{ at: 'PT1M', kind: 'app.refresh', tenant: 'acme-bank' }] }).at('PT4M')
    driver.ask('autoscaling', 'CancelInstanceRefresh', { AutoScalingGroupName: name })
    expect(refreshes(driver.at('PT30M'))).toMatchObject([{ Status: 'Cancelled', EndTime: secondsAt('PT4M') }])
    expect(driver.truth()).toEqual([])
    driver.ask('autoscaling', 'StartInstanceRefresh', { AutoScalingGroupName: name })
    expect(refreshes(driver)).toMatchObject([{ Status: 'InProgress' }, { Status: 'Cancelled' }])
  })
})

const alarm = 'acme-bank-frontend-cpu-high'

describe('Actions of alarms', () => {
  it('are switched off and on, by whoever; names that are nobody’s are passed over', () => {
    const driver = drive({ events: [{ at: 'PT1M', kind: 'alarm.actions-off', tenant: 'acme-bank' }] }).at('PT30S')
    driver.ask('cloudwatch', 'DisableAlarmActions', { AlarmNames: [alarm, 'nobody'] })
    expect(driver.alarm(alarm)['ActionsEnabled']).toBe(false)
    expect(driver.truth()).toMatchObject([{ kind: 'alarm.actions-off', explainsOnly: true, subject: alarm }])
    driver.at('PT2M').ask('cloudwatch', 'EnableAlarmActions', { AlarmNames: [alarm] })
    expect(driver.alarm(alarm)).toMatchObject({ ActionsEnabled: true, StateValue: 'OK' })
    expect(driver.truth()).toEqual([])
  })
})

describe('A mute rule', () => {
  const Rule = { Schedule: { Expression: 'at(2026-03-02T12:10)', Duration: 'PT1H', Timezone: 'UTC' } }
  const put = (driver: Driver, more = {}, options = {}) => driver.ask('cloudwatch', 'PutAlarmMuteRule', { Name: 'wf-r1', Rule, MuteTargets: { AlarmNames: [alarm] }, ...more }, options)
  const status = (driver: Driver) => driver.ask('cloudwatch', 'GetAlarmMuteRule', { AlarmMuteRuleName: 'wf-r1' })['Status']

  it('is scheduled, active, then expired, and listed meanwhile', () => {
    const driver = drive().at('PT1M')
    put(driver)
    expect(status(driver)).toBe('SCHEDULED')
    expect(status(driver.at('PT11M'))).toBe('ACTIVE')
    expect(first(driver.ask('cloudwatch', 'ListAlarmMuteRules', { Statuses: ['ACTIVE'] })['AlarmMuteRuleSummaries'])['AlarmMuteRuleArn']).toContain(':alarm-mute-rule:wf-r1')
    put(driver, { Rule: { Schedule: { ...Rule.Schedule, Duration: 'PT30S' } } })
    expect(status(driver)).toBe('EXPIRED')
    driver.ask('cloudwatch', 'DeleteAlarmMuteRule', { AlarmMuteRuleName: 'wf-r1' })
    expect(driver.refusal('cloudwatch', 'GetAlarmMuteRule', { AlarmMuteRuleName: 'wf-r1' })).toBe('ResourceNotFoundException')
    expect(driver.refusal('cloudwatch', 'PutAlarmMuteRule', { Name: 'x', Rule, MuteTargets: { AlarmNames: [] } })).toBe('ValidationError')
  })

  it('does not exist in every Region', () => {
    const driver = drive().at('PT1M')
    expect(driver.refusal('cloudwatch', 'PutAlarmMuteRule', { Name: 'wf-r1', Rule, MuteTargets: { AlarmNames: [alarm] } }, { region: 'eu-south-2' })).toBe('InvalidAction')
  })
})
