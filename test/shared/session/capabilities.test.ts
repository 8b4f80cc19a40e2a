import { describe, expect, it } from 'vitest'
import { capabilitiesOf, refusalOf } from '#shared/session/capabilities'
import { identityOfArn } from '#shared/session/identity'

const rules = { operator: ['WatchfloorOperator'], approver: ['WatchfloorApprover'] }

describe('what a role may do', () => {
  it.each([
    [[], ['read']],
    [['Billing'], ['read']],
    [['watchflooroperator'], ['read']],
    [['WatchfloorOperator'], ['read', 'operate']],
    [['WatchfloorApprover'], ['read', 'approve']],
    [['WatchfloorApprover', 'WatchfloorOperator'], ['read', 'operate', 'approve']],
  ])('%j may %j', (roles, held) => {
    expect([...capabilitiesOf(roles, rules)]).toEqual(held)
  })

  it('is only reading when the fleet file names no role', () => {
    expect([...capabilitiesOf(['WatchfloorOperator'], { operator: [], approver: [] })]).toEqual(['read'])
  })

  it('says what to ask for when a command is refused, and nothing when it is not', () => {
    expect(refusalOf('operate', new Set(['read', 'approve']))).toContain('capabilities.operator')
    expect(refusalOf('approve', new Set(['read', 'operate']))).toContain('capabilities.approver')
    expect(refusalOf('read', new Set(['read']))).toBeUndefined()
  })
})

describe('who is signed in', () => {
  it.each([
    ['arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_WatchfloorOperator_0123456789abcdef/jane@bank.example', { account: '111122223333', operator: 'jane@bank.example', role: 'WatchfloorOperator' }],
    ['arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Night_Desk_0123456789abcdef/jane', { account: '111122223333', operator: 'jane', role: 'Night_Desk' }],
    ['arn:aws-us-gov:sts::111122223333:assumed-role/WatchfloorApprover/watchfloor-jo', { account: '111122223333', operator: 'watchfloor-jo', role: 'WatchfloorApprover' }],
    ['arn:aws:iam::111122223333:user/desk/jane', { account: '111122223333', operator: 'jane' }],
    ['arn:aws:iam::111122223333:root', { account: '111122223333', operator: 'root' }],
    ['arn:aws:s3:::bucket', undefined],
    ['', undefined],
  ])('%s is read', (arn, identity) => {
    expect(identityOfArn(arn)).toEqual(identity)
  })
})
