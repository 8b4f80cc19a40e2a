import { describe, expect, it } from 'vitest'
import { permissionOf } from '#electron/adapters/aws/error-words'
import { reachOf, readAwsReach } from './aws-operations'
import { actionsOf, grants, parseTemplate, readTemplates, referredNames, trusts } from './aws-templates'

const adapter = readAwsReach('electron/adapters/aws')
const templates = readTemplates()
const template = (name: string) => templates.find((one) => one.name === name) ?? parseTemplate(name, '')

/** A service's name in IAM, by its SDK client; undefined: its operations are asked with a sign-in's token, IAM has no say. */
const iamPrefixes: Readonly<Record<string, string | undefined>> = {
  rds: 'rds',
  cloudwatch: 'cloudwatch',
  'auto-scaling': 'autoscaling',
  cloudtrail: 'cloudtrail',
  ec2: 'ec2',
  scheduler: 'scheduler',
  'elastic-load-balancing-v2': 'elasticloadbalancing',
  kms: 'kms',
  'cloudwatch-logs': 'logs',
  'resource-groups-tagging-api': 'tag',
  s3: 's3',
  sesv2: 'ses',
  ssm: 'ssm',
  sns: 'sns',
  transfer: 'transfer',
  wafv2: 'wafv2',
  dynamodb: 'dynamodb',
  sts: 'sts',
  sso: undefined,
  'sso-oidc': undefined,
}

/** Operations that IAM always allows: a permission for them would say nothing. */
const alwaysAllowed = new Set(['sts:GetCallerIdentity'])

/** What a run takes away again because it made it. */
const ownDeletions = new Set(['cloudwatch:DeleteAlarmMuteRule', 'elasticloadbalancing:DeleteRule', 'ssm:StopAutomationExecution'])

/**
 * What AWS asks for beside the operation: to tag what is made, to say of an object that it is not there instead of "denied", to read one version
 * of it with its lock, to lock what is put, to hand a role to a schedule.
 */
const companions: Readonly<Record<string, readonly string[]>> = {
  'elasticloadbalancing:CreateRule': ['elasticloadbalancing:AddTags'],
  's3:GetObject': ['s3:ListBucket', 's3:GetObjectVersion', 's3:GetObjectRetention'],
  's3:PutObject': ['s3:PutObjectRetention'],
  'scheduler:CreateSchedule': ['iam:PassRole'],
}

/** Allowed by several statements of one template: to two permission sets, items by their partition, rules of a security group as resources of their own. */
const byResource = /^(sts:AssumeRole|dynamodb:PutItem|ec2:\w+SecurityGroup\w*Ingress)$/

const needed = adapter.operations.filter((operation) => !alwaysAllowed.has(operation)).flatMap(iamAction)

function iamAction(operation: string): string[] {
  const [service = '', name = ''] = operation.split(':')
  if (!(service in iamPrefixes)) throw new Error(`Tell least-privilege.test.ts which IAM prefix @aws-sdk/client-${service} has.`)
  const prefix = iamPrefixes[service]
  // A transaction is allowed by what is in it.
  if (operation === 'dynamodb:TransactWriteItems') return ['dynamodb:ConditionCheckItem', 'dynamodb:PutItem']
  const action = prefix === undefined ? undefined : permissionOf(prefix, name)
  return action === undefined ? [] : [action, ...(companions[action] ?? [])]
}

