import type { TenantDetail } from '#shared/fleet/tenant-view'
import { err, ok, type Result } from '#shared/kernel/result'
import { appError, type AppError } from '#shared/kernel/app-error'
import type { PlanDraft } from '#shared/maintenance/draft'
import type { Delivery } from '#shared/maintenance/notice-ledger'
import { tenantsOf, type PlanGroup } from '#shared/maintenance/plan'
import type { PlanScope } from '#shared/maintenance/plan-scope'
import type { Blackout } from '#shared/maintenance/booking'
import { sha256 } from '#electron/adapters/system/digest'
import { openLocalDesk } from '#electron/adapters/sqlite/desk/local-desk'
import { createSqliteDeskStore } from '#electron/adapters/sqlite/desk/sqlite-desk-store'
import { createVirtualTime } from '#electron/adapters/system/virtual-time'
import type { EffectHandlers } from '#electron/maintenance/effect-handler'
import type { RunNotices } from '#electron/maintenance/effects/run-context'
import type { NoticeDesk } from '#electron/maintenance/notices/notice-desk'
import { createMaintenanceOffice, type RunningOffice } from '#electron/maintenance/office/office'
import type { CalendarTrouble } from '#electron/ports/calendars'
import type { AwsOperators } from '#electron/ports/aws-operator'
import type { FleetSight } from '#electron/ports/fleet-sight'
import { aConfig, account, aTenant, region } from '#test/builders/fleet'
import { silentLogger } from '#test/fakes/fake-watch-parts'

export const startAtMs = Date.UTC(2026, 2, 2, 12)

export const aDraft = (over: Partial<PlanDraft> = {}): PlanDraft => ({
  title: 'Upgrade MySQL',
  why: 'Support ends',
  kind: 'downtime',
  window: { start: '2026-03-05T22:00', zone: 'Europe/Berlin', durationMinutes: 240 },
  select: { tenants: ['acme', 'zenith'] },
  steps: [{ kind: 'db.engine-upgrade', toVersion: '8.0.39', allowMajor: false }],
  onFailure: 'restore',
  ...over,
})

/** As much of a tenant as a start asks for: the load balancer through which its people come in. */
const detailWithDoor = (tenant: string): TenantDetail => ({ findings: [], view: { id: tenant, places: [], alarms: [], probes: [], services: { doors: [{ tagged: { key: `arn:door:${tenant}` }, place: { account, region } }] } } }) as unknown as TenantDetail

const arnOf = (id: string): string => `arn:aws:rds:${region}:${account}:db:${id}`

