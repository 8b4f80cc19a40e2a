import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openOidc, openPortal } from '#electron/adapters/aws/sso/index'
import { keychainServices, openKeychain } from '#electron/adapters/keychain/index'
import { randomIds } from '#electron/adapters/system/ids'
import { realClock, realTimers } from '#electron/adapters/system/real-time'
import { approvePage } from '#electron/drill/sign-in/approve-page'
import { createSignIn, type SignIn } from '#electron/signin/index'
import { loadScenario, startTrainingFleet, type TrainingFleet } from '#electron/training/index'
import { ok } from '#shared/kernel/result'
import { missingForSecretService, startSecretService, type SecretService } from '#test/contract/secret-service'
import { silentLogger } from '#test/fakes/fake-watch-parts'
import { cli, ensureBuilt, fleetStatus } from './cli'

const missing = missingForSecretService()

describe.skipIf(missing.length > 0)(`fleet status behind a sign-in (skipped where a Secret Service is not installed: ${missing.join(', ')})`, () => {
  const session = 'training'
  let service: SecretService
  let folder: string
  let fleet: TrainingFleet
  let fleetFile: string
  let window: SignIn

  beforeAll(async () => {
    await ensureBuilt()
    service = await startSecretService()
    folder = await mkdtemp(join(tmpdir(), 'watchfloor-cli-sign-in-'))
    const scenario = loadScenario(JSON.stringify({ version: 1, name: 'cli', seed: 4, startAt: new Date(realClock.nowMs() - 120_000).toISOString(), fleet: { pooled: [{ account: '111122223333', region: 'eu-west-1', tenants: 2 }] } }), 'cli')
    if (!scenario.ok) throw new Error(scenario.error.message)
    fleet = await startTrainingFleet({ scenario: scenario.value, clock: realClock, timers: realTimers, logger: silentLogger })
    fleetFile = join(folder, 'fleet.yaml')
    await writeFile(fleetFile, fleet.signInFleetFileText())
    const { endpoint, startUrl, region } = fleet.practice
    window = createSignIn({
      sessions: [{ name: session, startUrl, region }],
      store: openKeychain(keychainServices.training, realTimers),
      browser: { open: async (url) => ok(void approvePage(url)) },
      oidc: openOidc({ endpoint }),
      portal: openPortal({ endpoint }),
      clock: realClock,
      timers: realTimers,
      ids: randomIds,
      logger: silentLogger,
    })
  }, 180_000)
  afterAll(async () => {
    window.stop()
    await fleet.stop()
    await service.stop()
    await rm(folder, { recursive: true, force: true })
  })

  const kept = (): string | undefined => service.lookUp(keychainServices.training, `tokens/${session}`)
  const tokenRequests = (): number => fleet.practice.server.truth().requests.CreateToken ?? 0
  const signInThere = (): Promise<void> =>
    new Promise((resolve) => {
      const leave = window.subscribe(([view]) => {
        if (view?.state.kind !== 'active') return
        leave()
        resolve()
      })
      window.start(session, 'browser')
    })

  it('says to sign in in the window first, asks nobody and nothing, and ends with 3', async () => {
    const ended = await cli(['fleet', 'status', '--json', '--fleet', fleetFile])
    expect(ended).toMatchObject({ code: 3, stdout: '' })
    expect(ended.stderr).toContain('Sign in in the window first')
    expect(fleet.practice.server.truth().requests).toEqual({})
    expect(fleet.billing().requests).toBe(0)
  })

  it('reads with the sign-in of the window, renews nothing and changes nothing in the keychain', async () => {
    await signInThere()
    await expect.poll(kept).toBeDefined()
    const [before, requests] = [kept(), tokenRequests()]
    const status = await fleetStatus(['--fleet', fleetFile])
    expect([...new Set(status.report.scopes.map(({ outcome }) => outcome))]).toEqual(['ok'])
    expect(status.report.tenants).toHaveLength(2)
    expect([kept() === before, tokenRequests()]).toEqual([true, requests])
    // No key of it is printed.
    expect(`${status.stdout}${status.stderr}`).not.toMatch(/ASIA|training-session-secret/)
  })

  it('calls a sign-in that AWS has ended expired, and leaves its renewal to the window', async () => {
    const [before, requests] = [kept(), tokenRequests()]
    fleet.practice.server.revokeSessions()
    const status = await fleetStatus(['--fleet', fleetFile])
    expect(status.code).toBe(3)
    expect([...new Set(status.report.scopes.map(({ outcome }) => outcome))]).toEqual(['expired'])
    expect([kept() === before, tokenRequests()]).toEqual([true, requests])
  })
})