describe('The policies in resources/aws', () => {
  const granted = templates.flatMap(grants).flatMap(actionsOf)

  it('are built on an adapter whose every call can be read from its imports', () => {
    expect(adapter.unreadable).toEqual([])
    expect(adapter.operations.length).toBeGreaterThan(5)
  })

  it('allow every operation that the adapter can call', () => {
    expect(needed.filter((action) => !granted.includes(action))).toEqual([])
  })

  it('allow nothing else', () => {
    expect(granted.filter((action) => !needed.includes(action))).toEqual([])
  })

  it('call the permissions of S3 by their own names, which are not those of its operations', () => {
    expect([...new Set(granted.filter((action) => action.startsWith('s3:')))].sort()).toEqual(
      ['GetBucketObjectLockConfiguration', 'GetBucketPublicAccessBlock', 'GetBucketVersioning', 'GetLifecycleConfiguration', 'GetObject', 'GetObjectRetention', 'GetObjectVersion', 'ListBucket', 'ListBucketVersions', 'PutObject', 'PutObjectRetention'].map((name) => `s3:${name}`),
    )
  })

  it('name each action once, in full and in order', () => {
    for (const statement of templates.flatMap(grants)) expect(actionsOf(statement)).toEqual([...actionsOf(statement)].sort())
    for (const one of templates) {
      const once = grants(one).flatMap(actionsOf).filter((action) => !byResource.test(action))
      expect({ name: one.name, actions: once }).toEqual({ name: one.name, actions: [...new Set(once)] })
    }
    expect(granted.filter((action) => !/^[a-z0-9-]+:[A-Za-z]+$/.test(action))).toEqual([])
    expect(templates.flatMap(grants).filter(({ Effect, NotAction }) => Effect !== 'Allow' || NotAction !== undefined)).toEqual([])
  })

  it('let the watching role read, and do nothing', () => {
    const actions = grants(template('watch-role.yaml')).flatMap(actionsOf)
    expect(actions).not.toEqual([])
    expect(actions.filter((action) => !/:(Describe|List|Get)[A-Z]/.test(action))).toEqual([])
  })

  it('let the operating role delete and stop nothing but what a run made', () => {
    const actions = grants(template('operate-role.yaml')).flatMap(actionsOf)
    expect(actions).toContain('rds:CreateDBSnapshot')
    expect(actions.filter((action) => /:(Delete|Terminate|Stop)/.test(action)).filter((action) => !ownDeletions.has(action))).toEqual([])
    expect(actions.filter((action) => /^(iam|kms|sts):/.test(action))).toEqual([])
  })

  it('let the operating role change databases of its own account only', () => {
    const broad = grants(template('operate-role.yaml')).filter(({ Resource }) => Resource === '*')
    expect(broad.flatMap(actionsOf).filter((action) => !/:(Describe|List|Get)[A-Z]/.test(action))).toEqual([])
  })

  it('let support access hand over the closing role to schedules alone, and open doors of marked security groups alone', () => {
    const statements = grants(template('support-role.yaml'))
    const allowing = (action: string) => statements.filter((statement) => actionsOf(statement).includes(action))
    expect(allowing('iam:PassRole').map(({ Condition }) => Condition)).toEqual([{ StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } }])
    expect(allowing('ec2:AuthorizeSecurityGroupIngress').filter(({ Resource }) => JSON.stringify(Resource).includes('security-group/')).map(({ Condition }) => Condition)).toEqual([{ StringLike: { 'aws:ResourceTag/watchfloor-support': '*' } }])
    const broad = statements.filter(({ Resource }) => Resource === '*').flatMap(actionsOf)
    expect(broad.filter((action) => !/:(Describe|List|Lookup)[A-Z]/.test(action))).toEqual([])
    // Documents are emptied, never deleted: whoever reads one finds that nobody has access.
    expect(statements.flatMap(actionsOf).filter((action) => action.startsWith('ssm:Delete'))).toEqual([])
  })

  it('let schedules write documents and close doors, and nothing else; a schedule of this account and group alone may', () => {
    const closer = template('support-closer.yaml')
    expect([...new Set(grants(closer).flatMap(actionsOf))].sort()).toEqual(['ec2:RevokeSecurityGroupIngress', 'ssm:PutParameter'])
    expect(trusts(closer)).toEqual([
      {
        Effect: 'Allow',
        Principal: { Service: 'scheduler.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } }, ArnLike: { 'aws:SourceArn': { 'Fn::Sub': expect.stringMatching(/:schedule-group\/\$\{ScheduleGroupName\}$/) as string } } },
      },
    ])
  })

  it('let nobody shorten what an anchor is locked by, and the console delete none', () => {
    const anchors = template('audit-anchors.yaml')
    expect(grants(anchors).flatMap(actionsOf).filter((action) => /Delete|Bypass|Governance/.test(action))).toEqual([])
    expect(anchors.resources['Bucket']).toMatchObject({ DeletionPolicy: 'Retain', Properties: { ObjectLockEnabled: true, ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 92 } } }, VersioningConfiguration: { Status: 'Enabled' } } })
    // Anchors are a few hundred bytes: by default lifecycle rules pass over what is so small.
    expect(anchors.resources['Bucket']).toMatchObject({ Properties: { LifecycleConfiguration: { Rules: [{ ObjectSizeGreaterThan: '1', Transitions: [{ TransitionInDays: 92 }] }] } } })
  })

  it('let nobody lay anything over an anchor, nor lock one for less or otherwise', () => {
    const { Properties } = template('audit-anchors.yaml').resources['BucketPolicy'] as { Properties: { PolicyDocument: { Statement: readonly { Effect: string; Principal: string; Action: string | readonly string[]; Condition: unknown }[] } } }
    const denied = Properties.PolicyDocument.Statement.filter(({ Effect, Principal, Action }) => Effect === 'Deny' && Principal === '*' && [Action].flat().includes('s3:PutObject')).map(({ Condition }) => Condition)
    expect(denied).toEqual([{ StringNotEquals: { 's3:object-lock-mode': 'COMPLIANCE' } }, { NumericLessThan: { 's3:object-lock-remaining-retention-days': '92' } }, { Null: { 's3:if-none-match': 'true' } }])
  })

  it('let the desk’s people take the watching role, operators the operating one too, and no other', () => {
    const statements = grants(template('desk-permission-set.yaml'))
    expect(statements.flatMap(actionsOf)).toEqual(['sts:AssumeRole', 'sts:AssumeRole', 'sts:AssumeRole'])
    const role = (name: string) => ({ 'Fn::Sub': `arn:\${AWS::Partition}:iam::*:role/\${${name}}` })
    expect(statements.map(({ Resource }) => Resource)).toEqual([role('WatchRoleName'), role('OperateRoleName'), role('WatchRoleName')])
    const named = (parameters: Readonly<Record<string, unknown>>, name: string) => (parameters[name] as { Default: string }).Default
    expect(named(template('desk-permission-set.yaml').parameters, 'OperateRoleName')).toBe(named(template('operate-role.yaml').parameters, 'RoleName'))
  })

  it('let operators write to the desk’s store, and approvers approve there, by the policies of its template', () => {
    const [desk, store] = [template('desk-permission-set.yaml'), template('desk-store.yaml').parameters]
    const referred = (set: string) => JSON.stringify((desk.resources[set]?.Properties as { CustomerManagedPolicyReferences: unknown }).CustomerManagedPolicyReferences)
    expect(referred('Operators')).toContain('StoreOperatorPolicyName')
    expect(referred('Operators')).not.toContain('StoreApproverPolicyName')
    expect(referred('Approvers')).toMatch(/StoreOperatorPolicyName.*StoreApproverPolicyName/)
    const named = (parameters: Readonly<Record<string, unknown>>, name: string) => (parameters[name] as { Default: string }).Default
    expect([named(desk.parameters, 'StoreOperatorPolicyName'), named(desk.parameters, 'StoreApproverPolicyName'), named(desk.parameters, 'ApproverSetName')]).toEqual([named(store, 'OperatorPolicyName'), named(store, 'ApproverPolicyName'), named(store, 'ApproverPermissionSet')])
  })
})

