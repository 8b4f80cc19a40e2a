import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseFleetFile } from '#shared/fleet/fleet-file'
import { dayMs } from '#shared/kernel/time'
import type { Plan } from '#shared/maintenance/plan'
import { resolveWindow } from '#shared/maintenance/window'
import { createAwsOperators, createCredentialSource } from '#electron/adapters/aws/index'
import { createWebReader } from '#electron/adapters/http/web-reader'
import { openLocalDesk } from '#electron/adapters/sqlite/desk/local-desk'
import { createSqliteDeskStore } from '#electron/adapters/sqlite/desk/sqlite-desk-store'
import { randomIds } from '#electron/adapters/system/ids'
import { realClock, realTimers } from '#electron/adapters/system/real-time'
import { createVirtualTime } from '#electron/adapters/system/virtual-time'
import { createNoticeDesk } from '#electron/maintenance/notices/create-notice-desk'
import type { NoticeDesk, TellableWindow } from '#electron/maintenance/notices/notice-desk'
import type { NoticeDeskOptions } from '#electron/maintenance/notices/notice-desk-options'
import { loadScenario, startTrainingFleet, trainingCredentials, type TrainingFleet } from '#electron/training/index'
import { silentLogger } from '#test/fakes/fake-watch-parts'

export const home = '111122223333'
export const region = 'eu-west-1'
export const startAtMs = Date.UTC(2026, 2, 2, 12)

export interface NoticeStage {
  readonly fleet: TrainingFleet
  readonly tenants: readonly string[]
  readonly options: NoticeDeskOptions
  readonly deskFile: string
  /** Another console of the same desk: its own memory, the same store and the same AWS. */
  console(more?: Partial<NoticeDeskOptions>): NoticeDesk
  window(more?: Partial<Omit<TellableWindow, 'plan'>> & { readonly plan?: Partial<Plan> }): TellableWindow
  /** AWS's time goes on. */
  pass(durationMs: number): Promise<void>
  stop(): Promise<void>
}

/** Twelve tenants of the training fleet on the wire, a desk store in a real file, and documents read over HTTP. */
export async function openNoticeStage(count = 12): Promise<NoticeStage> {
  const loaded = loadScenario(JSON.stringify({ version: 1, name: 'notices', seed: 5, startAt: new Date(startAtMs).toISOString(), fleet: { pooled: [{ account: home, region, tenants: count }] } }), 'notices.json')
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error))
  const time = createVirtualTime(startAtMs)
  const fleet = await startTrainingFleet({ scenario: loaded.value, clock: time.clock, timers: time.timers, logger: silentLogger })
  const file = parseFleetFile(fleet.fleetFileText(), 'fleet.yaml')
  if (!file.ok) throw new Error(file.error.message)
  const { config } = file.value
  const credentials = createCredentialSource({ config, endpoint: fleet.endpoint, clock: realClock, timers: realTimers, training: trainingCredentials })
  const folder = mkdtempSync(path.join(tmpdir(), 'watchfloor-notices-'))
  const deskFile = path.join(folder, 'desk.sqlite')
  const desk = openLocalDesk({ file: deskFile, nowMs: startAtMs })
  if (!desk.ok) throw new Error(desk.error.message)
  const options: NoticeDeskOptions = {
    store: createSqliteDeskStore({ desk: desk.value.desk, clock: time.clock, person: async () => ({ ok: true, value: 'ana' }) }),
    ids: randomIds,
    operators: createAwsOperators({ endpoint: fleet.endpoint, credentials, clock: realClock, timers: realTimers }),
    tenant: (id) => config.tenants.find((tenant) => tenant.id === id),
    sender: config.mail,
    desk: 'Night desk',
    web: createWebReader({ timers: realTimers }),
    clock: time.clock,
    timers: realTimers,
  }
  const tenants = config.tenants.map(({ id }) => id).sort()
  const planOf = (more: Partial<Plan>): Plan => ({
    id: 'p-1',
    title: 'Upgrade of the databases',
    why: 'The version in use ends in May',
    kind: 'downtime',
    author: 'ana',
    window: { start: wallText(startAtMs + 4 * dayMs), zone: 'UTC', durationMinutes: 120 },
    databases: tenants.map((tenant) => ({ arn: `arn:aws:rds:${region}:${home}:db:${tenant}-frontend`, id: `${tenant}-frontend`, tenant, environment: 'frontend', engine: 'mysql', engineVersion: '8.0.36' })),
    groups: [],
    steps: [],
    onFailure: 'restore',
    ...more,
  })
  return {
    fleet,
    tenants,
    options,
    deskFile,
    console: (more = {}) => createNoticeDesk({ ...options, ...more }),
    window: ({ plan: over = {}, ...more } = {}) => {
      const plan = planOf(over)
      const span = resolveWindow(plan.window)
      if (!span.ok) throw new Error(span.error.message)
      return { span: span.value, sequence: 1, ...more, plan }
    },
    pass: (durationMs) => time.advanceTo(time.clock.nowMs() + durationMs),
    stop: async () => {
      await fleet.stop()
      await desk.value.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const wallText = (atMs: number): string => new Date(atMs).toISOString().slice(0, 16)

export const never = new AbortController().signal
