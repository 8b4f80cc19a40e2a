import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMemoryStore } from '#electron/adapters/keychain/memory-store'
import { realClock, realTimers } from '#electron/adapters/system/real-time'
import { createSessionsDesk } from '#electron/app/access/sessions-desk'
import { createFleetFiles } from '#electron/app/fleet-files'
import { createDeskSetup } from '#electron/app/setup/desk-setup'
import { approvePage } from '#electron/drill/sign-in/approve-page'
import { loadScenario, startTrainingFleet, type TrainingFleet } from '#electron/training/index'
import type { NewDesk, SetupPlan } from '#shared/ipc/setup-contract'
import { parseFleetFile } from '#shared/fleet/fleet-file'
import { ok } from '#shared/kernel/result'
import { silentLogger } from '#test/fakes/fake-watch-parts'
import { until } from '../../signin/sign-in-desk'

let fleet: TrainingFleet
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'watchfloor-setup-'))
  const scenario = loadScenario(JSON.stringify({ version: 1, name: 'setup', seed: 3, startAt: '2026-03-02T06:00:00Z', fleet: { pooled: [{ account: '111122223333', region: 'eu-west-1', tenants: 3 }], silo: [{ account: '444455556666', region: 'eu-central-1', tenants: 1 }] } }), 'setup')
  if (!scenario.ok) throw new Error(scenario.error.message)
  fleet = await startTrainingFleet({ scenario: scenario.value, clock: realClock, timers: realTimers, logger: silentLogger })
})
afterAll(async () => {
  await fleet.stop()
  await rm(folder, { recursive: true, force: true })
})

/** The wizard over real sockets; the person in the browser approves what is opened. */
function open() {
  const store = createMemoryStore()
  const progress: string[] = []
  const desk = createSessionsDesk({ changed: () => undefined, accessChanged: () => undefined, lock: () => ({ locked: false, afterMinutes: 15 }), timers: realTimers, logger: silentLogger })
  const files = createFleetFiles(async () => undefined)
  const where = { answer: undefined as string | undefined, suggested: '' }
  const setup = createDeskSetup({
    access: {
      browser: {
        open: async (url) => {
          void approvePage(url)
          return ok(undefined)
        },
      },
      logger: silentLogger,
      secrets: () => store,
    },
    desk,
    files,
    askWhere: async (suggested) => {
      where.suggested = suggested
      return where.answer
    },
    progress: (done, total) => void progress.push(`${done}/${total}`),
    watchedEndpoint: () => undefined,
  })
  const { startUrl, region } = fleet.practice
  const request = { name: 'new-desk', startUrl, region, method: 'browser' as const, endpoint: fleet.endpoint }
  const plan: SetupPlan = {
    access: { kind: 'sso', session: 'new-desk' },
    choices: fleet.accounts.map(({ id, name, regions }) => ({ account: id, name, role: 'WatchfloorOperator', regions })),
    tags: { tenant: 'tenant', environment: 'environment' },
  }
  const signedIn = async (): Promise<void> => {
    expect(await setup.signIn(request)).toMatchObject({ ok: true, value: { session: 'new-desk' } })
    await until(() => desk.list().setup?.state.kind === 'active')
  }
  return { setup, desk, files, where, progress, store, request, plan, signedIn }
}

