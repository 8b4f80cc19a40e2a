import { expect, test } from '@playwright/test'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { realClock, realTimers } from '#electron/adapters/system/real-time'
import { startSignInServer, type SignInServer } from '#electron/training/sign-in/index'
import { missingForSecretService, startSecretService, type SecretService } from '#test/contract/secret-service'
import { invoke } from './bridge'
import { freshFolder, launch, type RunningApp } from './launch'
import { familyOf, kindOf, searchMemory, searchOutside, type Searched } from './leak/process-memory'
import { hitsIn, needlesOf, searchFolder, type Hit, type Needle, type Place } from './leak/secret-search'
import { recordIpc, recordedIpc } from './leak/recorded-ipc'
import { startRecordingProxy, type RecordingProxy } from './leak/recording-proxy'
import { approve, inBrowser, keepPages, lastPage, outcomes, sessions, stateOf } from './operator'
import { serveSignInFleet, type SignInFleet } from './sign-in-desk'

const missing = missingForSecretService()
test.skip(missing.length > 0, `a Secret Service needs ${missing.join(', ')}`)
test.setTimeout(180_000)

const session = 'training'
let service: SecretService
let home: string
let served: SignInFleet
let center: SignInServer
let proxy: RecordingProxy

/** The fleet's accounts behind an Identity Center whose tokens live seconds, so that they are renewed while the test looks on. */
test.beforeAll(async () => {
  service = await startSecretService()
  home = await freshFolder()
  served = await serveSignInFleet(home)
  const accounts = served.fleet.accounts.map(({ id, name }) => ({ id, name, roles: ['WatchfloorOperator'] }))
  center = await startSignInServer({ accounts, clock: realClock, timers: realTimers, policy: { accessTokenSeconds: 12 } })
  proxy = await startRecordingProxy(center.endpoint)
  const text = await readFile(served.fleetFile, 'utf8')
  await writeFile(served.fleetFile, text.replace(served.fleet.practice.startUrl, proxy.startUrl))
})
test.afterAll(async () => {
  await proxy.stop()
  await center.stop()
  await served.fleet.stop()
  await service.stop()
  await rm(home, { recursive: true, force: true })
})

test('no secret of the sign-in is found anywhere but in the keychain', async () => {
  const userDataDir = path.join(home, 'data')
  await mkdir(userDataDir)
  const printed: string[] = []
  const running = await launch({ userDataDir, fleetFile: served.fleetFile, env: { HOME: home } })
  for (const stream of [running.app.process().stdout, running.app.process().stderr]) stream?.on('data', (data: Buffer) => void printed.push(data.toString()))
  await running.page.waitForLoadState('load')
  await recordIpc(running.app)
  await keepPages(running.app)
  await liveThroughIt(running)

  const heapFile = path.join(home, 'renderer.heapsnapshot')
  await running.app.evaluate(({ BrowserWindow }, file) => BrowserWindow.getAllWindows()[0]?.webContents.takeHeapSnapshot(file), heapFile)
  const heap = await readFile(heapFile)
  await rm(heapFile)
  const ipc = Buffer.from(await recordedIpc(running.app))
  const processes = await searchProcesses(running.app.process().pid!, needlesOf(proxy.secrets()))
  const dumps = await crashWithDump(running)
  await crashAsShipped(running)

  const needles = needlesOf(proxy.secrets())
  expect([...proxy.secrets().keys()].sort(), 'every kind of secret was handed out').toEqual(['accessToken', 'authorizationCode', 'clientSecret', 'deviceCode', 'refreshToken', 'secretAccessKey', 'sessionToken'])
  expectSearchToWork(needles)
  const folders = [await searchFolder('user-data folder', userDataDir, needles), await searchFolder('logs', path.join(userDataDir, 'logs'), needles), await searchFolder('crash dumps of the window', dumps, needles), await searchFolder('home folder', home, needles)]
  const memory = (name: string, bytes: Buffer): { readonly place: Place; readonly hits: readonly Hit[] } => ({ place: { name, files: 1, bytes: bytes.length }, hits: hitsIn(name, bytes, needles) })
  const searched = [...folders, ...processes, memory('renderer heap', heap), memory('IPC traffic', ipc), memory('printed output', Buffer.from(printed.join('')))]
  const report = { places: searched.map(({ place }) => place), hits: searched.flatMap(({ hits }) => hits), secrets: Object.fromEntries([...proxy.secrets()].map(([kind, values]) => [kind, values.size])) }
  const reportFile = process.env['WATCHFLOOR_LEAK_REPORT']
  if (reportFile !== undefined) await writeFile(reportFile, JSON.stringify(report))
  expect(report.hits).toEqual([])
  expect(report.places.find(({ name }) => name === 'crash dumps of the window')?.bytes, 'there is a dump to look into').toBeGreaterThan(10_000)
  expect(await filesLike(home, /\.(dmp|core)$|^core(\.\d+)?$/, dumps), 'the app as it is shipped leaves no dump when it crashes').toEqual([])
  expect(ipc.toString()).toContain('session.changed')
  expect(heap.length).toBeGreaterThan(1_000_000)
})

