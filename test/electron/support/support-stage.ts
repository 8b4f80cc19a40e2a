import type { TenantSupport } from '#shared/fleet/fleet-config'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { hourMs } from '#shared/kernel/time'
import type { GrantWish } from '#shared/support/grant'
import { sha256 } from '#electron/adapters/system/digest'
import { openLocalDesk } from '#electron/adapters/sqlite/desk/local-desk'
import { createSqliteDeskStore } from '#electron/adapters/sqlite/desk/sqlite-desk-store'
import { createVirtualTime } from '#electron/adapters/system/virtual-time'
import { createSupportOffice, type RunningSupport, type SupportOfficeOptions } from '#electron/support/support-office'
import type { AwsOperators } from '#electron/ports/aws-operator'
import { aConfig, account, aTenant, region } from '#test/builders/fleet'
import { silentLogger } from '#test/fakes/fake-watch-parts'

export const startAtMs = Date.UTC(2026, 10, 22, 10)

export const doorsOfTenant = (tenant: string, securityGroup?: string): TenantSupport => ({
  selfService: tenant === 'zenith',
  doors: [{ environment: 'frontend', account, region, parameter: `/watchfloor/support-access/${tenant}/frontend`, ...(securityGroup === undefined ? {} : { securityGroup }) }],
})

export const aWish = (over: Partial<GrantWish> = {}): GrantWish => ({
  tenant: 'acme',
  environment: 'frontend',
  what: ['application'],
  reference: 'REQ-1',
  askedBy: 'J. Doe',
  reason: 'Login fails',
  untilMs: startAtMs + 2 * hourMs,
  ...over,
})

export const supportConfig = () => aConfig({ tenants: [aTenant('acme', { support: doorsOfTenant('acme', 'sg-0123456789abcdef0') }), aTenant('zenith', { support: doorsOfTenant('zenith') }), aTenant('closed')] })

/** A desk in memory. `operators`: the AWS that its consoles meet; left out: nothing is asked of it. */
export function openSupportStage({ operators, ...over }: { readonly operators?: AwsOperators } & Partial<Pick<SupportOfficeOptions, 'audit' | 'config'>> = {}) {
  const time = createVirtualTime(startAtMs)
  const opened = openLocalDesk({ file: ':memory:', nowMs: startAtMs })
  if (!opened.ok) throw new Error(opened.error.message)
  const local = opened.value
  const world: { offsetMs: number | undefined; address: string | undefined } = { offsetMs: 0, address: '198.51.100.7' }
  let changes = 0
  let next = 0
  const ids = { next: () => `id-${(next += 1)}`, random: () => 0.5 }
  const storeOf = (person: string) => createSqliteDeskStore({ desk: local.desk, clock: time.clock, person: async () => ok(person) })

  /** A console at which somebody sits. */
  const consoleOf = (person: string, more: Partial<SupportOfficeOptions> = {}): RunningSupport =>
    createSupportOffice({
      config: supportConfig(),
      store: storeOf(person),
      sight: { awsOffsetMs: async () => ok(world.offsetMs) },
      operators: operators ?? (() => ({}) as ReturnType<AwsOperators>),
      ownAddress: async () => (world.address === undefined ? err(appError('unreachable', 'No answer')) : ok(world.address)),
      digest: sha256,
      clock: time.clock,
      timers: time.timers,
      ids,
      logger: silentLogger,
      console: `${person}’s desk`,
      changed: () => (changes += 1),
      ...over,
      ...more,
    })
  const settle = (): Promise<void> => new Promise((done) => void setImmediate(done))
  return { time, pass: (ms: number) => time.advanceTo(time.clock.nowMs() + ms, settle), settle, consoleOf, storeOf, world, changes: () => changes, close: () => local.close() }
}

export function valueOf<T>(result: Result<T, AppError>): T {
  if (!result.ok) throw new Error(`${result.error.kind}: ${result.error.message}`)
  return result.value
}
