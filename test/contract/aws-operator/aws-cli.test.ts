import { execFile, spawnSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { minuteMs } from '#shared/kernel/time'
import { trainingCredentials } from '#electron/training/index'
import { groupIdOf } from '#electron/training/world/doors'
import { home, openStage, region, type Stage } from './scenario'

const hasCli = spawnSync('aws', ['--version'], { stdio: 'ignore' }).status === 0

/** The CLI learned them in August 2024; Debian's is older, and refuses the option before it asks anybody. */
const hasConditionalWrites = hasCli && !askedOfNobody('s3api', 'put-object', '--bucket', 'b', '--key', 'k', '--if-none-match', '*').includes('Unknown options')

function askedOfNobody(...words: readonly string[]): string {
  const env = { PATH: process.env['PATH'], HOME: '/nonexistent', AWS_MAX_ATTEMPTS: '1', AWS_EC2_METADATA_DISABLED: 'true' }
  return spawnSync('aws', ['--no-sign-request', '--region', 'eu-west-1', '--endpoint-url', 'http://127.0.0.1:9', ...words], { encoding: 'utf8', env }).stderr
}

interface Ran {
  readonly code: number
  readonly output: string
  readonly errors: string
}

/** Nobody's code but Amazon's: what the CLI can do here, operators can. */
describe.skipIf(!hasCli)('The AWS CLI against the training fleet (command aws)', () => {
  let stage: Stage
  const pass = (durationMs: number) => stage.time.advanceTo(stage.time.clock.nowMs() + durationMs)

  function aws(...words: readonly string[]): Promise<Ran> {
    const { accessKeyId, secretAccessKey } = trainingCredentials(home)
    const env = { PATH: process.env['PATH'], HOME: '/nonexistent', AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_EC2_METADATA_DISABLED: 'true', AWS_MAX_ATTEMPTS: '1' }
    return new Promise((resolve) => {
      execFile('aws', ['--endpoint-url', stage.fleet.endpoint, '--region', region, '--output', 'json', ...words], { env }, (problem, output, errors) => resolve({ code: problem === null ? 0 : 1, output, errors }))
    })
  }

  const ask = async (...words: readonly string[]): Promise<Record<string, unknown>> => {
    const { code, output, errors } = await aws(...words)
    if (code !== 0) throw new Error(errors)
    return output === '' ? {} : (JSON.parse(output) as Record<string, unknown>) // the CLI prints an object
  }

  const database = 'acme-bank-frontend'

  beforeAll(async () => {
    stage = await openStage()
  })
  afterAll(() => stage.fleet.stop())

  it('makes a snapshot and sees it grow', async () => {
    expect(await ask('rds', 'create-db-snapshot', '--db-snapshot-identifier', 'by-hand', '--db-instance-identifier', database, '--tags', 'Key=watchfloor-run,Value=r1')).toMatchObject({ DBSnapshot: { Status: 'creating', TagList: [{ Key: 'watchfloor-run', Value: 'r1' }] } })
    await pass(20 * minuteMs)
    expect(await ask('rds', 'describe-db-snapshots', '--db-snapshot-identifier', 'by-hand')).toMatchObject({ DBSnapshots: [{ Status: 'available', PercentProgress: 100 }] })
    const again = await aws('rds', 'create-db-snapshot', '--db-snapshot-identifier', 'by-hand', '--db-instance-identifier', database)
    expect(again.errors).toContain('DBSnapshotAlreadyExists')
  })

  it('upgrades a database', async () => {
    expect(await ask('rds', 'modify-db-instance', '--db-instance-identifier', database, '--engine-version', '8.0.41', '--apply-immediately')).toMatchObject({ DBInstance: { PendingModifiedValues: { EngineVersion: '8.0.41' } } })
    await pass(30 * minuteMs)
    expect(await ask('rds', 'describe-db-instances', '--db-instance-identifier', database)).toMatchObject({ DBInstances: [{ EngineVersion: '8.0.41', DBInstanceStatus: 'available' }] })
  })

  it('begins a refresh of a group', async () => {
    const { InstanceRefreshId: id } = await ask('autoscaling', 'start-instance-refresh', '--auto-scaling-group-name', 'frontend-app', '--preferences', 'MinHealthyPercentage=50')
    expect(await ask('autoscaling', 'describe-instance-refreshes', '--auto-scaling-group-name', 'frontend-app')).toMatchObject({ InstanceRefreshes: [{ InstanceRefreshId: id, Status: 'InProgress' }] })
  })

  it('closes access by a rule, and finds it', async () => {
    const { TargetGroups: groups } = (await ask('elbv2', 'describe-target-groups', '--names', 'frontend-app')) as { TargetGroups: { LoadBalancerArns: string[] }[] }
    const { Listeners: listeners } = (await ask('elbv2', 'describe-listeners', '--load-balancer-arn', groups[0]!.LoadBalancerArns[0]!)) as { Listeners: { ListenerArn: string }[] }
    const words = ['--listener-arn', listeners[0]!.ListenerArn, '--priority', '3', '--conditions', 'Field=host-header,HostHeaderConfig={Values=[frontend.acme-bank.example]}', '--actions', 'Type=fixed-response,FixedResponseConfig={StatusCode=503,ContentType=text/html,MessageBody=closed}']
    expect(await ask('elbv2', 'create-rule', ...words)).toMatchObject({ Rules: [{ Priority: '3' }] })
    expect((await aws('elbv2', 'create-rule', ...words)).errors).toContain('PriorityInUse')
  })

  it.skipIf(!hasConditionalWrites)('writes an object only where there is none (a CLI of 2024-08 or newer)', async () => {
    const words = ['s3api', 'put-object', '--bucket', `notices-${home}-${region}`, '--key', 'cli/notice.json', '--if-none-match', '*', '--body', new URL('./seed-moto.py', import.meta.url).pathname]
    expect(await ask(...words)).toHaveProperty('ETag')
    expect((await aws(...words)).errors).toContain('PreconditionFailed')
    const shown = await fetch(`${stage.fleet.endpoint}/_objects/notices-${home}-${region}/cli/notice.json`)
    expect(await shown.text()).toContain('Seeds moto with what')
  })

  it('sends mail', async () => {
    const content = JSON.stringify({ Simple: { Subject: { Data: 'Maintenance' }, Body: { Text: { Data: 'soon' } } } })
    const { MessageId: id } = await ask('sesv2', 'send-email', '--from-email-address', 'notices@desk.example', '--destination', 'ToAddresses=ops@acme-bank.example', '--content', content)
    expect(stage.fleet.mails()).toMatchObject([{ messageId: id, to: ['ops@acme-bank.example'], subject: 'Maintenance' }])
  })

  it('opens a door, lets a schedule close it, and finds both in CloudTrail', async () => {
    const door = groupIdOf({ id: 'own-machines', account: home, region }, 'frontend')
    const ssh = JSON.stringify([{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '198.51.100.7/32', Description: 'watchfloor: g-1' }] }])
    const target = { Arn: 'arn:aws:scheduler:::aws-sdk:ec2:revokeSecurityGroupIngress', RoleArn: `arn:aws:iam::${home}:role/WatchfloorSupportCloser`, Input: JSON.stringify({ GroupId: door, IpPermissions: JSON.parse(ssh) as unknown }) }
    const at = new Date(stage.time.clock.nowMs() + 10 * minuteMs).toISOString().slice(0, 19)
    expect(await ask('scheduler', 'create-schedule', '--name', 'by-hand', '--group-name', 'watchfloor-support', '--schedule-expression', `at(${at})`, '--flexible-time-window', 'Mode=OFF', '--target', JSON.stringify(target))).toHaveProperty('ScheduleArn')
    expect(await ask('ec2', 'authorize-security-group-ingress', '--group-id', door, '--ip-permissions', ssh)).toMatchObject({ Return: true, SecurityGroupRules: [{ CidrIpv4: '198.51.100.7/32', FromPort: 22 }] })
    expect((await aws('ec2', 'authorize-security-group-ingress', '--group-id', door, '--ip-permissions', ssh)).errors).toContain('InvalidPermission.Duplicate')
    const rules = async () => ((await ask('ec2', 'describe-security-group-rules', '--filters', `Name=group-id,Values=${door}`))['SecurityGroupRules'] as { CidrIpv4: string }[]).map(({ CidrIpv4 }) => CidrIpv4)
    expect(await rules()).toContain('198.51.100.7/32')
    await pass(11 * minuteMs)
    expect(await rules()).toEqual(['10.0.0.0/16'])
    await pass(16 * minuteMs)
    const { Events: events } = (await ask('cloudtrail', 'lookup-events', '--lookup-attributes', `AttributeKey=ResourceName,AttributeValue=${door}`)) as { Events: { EventName: string; Username: string }[] }
    expect(events.map(({ EventName, Username }) => `${EventName} ${Username}`)).toEqual(['RevokeSecurityGroupIngress scheduled-close', 'AuthorizeSecurityGroupIngress training', 'AuthorizeSecurityGroupIngress training'])
    expect(await ask('scheduler', 'get-schedule', '--name', 'by-hand', '--group-name', 'watchfloor-support')).toMatchObject({ State: 'ENABLED', Target: target })
  })

  it('reads and writes a support-access document', async () => {
    const name = '/watchfloor/support-access/acme-bank/portal'
    expect(await ask('ssm', 'put-parameter', '--name', name, '--type', 'String', '--value', '{"grants":[]}')).toMatchObject({ Version: 1 })
    expect((await aws('ssm', 'put-parameter', '--name', name, '--type', 'String', '--value', '{}')).errors).toContain('ParameterAlreadyExists')
    expect(await ask('ssm', 'get-parameters-by-path', '--path', '/watchfloor', '--recursive')).toMatchObject({ Parameters: [{ Name: name, Value: '{"grants":[]}' }] })
  })

  it('cannot delete an anchor before its time', async () => {
    const at = ['--bucket', `watchfloor-audit-${home}-${region}`, '--key', 'chains/c1/2026-03-02.json']
    const lock = ['--object-lock-mode', 'COMPLIANCE', '--object-lock-retain-until-date', new Date(stage.time.clock.nowMs() + 92 * 24 * 60 * minuteMs).toISOString()]
    const put = await ask('s3api', 'put-object', ...at, ...lock, '--body', new URL('./seed-moto.py', import.meta.url).pathname)
    const version = ['--version-id', String(put['VersionId'])]
    expect(await ask('s3api', 'head-object', ...at, ...version)).toMatchObject({ ObjectLockMode: 'COMPLIANCE' })
    expect((await aws('s3api', 'delete-object', ...at, ...version)).errors).toContain('AccessDenied')
    expect(await ask('s3api', 'delete-object', ...at)).toMatchObject({ DeleteMarker: true })
    expect((await aws('s3api', 'head-object', ...at)).errors).toContain('404')
    expect(await ask('s3api', 'list-object-versions', '--bucket', at[1]!, '--prefix', 'chains/')).toMatchObject({ Versions: [{ VersionId: put['VersionId'], IsLatest: false }], DeleteMarkers: [{ IsLatest: true }] })
  })
})
