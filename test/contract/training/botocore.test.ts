import { spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createVirtualTime } from '#electron/adapters/system/virtual-time'
import { loadScenario, startTrainingFleet, type TrainingFleet } from '#electron/training/index'
import { operations } from '#electron/training/services/operations'

const hasBoto = spawnSync('python3', ['-c', 'import boto3']).status === 0
const here = import.meta.dirname
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** Services that botocore calls otherwise. */
const modelNames: Readonly<Record<string, string>> = { tagging: 'resourcegroupstaggingapi', ses: 'sesv2' }

interface Findings {
  readonly report: Readonly<Record<string, readonly string[]>>
  readonly paged: Readonly<Record<string, readonly [number, number]>>
  readonly faults: Readonly<Record<string, readonly [string, string]>>
}

/** botocore's service models judge replies of a fleet in which much has happened. */
describe.runIf(hasBoto)('botocore as referee of the training fleet (needs boto3)', () => {
  let fleet: TrainingFleet
  let findings: Findings

  beforeAll(async () => {
    const file = path.resolve(here, '../../../resources/training/bad-night.json')
    const scenario = loadScenario(readFileSync(file, 'utf8'), file)
    if (!scenario.ok) throw new Error(scenario.error.message)
    const time = createVirtualTime(scenario.value.startAtMs)
    fleet = await startTrainingFleet({ scenario: scenario.value, clock: time.clock, timers: time.timers, logger: quiet })
    fleet.inject({ kind: 'db.pending-maintenance', tenant: 'sablewick-trust' })
    for (const tenant of scenario.value.fleet.tenants.filter(({ account }) => account === '111122223333').slice(0, 1)) fleet.inject([{ kind: 'app.refresh', tenant: tenant.id }, { kind: 'db.pending-maintenance', tenant: tenant.id }])
    fleet.inject({ kind: 'mail.bounces', address: 'long-gone@bounces.example' })
    await time.advanceTo(scenario.value.startAtMs + 6.5 * 60_000)
    findings = await judge(fleet.endpoint, ['111122223333', 'eu-west-1'], ['333344445555', 'eu-central-1', doorOf(fleet.fleetFileText(), '333344445555')])
  }, 120_000)
  afterAll(() => fleet.stop())

  it('finds nothing in any reply that the models do not know', () => {
    const served = Object.entries(operations).flatMap(([service, byName]) => Object.keys(byName).map((name) => `${modelNames[service] ?? service}.${name}`))
    expect(findings.report).toEqual(Object.fromEntries(served.map((name) => [name, []])))
  })

  it('pages through everything with its paginators, each thing once', () => {
    expect(findings.paged).toMatchObject({ instances: [24, 24], snapshots: [720, 720], backups: [24, 24], groups: [1, 1] })
    expect(findings.paged['alarms']?.[0]).toBe(findings.paged['alarms']?.[1])
  })

  it('raises the exceptions that clients of AWS catch', () => {
    expect(findings.faults).toEqual({
      'no such database': ['DBInstanceNotFoundFault', 'DBInstanceNotFound'],
      'no such snapshot': ['DBSnapshotNotFoundFault', 'DBSnapshotNotFound'],
      'no such resource': ['ResourceNotFoundFault', 'ResourceNotFoundFault'],
      'bad alarm token': ['InvalidNextToken', 'InvalidNextToken'],
      'no such alarm': ['ResourceNotFoundException', 'ResourceNotFoundException'],
      'bad group token': ['InvalidNextToken', 'InvalidNextToken'],
      'no such target group': ['TargetGroupNotFoundException', 'TargetGroupNotFound'],
      'no such key': ['NotFoundException', 'NotFoundException'],
      'foreign key': ['ClientError', 'AccessDeniedException'],
      'no such IP set': ['WAFNonexistentItemException', 'WAFNonexistentItemException'],
      'no such SFTP server': ['ResourceNotFoundException', 'ResourceNotFoundException'],
      'no such bucket': ['NoSuchBucket', 'NoSuchBucket'],
      'unknown operation of S3': ['ClientError', 'NotImplemented'],
      'unknown operation': ['ClientError', 'InvalidAction'],
      'unknown operation in JSON': ['ClientError', 'InvalidAction'],
      'foreign role': ['ClientError', 'AccessDenied'],
    })
  })
})

/** A security group of an account, as the fleet file names it. */
const doorOf = (fleetFile: string, account: string): string => new RegExp(`account: "?${account}"?\\n\\s+region: eu-central-1\\n\\s+securityGroup: (sg-[0-9a-f]+)`).exec(fleetFile)?.[1] ?? ''

function judge(endpoint: string, pool: readonly string[], silo: readonly string[]): Promise<Findings> {
  return new Promise((resolve, reject) => {
    const child = spawn('python3', [path.join(here, 'validate_replies.py'), endpoint, ...pool, ...silo], { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    let errors = ''
    child.stdout.on('data', (text: Buffer) => (output += text.toString()))
    child.stderr.on('data', (text: Buffer) => (errors += text.toString()))
    child.on('close', (code) => (code === 0 ? resolve(JSON.parse(output) as Findings) : reject(new Error(errors))))
  })
}
