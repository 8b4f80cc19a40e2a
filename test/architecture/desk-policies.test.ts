import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { statementKinds, type StatementKind } from '#shared/desk/statement'
import { eventKey, leaseKey, memberKey, recordKey, statementKey } from '#electron/adapters/aws/desk/keys'
import { readTemplates, type Statement } from './aws-templates'
import { isAllowed, type IamRequest } from './iam-evaluation'

const template = readTemplates().find(({ name }) => name === 'desk-store.yaml')!
const policyOf = (resource: string): readonly Statement[] => (template.resources[resource]!.Properties as { PolicyDocument: { Statement: Statement[] } }).PolicyDocument.Statement
const [operators, approvers] = [policyOf('OperatorPolicy'), policyOf('ApproverPolicy')]

const roleOf = (set: string): string => `arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_${set}_0123456789abcdef`
const inAccount = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(inAccount)
  if (typeof value !== 'object' || value === null) return value
  const one = value as Record<string, unknown>
  // As CloudFormation fills it in for a desk with Identity Center.
  if (Array.isArray(one['Fn::If'])) return inAccount(one['Fn::If'][1])
  if (typeof one['Fn::Sub'] === 'string') return one['Fn::Sub'].replaceAll('${AWS::Partition}', 'aws').replaceAll('${AWS::AccountId}', '111122223333').replaceAll('${OperatorPermissionSet}', 'WatchfloorOperator').replaceAll('${ApproverPermissionSet}', 'WatchfloorApprover')
  return Object.fromEntries(Object.entries(one).map(([key, field]) => [key, inAccount(field)]))
}
const onTable = inAccount((template.resources['Table']!.Properties as { ResourcePolicy: { PolicyDocument: { Statement: Statement[] } } }).ResourcePolicy.PolicyDocument.Statement) as readonly Statement[]

const everything: Statement = { Effect: 'Allow', Action: ['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'PartiQLInsert', 'PartiQLUpdate', 'PartiQLDelete', 'GetItem', 'Query', 'Scan'].map((name) => `dynamodb:${name}`) }
/** Policies of their own role, and the table's. */
const people = {
  operator: { role: roleOf('WatchfloorOperator'), statements: [...operators, ...onTable] },
  approver: { role: roleOf('WatchfloorApprover'), statements: [...operators, ...approvers, ...onTable] },
  administrator: { role: 'arn:aws:iam::111122223333:role/Administrator', statements: [everything, ...onTable] },
} as const
type Kind = keyof typeof people

const may = (kind: Kind, userId: string, action: string, ...leadingKeys: readonly string[]): boolean => {
  const request: IamRequest = { action: `dynamodb:${action}`, userId, principalArn: people[kind].role, leadingKeys }
  return isAllowed(request, people[kind].statements)
}
const said = (kind: StatementKind, userId: string): string => statementKey(kind, userId, 'plan-1', 'one').pk
const ana = 'AROAOPERATOR:ana@bank.example'

describe('Under the desk’s policies', () => {
  const userId = fc.tuple(fc.constantFrom('AROAOPERATOR', 'AROAAPPROVER', 'AIDAUSER'), fc.stringMatching(/^[\w+=,.@-]{1,40}$/)).map(([role, name]) => `${role}:${name}`)
  const kinds = fc.constantFrom<Kind>('operator', 'approver', 'administrator')
  const statements = fc.constantFrom(...statementKinds)

  it('nobody writes in another’s name, administrators neither, alone or together with their own', () => {
    fc.assert(
      fc.property(kinds, userId, userId, statements, (kind, writer, other, what) => {
        fc.pre(writer !== other)
        expect(may(kind, writer, 'PutItem', said(what, other))).toBe(false)
        expect(may(kind, writer, 'PutItem', said(what, writer), said(what, other))).toBe(false)
      }),
      { numRuns: 5_000 },
    )
  })

  it('an approver approves, an operator does not, each speaks in their own name', () => {
    fc.assert(
      fc.property(userId, statements, (writer, what) => {
        expect(may('approver', writer, 'PutItem', said(what, writer))).toBe(true)
        expect(may('operator', writer, 'PutItem', said(what, writer))).toBe(what !== 'approval')
      }),
    )
  })

  it('a role whose sessions anybody may name writes nothing, whatever its own policies allow', () => {
    expect(may('administrator', 'AROAADMIN:grace', 'PutItem', said('approval', 'AROAADMIN:grace'))).toBe(false)
    expect(may('administrator', 'AROAADMIN:grace', 'PutItem', recordKey('plan', 'one').pk)).toBe(false)
    expect(may('administrator', 'AROAADMIN:grace', 'GetItem', recordKey('plan', 'one').pk)).toBe(true)
    const nearly = { ...people.approver, role: roleOf('WatchfloorApprover_Test') }
    expect(isAllowed({ action: 'dynamodb:PutItem', userId: ana, principalArn: nearly.role, leadingKeys: [said('approval', ana)] }, nearly.statements)).toBe(false)
  })

  it('the console’s own writes and reads are allowed', () => {
    const keys = [recordKey('plan', 'one'), leaseKey('run-1'), eventKey('run-1', 7), memberKey(ana)].map(({ pk }) => pk)
    for (const kind of ['operator', 'approver'] as const) {
      for (const pk of keys) expect(may(kind, ana, 'PutItem', pk)).toBe(true)
      for (const action of ['GetItem', 'Query', 'ConditionCheckItem']) expect(may(kind, ana, action, said('approval', 'AROAAPPROVER:grace'))).toBe(true)
    }
  })

  it('nothing is deleted, edited in place, written in bulk, or written without naming where', () => {
    for (const kind of ['operator', 'approver', 'administrator'] as const) {
      for (const action of ['DeleteItem', 'UpdateItem', 'BatchWriteItem', 'PartiQLInsert', 'PartiQLUpdate', 'PartiQLDelete']) expect(may(kind, ana, action, said('approval', ana))).toBe(false)
      expect(may(kind, ana, 'PutItem')).toBe(false)
    }
    expect(may('operator', ana, 'Scan')).toBe(false)
  })

  it('a partition of a kind that nobody knows is nobody’s', () => {
    expect(may('approver', ana, 'PutItem', `said#other#${ana}`)).toBe(false)
    expect(may('approver', ana, 'PutItem', `said#approval#x#${ana}`)).toBe(false)
    expect(may('approver', ana, 'PutItem', 'other#one')).toBe(false)
  })
})

describe('The desk’s table', () => {
  it('outlives its stack and a mistake, and is encrypted', () => {
    expect(template.resources['Table']).toMatchObject({
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: { DeletionProtectionEnabled: true, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 }, SSESpecification: { SSEEnabled: true, SSEType: 'KMS' }, BillingMode: 'PAY_PER_REQUEST' },
    })
  })

  it('is the only thing that the desk’s policies speak of', () => {
    expect([...operators, ...approvers].map(({ Resource }) => Resource)).toEqual(Array.from({ length: 4 }, () => ({ 'Fn::GetAtt': ['Table', 'Arn'] })))
  })
})
