import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isInstalled, runToEnd, type Environment } from './processes'
import { advance, fleetStatus, serveTraining, truthOf, type Serving } from './cli'

const hasAwsCli = isInstalled('aws', ['--version'])
const account = '111122223333'
const region = 'eu-west-1'

/** An independent client with its own parsers, paginators and validation: what it reads must be what the world says of itself. */
describe.runIf(hasAwsCli)('the AWS CLI as a client of the training fleet (needs aws)', () => {
  let server: Serving
  let keys: Environment

  beforeAll(async () => {
    server = await serveTraining('test/integration/scenarios/standing-trouble.json')
    keys = { AWS_ACCESS_KEY_ID: `AKIA${account}TRNG`, AWS_SECRET_ACCESS_KEY: 'training-keys-open-nothing-outside-training', AWS_REGION: region, AWS_DEFAULT_REGION: region, AWS_PAGER: '', AWS_MAX_ATTEMPTS: '1' }
    // Events show up to 75 s after their own date.
    await advance(server, 120_000)
  }, 120_000)
  afterAll(() => server.stop('SIGINT'))

  async function aws<T>(...args: readonly string[]): Promise<T> {
    const { code, stdout, stderr } = await runToEnd('aws', ['--endpoint-url', server.endpoint, '--output', 'json', ...args], keys)
    if (code !== 0) throw new Error(`aws ${args.join(' ')} ended with ${code}: ${stderr}`)
    return JSON.parse(stdout) as T // each caller names what AWS documents
  }

  it('is told which account its key belongs to', async () => {
    expect(await aws('sts', 'get-caller-identity')).toMatchObject({ Account: account })
  })

  it('reads the databases, and the one that lost its standby is the one in the truth', async () => {
    interface Instance { readonly DBInstanceIdentifier: string; readonly MultiAZ: boolean; readonly TagList: readonly { readonly Key: string; readonly Value: string }[] }
    const { DBInstances } = await aws<{ readonly DBInstances: readonly Instance[] }>('rds', 'describe-db-instances')
    expect(DBInstances).toHaveLength(10)
    const lost = (await truthOf(server)).filter(({ kind }) => kind === 'db.lost-standby').map(({ subject }) => subject)
    expect(lost).toEqual(['acme-bank-portal'])
    expect(DBInstances.filter(({ MultiAZ }) => !MultiAZ).map(({ DBInstanceIdentifier }) => DBInstanceIdentifier)).toEqual(lost)
    expect(DBInstances.find(({ DBInstanceIdentifier }) => DBInstanceIdentifier === lost[0])?.TagList).toContainEqual({ Key: 'tenant', Value: 'acme-bank' })
  })

  it('pages when asked to', async () => {
    const { DBInstances } = await aws<{ readonly DBInstances: readonly unknown[] }>('rds', 'describe-db-instances', '--page-size', '20')
    expect(DBInstances).toHaveLength(10)
  })

  it('reads the events of the failover in the words of AWS', async () => {
    const { Events } = await aws<{ readonly Events: readonly { readonly SourceIdentifier: string; readonly Message: string; readonly EventCategories: readonly string[] }[] }>('rds', 'describe-events', '--source-type', 'db-instance', '--duration', '60', '--start-time', '2026-03-02T09:30:00Z', '--end-time', '2026-03-02T10:30:00Z')
    const failover = Events.filter(({ SourceIdentifier, EventCategories }) => SourceIdentifier === 'acme-bank-frontend' && EventCategories.includes('failover'))
    expect(failover.map(({ Message }) => Message)).toContain('Multi-AZ instance failover started.')
  })

  it('reads the alarms, and those that fire are those in the truth', async () => {
    const { MetricAlarms, CompositeAlarms } = await aws<{ readonly MetricAlarms: readonly { readonly AlarmName: string }[]; readonly CompositeAlarms: readonly { readonly AlarmName: string }[] }>(
      'cloudwatch', 'describe-alarms', '--state-value', 'ALARM', '--alarm-types', 'MetricAlarm', 'CompositeAlarm',
    )
    const firing = (await truthOf(server)).filter(({ kind, account: of }) => kind === 'alarm.fires' && of === account).map(({ subject }) => subject)
    expect(firing.length).toBeGreaterThan(0)
    expect([...MetricAlarms, ...CompositeAlarms].map(({ AlarmName }) => AlarmName).sort()).toEqual([...new Set(firing)].sort())
  })

  it('reads the app groups with their tags', async () => {
    const { AutoScalingGroups } = await aws<{ readonly AutoScalingGroups: readonly { readonly DesiredCapacity: number; readonly Instances: readonly unknown[]; readonly Tags: readonly { readonly Key: string; readonly Value: string }[] }[] }>('autoscaling', 'describe-auto-scaling-groups')
    expect(AutoScalingGroups.length).toBeGreaterThan(0)
    for (const group of AutoScalingGroups) {
      expect(group.Instances).toHaveLength(group.DesiredCapacity)
      expect(group.Tags.map(({ Key }) => Key)).toEqual(expect.arrayContaining(['tenant', 'environment']))
    }
  })

  it('reads the keys of databases, and the copies in another Region that the fleet file promises', async () => {
    const { DBInstances } = await aws<{ readonly DBInstances: readonly { readonly KmsKeyId: string; readonly DBInstanceIdentifier: string }[] }>('rds', 'describe-db-instances')
    const { KeyMetadata } = await aws<{ readonly KeyMetadata: { readonly Arn: string; readonly KeyState: string } }>('kms', 'describe-key', '--key-id', DBInstances[0]!.KmsKeyId)
    expect(KeyMetadata).toMatchObject({ Arn: DBInstances[0]!.KmsKeyId, KeyState: 'Enabled' })
    const { DBSnapshots } = await aws<{ readonly DBSnapshots: readonly { readonly DBInstanceIdentifier: string; readonly SourceDBSnapshotIdentifier: string; readonly Status: string }[] }>('rds', 'describe-db-snapshots', '--snapshot-type', 'manual', '--region', 'eu-west-3')
    expect([...new Set(DBSnapshots.map(({ DBInstanceIdentifier }) => DBInstanceIdentifier))]).toEqual(['acme-bank-frontend', 'acme-bank-portal'])
    expect(DBSnapshots.every(({ SourceDBSnapshotIdentifier }) => SourceDBSnapshotIdentifier.startsWith(`arn:aws:rds:${region}:${account}:snapshot:rds:acme-bank-`))).toBe(true)
    expect((await runToEnd('aws', ['--endpoint-url', server.endpoint, 'kms', 'describe-key', '--key-id', 'arn:aws:kms:eu-west-1:999999999999:key/0'], keys)).stderr).toContain('AccessDeniedException')
  })

  it('is refused in the words of AWS: unknown names, unknown operations, foreign sessions', async () => {
    const refusal = async (args: readonly string[], env: Environment = keys): Promise<string> => (await runToEnd('aws', ['--endpoint-url', server.endpoint, ...args], env)).stderr
    expect(await refusal(['rds', 'describe-db-instances', '--db-instance-identifier', 'nobody'])).toContain('DBInstanceNotFound')
    expect(await refusal(['rds', 'describe-db-proxies'])).toMatch(/InvalidAction|UnknownOperation/)
    expect(await refusal(['rds', 'describe-db-instances'], { ...keys, AWS_SESSION_TOKEN: 'stolen', AWS_ACCESS_KEY_ID: 'ASIA999900001111TRNG' })).toMatch(/InvalidClientTokenId|UnrecognizedClient/)
  })

  it('the fleet file that was printed is ready for fleet status', async () => {
    const status = await fleetStatus(['--fleet', server.fleetFile])
    expect(status.code).toBe(1)
    expect(status.report.source).toBe('training')
    const checks = status.report.tenants.find(({ id }) => id === 'acme-bank')?.findings.map(({ check }) => check)
    expect(checks).toEqual(expect.arrayContaining(['db-failover', 'alarm-firing']))
    expect(checks?.some((check) => check === 'db-lost-standby' || check === 'db-multi-az')).toBe(true)
  })
})
