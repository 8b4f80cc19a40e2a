import { nextTurn } from '#electron/adapters/system/event-loop'
import { createAwsOperators, createAwsReaders, createCredentialSource } from '#electron/adapters/aws/index'
import { createWebReader } from '#electron/adapters/http/web-reader'
import { openLocalDesk } from '#electron/adapters/sqlite/desk/local-desk'
import { createSqliteDeskStore } from '#electron/adapters/sqlite/desk/sqlite-desk-store'
import { sha256 } from '#electron/adapters/system/digest'
import { createVirtualTime } from '#electron/adapters/system/virtual-time'
import { createDeedLog } from '#electron/drill/crash/deed-log'
import { counted, guardOperators } from '#electron/drill/crash/guarded-operators'
import { createLife } from '#electron/drill/crash/life'
import { seededIds } from '#electron/drill/seeded-ids'
import { effectHandlers } from '#electron/maintenance/effects/registry'
import { createNoticeDesk } from '#electron/maintenance/notices/create-notice-desk'
import { runNotices } from '#electron/maintenance/notices/run-notices'
import { createMaintenanceOffice, type RunningOffice } from '#electron/maintenance/office/office'
import type { FleetSight } from '#electron/ports/fleet-sight'
import { loadScenario, startTrainingFleet, trainingCredentials } from '#electron/training/index'
import { parseFleetFile } from '#shared/fleet/fleet-file'
import type { TenantDetail } from '#shared/fleet/tenant-view'
import { ok, type Result } from '#shared/kernel/result'
import { silentLogger } from '#test/fakes/fake-watch-parts'

const account = '111122223333'
const region = 'eu-west-1'
/** More host names than one rule takes. */
const hosts = ['frontend.acme.example', ...['a', 'b', 'c', 'd', 'e'].map((letter) => `${letter}.acme.example`)]

export function valueOf<T>(result: Result<T, { readonly message: string }>): T {
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

/** One bank of the training fleet on its wire, and a desk of two people. No watch polls: every request that the fleet records is the desk's. */
export async function openPlannedCallsStage(events: readonly object[]) {
  const startAtMs = Date.UTC(2026, 2, 2, 12)
  const time = createVirtualTime(startAtMs)
  const { clock, timers } = time
  const fleetOf = { pooled: [{ account, region: 'eu-central-1', tenants: 1 }], tenants: [{ id: 'acme', name: 'Acme', account, region, engine: 'mysql', environments: ['frontend'] }] }
  const scenario = loadScenario(JSON.stringify({ version: 1, name: 'calls', seed: 5, startAt: new Date(startAtMs).toISOString(), fleet: fleetOf, events }), 'calls.json')
  if (!scenario.ok) throw new Error(JSON.stringify(scenario.error))
  const fleet = await startTrainingFleet({ scenario: scenario.value, clock, timers, logger: silentLogger })
  const parsed = valueOf(parseFleetFile(fleet.fleetFileText(), 'fleet.yaml')).config
  const config = { ...parsed, tenants: parsed.tenants.map((tenant) => (tenant.id === 'acme' ? { ...tenant, hosts, contacts: ['ops@acme.example', 'it@acme.example'] } : tenant)) }
  const credentials = createCredentialSource({ config, endpoint: fleet.endpoint, clock, timers, training: trainingCredentials })
  const call = { signal: new AbortController().signal, onRequest: () => Promise.resolve() }
  const reader = createAwsReaders({ endpoint: fleet.endpoint, credentials, tags: config.tags, clock, timers })(account, region)
  const database = valueOf(await reader.databases(call)).records[0]!
  const group = valueOf(await reader.appGroups(call)).records[0]!
  const loadBalancerArn = valueOf(await reader.loadBalancers(call, group.targetGroupArns)).records[0]!.loadBalancerArns[0]!
  const alarms = valueOf(await reader.alarms(call)).records

  const traffic = { out: 0 }
  const operators = guardOperators(createAwsOperators({ endpoint: fleet.endpoint, credentials, clock, timers }), { life: createLife(), deeds: createDeedLog(), traffic, purpose: 'run' })
  const web = createWebReader({ timers })
  const local = valueOf(openLocalDesk({ file: ':memory:', nowMs: startAtMs }))
  const storeOf = (person: string) => createSqliteDeskStore({ desk: local.desk, clock, person: async () => ok(person) })
  const detail = { findings: [], view: { id: 'acme', places: [], probes: [], alarms: alarms.map((record) => ({ record })), services: { doors: [{ tagged: { key: loadBalancerArn }, place: { account, region } }] } } } as unknown as TenantDetail // as much as planning and running ask for
  const sight: FleetSight = {
    scope: async () =>
      ok({
        databases: [{ arn: database.key, id: database.id, tenant: 'acme', environment: 'frontend', engine: 'mysql', engineVersion: database.engineVersion! }],
        groups: [{ arn: group.key, name: group.id, tenants: ['acme'], environment: 'frontend' }],
        leftOut: [],
        unknown: [],
      }),
    awsMaintenance: async () => ok([]),
    tenant: async (id) => ok(id === 'acme' ? detail : undefined),
    refresh: async () => ok(0),
    awsOffsetMs: async () => ok(0),
  }
  const officeOf = (person: string): RunningOffice => {
    const store = storeOf(person)
    const ids = seededIds(person.length)
    return createMaintenanceOffice({
      config,
      store,
      sight,
      operators,
      notices: createNoticeDesk({ store, ids, operators, tenant: (id) => config.tenants.find((each) => each.id === id), sender: config.mail, desk: 'Night desk', web: { read: (url, reading) => counted(traffic, () => web.read(url, reading)) }, clock, timers }),
      runNotices,
      effects: effectHandlers,
      blackouts: async () => ({ blackouts: [], troubles: [] }),
      digest: sha256,
      clock,
      timers,
      ids,
      logger: silentLogger,
      console: `${person}’s desk`,
      changed: () => undefined,
    })
  }
  const settled = async (): Promise<void> => {
    for (let quiet = 0; quiet < 3; quiet = traffic.out === fleet.held() ? quiet + 1 : 0) await nextTurn()
  }
  /** Requests by operation, as the fleet recorded them: `rds:CreateDBSnapshot`. */
  const recorded = (): ReadonlyMap<string, number> => {
    const requests = new Map<string, number>()
    for (const { service, operation, requests: many } of fleet.billing().lines) {
      const name = `${service === 'elbv2' ? 'elasticloadbalancing' : service}:${operation}`
      requests.set(name, (requests.get(name) ?? 0) + many)
    }
    return requests
  }
  const stop = async (): Promise<void> => {
    operators(account, region).close()
    reader.close()
    await fleet.stop()
    await local.close()
  }
  return { time, settled, officeOf, recorded, stop }
}