/** A desk in memory, a fleet of two banks, and a world in which every effect succeeds after a minute. */
export function openOfficeStage({ tenants = ['acme', 'zenith'], blackouts = [], troubles = [], hostless = [] }: { readonly tenants?: readonly string[]; readonly hostless?: readonly string[]; readonly blackouts?: readonly Blackout[]; readonly troubles?: readonly CalendarTrouble[] } = {}) {
  const time = createVirtualTime(startAtMs)
  const opened = openLocalDesk({ file: ':memory:', nowMs: startAtMs })
  if (!opened.ok) throw new Error(opened.error.message)
  const local = opened.value
  const versions = new Map<string, string>()
  const room = { most: 100 }
  const asleep = { is: false }
  const offered = { versions: ['8.0.39', '8.0.40'] }
  const groups: PlanGroup[] = []
  const doorless = new Set<string>()
  const happened: string[] = []
  const changed: string[] = []
  let next = 0
  const ids = { next: () => `id-${(next += 1)}`, random: () => 0.5 }

  const sight: FleetSight = {
    scope: async (select): Promise<Result<PlanScope, AppError>> =>
      ok({
        databases: tenants.filter((tenant) => select.tenants?.includes(tenant) ?? true).map((tenant) => ({ arn: arnOf(`${tenant}-frontend`), id: `${tenant}-frontend`, tenant, environment: 'frontend', engine: 'mysql', engineVersion: '8.0.36' })),
        groups: [...groups],
        leftOut: [],
        unknown: (select.tenants ?? []).filter((tenant) => !tenants.includes(tenant)),
      }),
    awsMaintenance: async () => ok([]),
    tenant: async (id) => ok(doorless.has(id) ? undefined : detailWithDoor(id)),
    refresh: async () => ok(0),
    awsOffsetMs: async () => ok(0),
  }
  // Only what the office asks of AWS by itself before a start.
  const operators = (() => ({
    access: { listeners: async () => ok({ value: [{ arn: 'web', protocol: 'HTTPS' }, { arn: 'old-web', protocol: 'HTTP' }, { arn: 'wire', protocol: 'TCP' }], dateMs: time.clock.nowMs() }) },
    databases: {
      snapshotQuota: async () => ok({ value: { used: 90, most: room.most }, dateMs: time.clock.nowMs() }),
      upgradeTargets: async ({ onRequest }: { readonly onRequest: () => Promise<void> }) => (await onRequest(), asleep.is) ? err({ why: 'unknown' as const, error: appError('timeout', 'AWS did not answer in time.') }) : ok({ value: offered.versions.map((version) => ({ version, isMajor: false })), dateMs: time.clock.nowMs() }),
      database: async (_call: unknown, id: string) => ok({ value: { status: 'available', engineVersion: versions.get(id) ?? '8.0.36', tags: { tenant: id.split('-')[0] } }, dateMs: time.clock.nowMs() }),
    },
  })) as unknown as AwsOperators
  const told: Delivery[] = []
  const notices: NoticeDesk = {
    tell: async ({ plan, span, sequence }, { occasion }) => {
      const fresh = tenantsOf(plan).flatMap((tenant) =>
        (['email', 'loginScreen'] as const).map((channel): Delivery => ({
          tenant,
          channel,
          occasion,
          sequence,
          to: tenant,
          ...(occasion === 'calledOff' ? {} : { startMs: span.fromMs }),
          state: channel === 'email' ? 'sent' : 'confirmed',
          atMs: time.clock.nowMs(),
        })),
      )
      told.push(...fresh)
      return ok(fresh)
    },
    confirm: async () => ok([]),
    deliveries: async () => ok([...told]),
    isTold: async () => ok(true),
    addressesOf: () => [],
    publish: async () => {
      throw new Error('Nothing is published on this stage')
    },
  }
  const effects: EffectHandlers = ({ id }) => ({
    perform: async () => {
      happened.push(id)
      await time.timers.sleep(60_000, 'the world is slow')
      return { kind: 'done', evidence: [{ label: 'Seen', value: id }] }
    },
    observe: async () => ok(happened.includes(id) ? { kind: 'done', evidence: [] } : { kind: 'notThere' }),
  })
  const storeOf = (person: string) => createSqliteDeskStore({ desk: local.desk, clock: time.clock, person: async () => ok(person) })

  /** A console at which somebody sits. */
  const consoleOf = (person: string): RunningOffice =>
    createMaintenanceOffice({
      config: aConfig({ tenants: tenants.map((tenant) => aTenant(tenant, { hosts: hostless.includes(tenant) ? [] : [`${tenant}.example`] })) }),
      store: storeOf(person),
      sight,
      operators,
      notices,
      runNotices: () => ({}) as RunNotices,
      effects: () => effects,
      blackouts: async () => ({ blackouts, troubles }),
      digest: sha256,
      clock: time.clock,
      timers: time.timers,
      ids,
      logger: silentLogger,
      console: `${person}’s desk`,
      changed: (id) => changed.push(id),
    })
  const settle = (): Promise<void> => new Promise((done) => void setImmediate(done))
  return { time, pass: (ms: number) => time.advanceTo(time.clock.nowMs() + ms, settle), settle, consoleOf, storeOf, versions, room, offered, asleep, groups, doorless, happened, changed, close: () => local.close() }
}

export function valueOf<T>(result: Result<T, AppError>): T {
  if (!result.ok) throw new Error(`${result.error.kind}: ${result.error.message}`)
  return result.value
}
