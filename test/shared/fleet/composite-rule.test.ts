import { describe, expect, it } from 'vitest'
import { alarmNameOf, ruleChildren } from '#shared/fleet/composite-rule'

describe('the rule of a composite alarm', () => {
  it.each([
    ['ALARM("cpu high")', ['cpu high']],
    ["ALARM('a') OR OK(b) AND NOT INSUFFICIENT_DATA( c )", ['a', 'b', 'c']],
    ['ALARM(arn:aws:cloudwatch:eu-west-1:111122223333:alarm:cpu) OR ALARM(cpu2)', ['arn:aws:cloudwatch:eu-west-1:111122223333:alarm:cpu', 'cpu2']],
    ['(ALARM("a(b)") OR ALARM("a(b)"))', ['a(b)']],
    ['TRUE', []],
    ['', []],
  ])('%s names %j', (rule, children) => expect(ruleChildren(rule)).toEqual(children))

  it('may name alarms by ARN', () => {
    expect(alarmNameOf('arn:aws:cloudwatch:eu-west-1:111122223333:alarm:cpu:high')).toBe('cpu:high')
    expect(alarmNameOf('cpu')).toBe('cpu')
  })
})
