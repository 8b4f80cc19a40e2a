import { expect, test } from '@playwright/test'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { parse } from 'yaml'
import { realClock, realTimers } from '#electron/adapters/system/real-time'
import { openLine, type Line } from '#electron/drill/sign-in/line'
import { startSignInServer, type SignInServer } from '#electron/training/sign-in/index'
import { healths } from '#shared/health/finding'
import { missingForSecretService, startSecretService, type SecretService } from '#test/contract/secret-service'
import { invoke } from './bridge'
import { freshFolder, launch, type RunningApp } from './launch'
import { approve, inBrowser, keepPages, lastPage, openedPages, outcomes, sessions, stateOf, watchStatus } from './operator'
import { serveSignInFleet, type SignInFleet } from './sign-in-desk'

const missing = missingForSecretService()
test.skip(missing.length > 0 || process.platform === 'win32', `a Secret Service needs ${missing.join(', ')}`)
test.setTimeout(180_000)

const session = 'training'
const tokenSeconds = 20
let service: SecretService
let folder: string
let served: SignInFleet
let center: SignInServer
let line: Line
let running: RunningApp

/** Access tokens that live seconds, and a line to AWS that a sleep cuts without a word. */
test.beforeAll(async () => {
  service = await startSecretService()
  folder = await freshFolder()
  served = await serveSignInFleet(folder)
  const accounts = served.fleet.accounts.map(({ id, name }) => ({ id, name, roles: ['WatchfloorOperator'] }))
  center = await startSignInServer({ accounts, clock: realClock, timers: realTimers, policy: { accessTokenSeconds: tokenSeconds } })
  line = await openLine(served.fleet.endpoint)
  const text = await readFile(served.fleetFile, 'utf8')
  await writeFile(served.fleetFile, text.replace(served.fleet.practice.startUrl, center.startUrl).replace(`endpoint: ${served.fleet.endpoint}`, `endpoint: ${line.endpoint}`))
  running = await launch({ userDataDir: folder, fleetFile: served.fleetFile })
  await keepPages(running.app)
  await expect.poll(async () => (await sessions(running.page)).signIn).toBe('sso')
})
test.afterAll(async () => {
  await running.close()
  await line.stop()
  await center.stop()
  await served.fleet.stop()
  await service.stop()
  await rm(folder, { recursive: true, force: true })
})

/** The tenants of whom the page is told that they were not read since the sleep. */
async function unread(): Promise<number> {
  const ids = (parse(served.fleet.signInFleetFileText()) as { tenants: { id: string }[] }).tenants.map(({ id }) => id) // the training fleet wrote it
  const details = await Promise.all(ids.map((id) => invoke(running.page, 'fleet.tenant', { id })))
  expect(details.every(({ ok }) => ok)).toBe(true)
  return details.filter((detail) => JSON.stringify(detail).includes('was asleep')).length
}
/** How many tenants are shown as unknown. */
const unknown = (): Promise<number> =>
  running.page.evaluate(async (health) => {
    const answer = await window.watchfloor!.invoke('fleet.load', null) // the preload set it
    return answer.ok ? [...answer.value.table.columns.health].filter((each) => each === health).length : -1
  }, healths.indexOf('unknown'))
const emit = (event: 'suspend' | 'resume'): Promise<void> => running.app.evaluate(({ powerMonitor }, told) => void powerMonitor.emit(told), event)

test('a process that slept over its token believes nothing, renews once, reads everything anew, and shows no error', async () => {
  await invoke(running.page, 'session.signIn', { session, method: 'browser' })
  await inBrowser(await lastPage(running.app), approve)
  await expect.poll(() => stateOf(running.page, session)).toBe('active')
  await expect.poll(() => outcomes(running.page)).toEqual(['ok'])
  expect(await unread()).toBe(0)
  const before = { tokens: center.truth().requests.CreateToken ?? 0, aws: served.fleet.billing().requests }

  // The whole process stands still, as in a suspend, longer than its access token lives; its connections die unnoticed.
  await emit('suspend')
  const pid = running.app.process().pid!
  process.kill(pid, 'SIGSTOP')
  expect(line.goDead()).toBeGreaterThan(0)
  await realTimers.sleep((tokenSeconds + 2) * 1_000, 'the token ends meanwhile')
  // Nobody can be read for some seconds after the wake-up.
  served.fleet.setFaults([{ fault: 'delay', ms: 4_000 }])
  process.kill(pid, 'SIGCONT')
  await emit('resume')
  expect([await unread(), await unknown()]).toEqual([7, 7])

  served.fleet.setFaults([])
  const shown = new Set<string>()
  const states = new Set<string>()
  await expect
    .poll(
      async () => {
        for (const { outcome } of (await watchStatus(running.page)).accounts) shown.add(outcome)
        states.add((await stateOf(running.page, session)) ?? 'none')
        return unread()
      },
      { timeout: 90_000, intervals: [250] },
    )
    .toBe(0)
  expect([...shown]).toEqual(['ok'])
  expect([...states].filter((state) => state !== 'active' && state !== 'refreshing')).toEqual([])
  expect(await openedPages(running.app)).toHaveLength(1)
  const spent = served.fleet.billing().requests - before.aws
  // Two places with a round of every list each, and what the cadence brings meanwhile.
  expect(spent).toBeLessThan(80)
  expect((center.truth().requests.CreateToken ?? 0) - before.tokens).toBeLessThanOrEqual(6)
  expect(center.truth().sessions.map(({ state }) => state)).toEqual(['active'])
})