describe('The wizard', () => {
  it('does not mix AWS with a training Identity Center, and opens no page for either', async () => {
    const { setup, desk, request } = open()
    const { endpoint: _endpoint, ...withoutEndpoint } = request
    for (const refused of [withoutEndpoint, { ...request, startUrl: 'https://desk.awsapps.com/start' }, { ...withoutEndpoint, startUrl: 'http://desk.awsapps.com/start' }, { ...request, endpoint: 'http://example.com' }]) {
      expect(await setup.signIn(refused)).toMatchObject({ ok: false, error: { kind: 'invalidInput' } })
    }
    expect(desk.list().setup).toBeUndefined()
  })

  it('goes from a sign-in to a fleet file that works, and asks before it writes', async () => {
    const { setup, files, where, progress, plan, signedIn } = open()
    await signedIn()
    const found = await setup.discover(plan)
    if (!found.ok) throw new Error(found.error.message)
    expect(found.value.tenants).toHaveLength(4)
    expect(progress).toEqual(['0/2', '1/2', '2/2'])
    const wanted: NewDesk = { ...plan, desk: 'Night desk', tenants: found.value.tenants.map(({ id }) => id) }
    expect(await setup.write(wanted)).toEqual({ ok: true, value: null })
    where.answer = path.join(folder, 'fleet.yaml')
    expect(await setup.write(wanted)).toMatchObject({ ok: true, value: { path: where.answer, accounts: 2, tenants: 4, issues: [], notYet: [] } })
    expect([where.suggested, files.mayRead(where.answer)]).toEqual(['fleet.yaml', true])
    const parsed = parseFleetFile(await readFile(where.answer, 'utf8'), 'fleet.yaml')
    expect(parsed).toMatchObject({ ok: true, value: { config: { desk: 'Night desk', signIn: { kind: 'sso', sessions: [{ name: 'new-desk', startUrl: fleet.practice.startUrl }] } } } })
    await setup.leave()
  })

  it('names a place that cannot be written, and grants nothing', async () => {
    const { setup, files, where, plan, signedIn } = open()
    await signedIn()
    // A file stands where a folder would have to be.
    await writeFile(path.join(folder, 'taken'), '')
    where.answer = path.join(folder, 'taken', 'fleet.yaml')
    expect(await setup.write({ ...plan, desk: 'Desk', tenants: [] })).toMatchObject({ ok: false, error: { kind: 'storageFailed', message: expect.stringContaining(where.answer) as unknown } })
    expect(files.mayRead(where.answer)).toBe(false)
    await setup.leave()
  })

  it('reads the others when one account is not assigned, and ends when it is cancelled', async () => {
    const { setup, plan, signedIn } = open()
    await signedIn()
    const choices = [...plan.choices, { account: '999999999999', name: 'nobody', role: 'WatchfloorOperator', regions: ['eu-west-1'] }]
    expect(await setup.discover({ ...plan, choices })).toMatchObject({ ok: true, value: { places: [{ account: '111122223333' }, { account: '444455556666' }, { account: '999999999999', error: { kind: 'denied' } }] } })
    const cancelled = setup.discover(plan)
    setup.cancel()
    expect(await cancelled).toMatchObject({ ok: false, error: { kind: 'cancelled' } })
    await setup.leave()
  })

  it('that is left signs out what nobody watches, at the portal and in the keychain', async () => {
    const { setup, desk, store, signedIn } = open()
    await signedIn()
    expect(await store.load('tokens/new-desk')).toMatchObject({ ok: true, value: {} })
    await setup.leave()
    expect(await store.load('tokens/new-desk')).toEqual({ ok: true, value: undefined })
    expect(desk.list().setup).toBeUndefined()
    expect(fleet.practice.server.truth().sessions.at(-1)?.state).toBe('signed out')
    expect(await setup.leave()).toBeUndefined()
  })

  it('with another start URL leaves the sign-in before', async () => {
    const { setup, desk, request, signedIn } = open()
    await signedIn()
    expect(await setup.signIn({ ...request, name: 'another' })).toMatchObject({ ok: true })
    expect(desk.list().setup).toMatchObject({ name: 'another' })
    expect(fleet.practice.server.truth().sessions.some(({ state }) => state === 'signed out')).toBe(true)
    await until(() => desk.list().setup?.state.kind === 'active')
    await setup.leave()
  })

  it('asks to sign in first where nobody has', async () => {
    const { setup, plan } = open()
    expect(await setup.discover(plan)).toMatchObject({ ok: false, error: { kind: 'notFound' } })
    expect(await setup.write({ ...plan, desk: 'Desk', tenants: [] })).toMatchObject({ ok: false, error: { kind: 'notFound' } })
  })
})
