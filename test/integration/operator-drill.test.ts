import { describe, expect, it } from 'vitest'
import { minuteMs } from '#shared/kernel/time'
import { createAwsOperators, createCredentialSource } from '#electron/adapters/aws/index'
import { silentLogger } from '#electron/adapters/system/logger'
import { realClock as clock, realTimers as timers } from '#electron/adapters/system/real-time'
import { runDrill } from '#electron/drill/run-drill'
import type { AwsOperator } from '#electron/ports/aws-operator'
import type { OperatorCall, Outcome } from '#electron/ports/operator/outcome'
import { loadScenario, trainingCredentials, type TrainingEvent } from '#electron/training/index'
import { fakeConfig } from '#test/fakes/fake-watch-parts'

const home = '111122223333'
const region = 'eu-west-1'
const tenants = ['acme-bank', 'beta-bank', 'gamma-bank', 'delta-bank', 'omega-bank']

function scenarioOf(events: readonly TrainingEvent[]) {
  const fleet = { tenants: tenants.map((id) => ({ id, account: home, region, engine: 'mysql', environments: ['frontend'] })) }
  const loaded = loadScenario(JSON.stringify({ version: 1, name: 'operated', seed: 11, startAt: '2026-03-02T12:00:00Z', fleet, events }), 'operated.json')
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error))
  return loaded.value
}

const call: OperatorCall = { signal: new AbortController().signal, onRequest: () => Promise.resolve() }

function operatorAt(endpoint: string): AwsOperator {
  const config = { ...fakeConfig(), accounts: [{ id: home, name: 'home', regions: [region] }] }
  const credentials = createCredentialSource({ config, endpoint, clock, timers, training: trainingCredentials })
  return createAwsOperators({ endpoint, credentials, clock, timers })(home, region)
}

type Deed = (operator: AwsOperator) => Promise<Outcome<unknown>>

/** Plays a quiet fleet on which somebody works; what was asked for must have been taken. */
async function played(deeds: Readonly<Record<number, Deed>>, forMinutes: number, events: readonly TrainingEvent[] = []) {
  const refusals: string[] = []
  const act = async ({ passedMs, endpoint }: { readonly passedMs: number; readonly endpoint: string }) => {
    const deed = deeds[passedMs / minuteMs]
    if (deed === undefined) return
    const operator = operatorAt(endpoint)
    const outcome = await deed(operator)
    if (!outcome.ok) refusals.push(outcome.error.error.message)
    operator.close()
  }
  const drill = await runDrill({ scenario: scenarioOf(events), forMs: forMinutes * minuteMs, logger: silentLogger, act })
  if (!drill.ok) throw new Error(drill.error.message)
  expect(refusals).toEqual([])
  return drill.value.report
}

const clean = { missed: 0, falseFindings: [], falseHealthyMs: 0 }

describe('A drill in which somebody works', () => {
  it('sees snapshots, an upgrade and a change of class as what they are, and the failovers as planned', async () => {
    const report = await played(
      {
        3: (operator) => operator.databases.createSnapshot(call, { databaseId: 'acme-bank-frontend', snapshotId: 'wf-r1-acme', tags: {} }),
        15: (operator) => operator.databases.modify(call, 'acme-bank-frontend', { engineVersion: '8.0.42', now: true }),
        16: (operator) => operator.databases.modify(call, 'beta-bank-frontend', { instanceClass: 'db.m6i.4xlarge', now: true }),
        17: (operator) => operator.databases.reboot(call, 'gamma-bank-frontend', { forceFailover: true }),
        18: (operator) => operator.groups.startRefresh(call, 'delta-bank-frontend-app', { minHealthyPercent: 50 }),
        19: (operator) => operator.alarms.disableActions(call, ['delta-bank-frontend-cpu-high']),
      },
      50,
    )
    expect(report).toMatchObject(clean)
    expect(report.incidents).toMatchObject({ missed: [], doubled: [], wrong: [] })
    expect(report.conditions.filter(({ kind }) => kind === 'db.failover').map(({ subject }) => subject).sort()).toEqual(['beta-bank-frontend', 'gamma-bank-frontend'])
  })

  it('follows a restore under the old name without a false word', async () => {
    const report = await played(
      {
        3: (operator) => operator.databases.createSnapshot(call, { databaseId: 'acme-bank-frontend', snapshotId: 'wf-r1-acme', tags: {} }),
        14: (operator) => operator.databases.modify(call, 'acme-bank-frontend', { newId: 'acme-bank-frontend-before', now: true }),
        20: (operator) => operator.databases.restoreFromSnapshot(call, 'wf-r1-acme', { databaseId: 'acme-bank-frontend', multiAz: true, retentionDays: 30, deletionProtection: true }),
      },
      75,
    )
    expect(report).toMatchObject(clean)
  })

  it('says of a database that is lost in mid-upgrade that it is, and of a zone that fails then that nobody planned it', async () => {
    const report = await played(
      {
        3: (operator) => operator.databases.modify(call, 'acme-bank-frontend', { engineVersion: '8.0.42', now: true }),
        4: (operator) => operator.databases.modify(call, 'beta-bank-frontend', { engineVersion: '8.0.42', now: true }),
      },
      45,
      [
        { at: 'PT1M', kind: 'db.upgrade-fails', tenant: 'acme-bank', rolledBack: false },
        { at: 'PT1M', kind: 'db.upgrade-fails-over', tenant: 'beta-bank' },
      ],
    )
    expect(report).toMatchObject(clean)
    expect(report.incidents).toMatchObject({ missed: [], doubled: [], wrong: [] })
    expect(report.conditions.map(({ kind, subject }) => [kind, subject])).toEqual(expect.arrayContaining([['db.status', 'acme-bank-frontend'], ['db.failover', 'beta-bank-frontend']]))
  })
})