describe.each([['watching', 'watch-role.yaml'], ['operating', 'operate-role.yaml']])('The %s role', (_role, file) => {
  it('trusts one account, narrowed to one permission set (or one role) and, when given, an external id', () => {
    expect(trusts(template(file))).toEqual([
      {
        Effect: 'Allow',
        Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${DeskAccountId}:root' } },
        Action: 'sts:AssumeRole',
        Condition: {
          ArnLike: { 'aws:PrincipalArn': { 'Fn::If': ['ByPermissionSet', { 'Fn::Sub': expect.stringMatching(/AWSReservedSSO_\$\{DeskPermissionSet\}_\?{16}$/) as string }, { Ref: 'DeskRoleArn' }] } },
          StringEquals: { 'Fn::If': ['WithExternalId', { 'sts:ExternalId': { Ref: 'ExternalId' } }, { Ref: 'AWS::NoValue' }] },
        },
      },
    ])
  })
})

describe('The watching role', () => {
  it('is called the same in both templates, unless one says otherwise', () => {
    const [watch, desk] = [template('watch-role.yaml').parameters, template('desk-permission-set.yaml').parameters]
    expect(desk['WatchRoleName']).toMatchObject({ Default: (watch['RoleName'] as { Default: string }).Default })
    expect(desk['PermissionSetName']).toMatchObject({ Default: (watch['DeskPermissionSet'] as { Default: string }).Default })
  })
})

describe.each(templates)('The template $name', (one) => {
  it('is YAML as CloudFormation reads it', () => {
    expect(one.faults).toEqual([])
    expect(Object.keys(one.resources)).not.toEqual([])
  })

  it('refers only to what it holds, and holds no parameter that nothing refers to', () => {
    const held = [...Object.keys(one.parameters), ...Object.keys(one.conditions), ...Object.keys(one.resources)]
    const referred = referredNames(one)
    expect(referred.filter((name) => !held.includes(name))).toEqual([])
    expect(Object.keys(one.parameters).filter((name) => !referred.includes(name))).toEqual([])
  })
})

describe('Reading what the adapter can call', () => {
  const read = (text: string) => reachOf('a.ts', text)

  it('finds commands, also renamed and lazily imported ones, and passes over types and clients', () => {
    expect(read("import { AbcCommand, RDSClient, type XCommand } from '@aws-sdk/client-rds'")).toEqual({ operations: ['rds:Abc'], unreadable: [] })
    expect(read("import { AbcCommand as Other } from '@aws-sdk/client-rds'").operations).toEqual(['rds:Abc'])
    expect(read("import type { AbcCommand } from '@aws-sdk/client-rds'").operations).toEqual([])
    expect(read("async function f() { const { StopInstancesCommand } = await import('@aws-sdk/client-ec2') }").operations).toEqual(['ec2:StopInstances'])
    expect(read("import { fromTemporaryCredentials } from '@aws-sdk/credential-providers'").operations).toEqual(['sts:AssumeRole'])
  })

  it('does not let a call hide behind a namespace, an aggregated client, a paginator, a re-export or a lazy module', () => {
    const hidden = [
      "import * as rds from '@aws-sdk/client-rds'",
      "import rds from '@aws-sdk/client-rds'",
      "import { RDS } from '@aws-sdk/client-rds'",
      "import { paginateDescribeDBInstances } from '@aws-sdk/client-rds'",
      "export { DeleteDBInstanceCommand } from '@aws-sdk/client-rds'",
      "async function f() { const all = await import('@aws-sdk/client-ec2') }",
      "import { fromCognitoIdentity } from '@aws-sdk/credential-providers'",
      "import { anything } from '@aws-sdk/lib-storage'",
    ]
    for (const text of hidden) expect({ text, unreadable: read(text).unreadable.length }).toEqual({ text, unreadable: 1 })
  })
})