/** Both ways to sign in, a renewal, failures whose words may repeat what was sent, a lock, and signing out. */
async function liveThroughIt({ app, page }: RunningApp): Promise<void> {
  await expect.poll(async () => (await sessions(page)).signIn).toBe('sso')
  await invoke(page, 'session.signIn', { session, method: 'deviceCode' })
  await expect.poll(async () => (await sessions(page)).sessions[0]?.state).toMatchObject({ code: {} })
  const { state } = (await sessions(page)).sessions[0]!
  center.approve(state.kind === 'awaitingCode' ? state.code!.userCode : '')
  await expect.poll(() => stateOf(page, session)).toBe('active')
  await invoke(page, 'session.signOut', { session })
  await invoke(page, 'session.signIn', { session, method: 'browser' })
  await inBrowser(await lastPage(app), approve)
  await expect.poll(() => stateOf(page, session)).toBe('active')
  await expect.poll(() => outcomes(page)).toEqual(['ok'])
  await invoke(page, 'session.accounts', { session })
  await invoke(page, 'session.roles', { session, accounts: served.fleet.accounts.map(({ id }) => id) })
  center.setFaults([{ fault: 'error', operation: 'CreateToken' }])
  await expect.poll(() => stateOf(page, session), { timeout: 40_000 }).toBe('offline')
  // Not a renewal: one whose reply is lost has used its refresh token up.
  center.setFaults([{ fault: 'truncate', operation: 'ListAccounts' }])
  await invoke(page, 'session.accounts', { session })
  center.setFaults([])
  const before = center.truth().requests.CreateToken ?? 0
  await expect.poll(() => center.truth().requests.CreateToken ?? 0, { timeout: 40_000 }).toBeGreaterThan(before)
  await expect.poll(() => stateOf(page, session)).toBe('active')
  await invoke(page, 'lock.now', null)
}

/** Every process of the app; main alone may know the tokens, which shows that the search finds what is there. */
async function searchProcesses(pid: number, needles: readonly Needle[]): Promise<readonly Searched[]> {
  if (process.platform !== 'linux') return []
  const family = await familyOf(pid)
  const token = needles.filter(({ kind, form }) => kind === 'accessToken' && form === 'text')
  expect((await searchMemory('control', pid, token)).hits, 'main has the token in memory').not.toEqual([])
  const others = family.filter((member) => member !== pid)
  const kinds = await Promise.all(others.map(kindOf))
  expect(kinds).toContain('renderer')
  const searched: Searched[] = [await searchOutside(family, needles)]
  for (const [index, member] of others.entries()) searched.push(await searchMemory(`memory of the ${kinds[index]!} process`, member, needles))
  return searched
}

/** The window's process crashes with a crash reporter looking on, which the app itself never starts. The folder of its dumps. */
async function crashWithDump({ app }: RunningApp): Promise<string> {
  const dumps = path.join(home, 'dumps')
  const pageProcess = (): Promise<number> => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.getOSProcessId())
  const before = await pageProcess()
  await app.evaluate(({ app: electronApp, crashReporter, BrowserWindow }, folder) => {
    electronApp.setPath('crashDumps', folder)
    crashReporter.start({ submitURL: 'http://127.0.0.1:9/', uploadToServer: false })
    // A process that is made from now on is looked after.
    BrowserWindow.getAllWindows()[0]!.webContents.forcefullyCrashRenderer()
  }, dumps)
  // The app loads its page anew, in a process of its own.
  await expect.poll(pageProcess).not.toBe(before)
  await expect.poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.isLoading())).toBe(false)
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.forcefullyCrashRenderer())
  await expect.poll(async () => (await filesLike(dumps, /\.dmp$/)).length, { message: 'the crash was written down' }).toBeGreaterThan(0)
  return dumps
}

/** The whole app crashes in another start, without anybody looking on. */
async function crashAsShipped({ app }: RunningApp): Promise<void> {
  await app.close()
  const again = await launch({ userDataDir: path.join(home, 'data'), fleetFile: served.fleetFile, env: { HOME: home } })
  await expect.poll(async () => (await sessions(again.page)).sessions[0]?.state.kind).toBe('active')
  const child = again.app.process()
  const ended = new Promise((resolve) => child.once('exit', resolve))
  process.kill(child.pid!, 'SIGSEGV')
  await ended
  await again.app.close().catch(() => undefined)
}

async function filesLike(folder: string, name: RegExp, without = ''): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isFile() && name.test(entry.name) && (without === '' || !entry.parentPath.startsWith(without))).map((entry) => path.join(entry.parentPath, entry.name))
}

/** A search that finds nothing proves nothing unless it would have found something. */
function expectSearchToWork(needles: readonly Needle[]): void {
  const [token] = proxy.secrets().get('accessToken') ?? []
  for (const form of [`"${token!}"`, Buffer.from(`x${token!}`).toString('base64'), Buffer.from(token!).toString('hex')]) expect(hitsIn('control', Buffer.from(form), needles)).not.toEqual([])
  expect(hitsIn('control', Buffer.from(token!, 'utf16le'), needles)).not.toEqual([])
  expect(hitsIn('keychain', Buffer.from(service.lookUp('Watchfloor training', `tokens/${session}`) ?? ''), needles), 'the keychain has it').not.toEqual([])
}
