import { expect, test } from '@playwright/test'
import { commandNames, type CommandName } from '#shared/ipc/channels'
import type { PreloadApi } from '#shared/ipc/contract'
import { invokeRaw } from './bridge'
import { launch, type RunningApp } from './launch'

let running: RunningApp

test.beforeAll(async () => {
  running = await launch()
  await running.page.waitForLoadState('load')
})
test.afterAll(async () => {
  await running.close()
})

const invoke = (name: string, input: unknown): Promise<unknown> => invokeRaw(running.page, name, input)

test('the page has no Node and no Electron, only the bridge with its two functions', async () => {
  const found = await running.page.evaluate(() => {
    const names = ['require', 'process', 'module', 'exports', 'global', 'Buffer', '__dirname', 'electron', 'ipcRenderer']
    const bridge = (window as unknown as { watchfloor: PreloadApi }).watchfloor
    return { leaked: names.filter((name) => name in globalThis), bridge: Object.keys(bridge).sort() }
  })
  expect(found).toEqual({ leaked: [], bridge: ['invoke', 'subscribe'] })
})

test('the window is sandboxed and isolated from its preload', async () => {
  const preferences = await running.app.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0]
    // Not in Electron's types; the preferences as they took effect.
    const contents = window?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }
    const { sandbox, contextIsolation, nodeIntegration, nodeIntegrationInSubFrames, webSecurity, webviewTag } = contents.getLastWebPreferences()
    return { sandbox, contextIsolation, nodeIntegration: nodeIntegration ?? false, nodeIntegrationInSubFrames: nodeIntegrationInSubFrames ?? false, webSecurity, webviewTag: webviewTag ?? false }
  })
  expect(preferences).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false, nodeIntegrationInSubFrames: false, webSecurity: true, webviewTag: false })
})

test('the policy comes as a header, allows only the page’s own files, and holds', async () => {
  const seen = await running.page.evaluate(async () => {
    const reply = await fetch(location.href)
    const inline = await new Promise<string>((resolve) => {
      document.addEventListener('securitypolicyviolation', (event) => resolve(event.violatedDirective), { once: true })
      const style = document.createElement('style')
      style.textContent = 'body { outline: 0 }'
      document.head.append(style)
    })
    return { origin: location.origin, policy: reply.headers.get('content-security-policy') ?? '', nosniff: reply.headers.get('x-content-type-options'), referrer: reply.headers.get('referrer-policy'), inline }
  })
  expect(seen.origin).toBe('app://watchfloor')
  expect(seen.policy).toContain("default-src 'none'")
  expect(seen.policy).toContain("script-src 'self'")
  expect(seen.policy).not.toMatch(/unsafe-|data:|https?:|\*/)
  expect([seen.nosniff, seen.referrer]).toEqual(['nosniff', 'no-referrer'])
  expect(seen.inline).toMatch(/^style-src/)
})

test('a script that was put into the page does not run', async () => {
  const ran = await running.page.evaluate(() => {
    try {
      const script = document.createElement('script')
      script.textContent = 'window.injected = true'
      document.head.append(script)
      return 'injected' in window
    } catch {
      return false // trusted types refuse even to set the text
    }
  })
  expect(ran).toBe(false)
})

test('the scheme serves nothing from outside of the page’s folder', async () => {
  const answers = await running.page.evaluate(() =>
    Promise.all(
      ['/../package.json', '/%2e%2e/main/main.cjs', '/..%2f..%2fpackage.json', '/nothing.js', '/%00'].map(async (path) => (await fetch(`app://watchfloor${path}`)).status),
    ),
  )
  expect(answers).toEqual([404, 404, 404, 404, 404])
})

test('the page cannot leave, neither by itself nor by a frame', async () => {
  const before = running.page.url()
  await running.page.evaluate(() => {
    location.href = 'https://example.com/'
  })
  await running.page.evaluate(() => {
    const frame = document.createElement('iframe')
    frame.src = 'https://example.com/'
    document.body.append(frame)
  })
  await running.page.waitForFunction(() => document.readyState === 'complete')
  expect(running.page.url()).toBe(before)
  // A blocked frame keeps the address it was pointed at, but holds an empty page of no origin.
  const origins = await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.mainFrame.framesInSubtree.map((frame) => frame.origin) ?? [])
  expect(origins.filter((origin) => origin.includes('example.com'))).toEqual([])
})

test('new windows are refused, and only known addresses open outside', async () => {
  await running.app.evaluate(({ shell }) => {
    const opened: string[] = []
    ;(globalThis as unknown as { opened: string[] }).opened = opened
    shell.openExternal = async (url) => void opened.push(url)
  })
  const windows = await running.page.evaluate(() =>
    ['https://example.com/', 'file:///etc/passwd', 'https://docs.aws.amazon.com.example.com/', 'javascript:1', 'https://docs.aws.amazon.com/rds/'].map((url) => window.open(url) === null),
  )
  expect(windows).toEqual([true, true, true, true, true])
  expect(await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  expect(await running.app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)).toEqual(['https://docs.aws.amazon.com/rds/'])
})

test('every permission is denied and the network is out of reach', async () => {
  const seen = await running.page.evaluate(async () => {
    const states = await Promise.all(
      ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read'].map(async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state),
    )
    const position = await new Promise((resolve) => navigator.geolocation.getCurrentPosition(() => resolve('given'), () => resolve('denied')))
    const media = await navigator.mediaDevices.getUserMedia({ audio: true }).then(
      () => 'given',
      () => 'denied',
    )
    const network = await fetch('http://127.0.0.1:9/').then(
      () => 'reached',
      () => 'refused',
    )
    return { states, position, media, network }
  })
  expect(seen).toEqual({ states: ['denied', 'denied', 'denied', 'denied', 'denied'], position: 'denied', media: 'denied', network: 'refused' })
})

test('a page that is not the window’s own is not heard, even with the same preload', async () => {
  const answer = await running.app.evaluate(async ({ BrowserWindow, app }) => {
    const preload = `${app.getAppPath()}/out/preload/index.cjs`
    const ask = async (address: string): Promise<unknown> => {
      const foreign = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true, contextIsolation: true } })
      try {
        await foreign.loadURL(address)
        return await foreign.webContents.executeJavaScript("window.watchfloor.invoke('settings.load', null).then((answer) => answer.ok ? 'heard' : answer.error.kind)")
      } finally {
        foreign.destroy()
      }
    }
    return [await ask('about:blank'), await ask('app://watchfloor/')]
  })
  expect(answer).toEqual(['forbidden', 'forbidden'])
})

test('a command that does not exist is refused by the preload and by main', async () => {
  expect(await invoke('fleet.delete', null)).toMatchObject({ ok: false, error: { kind: 'unsupported' } })
  expect(await invoke('__proto__', null)).toMatchObject({ ok: false, error: { kind: 'unsupported' } })
})

/** For each command, what it must not accept. Every command has a line: a new one without does not compile. */
const badInputs: Readonly<Record<CommandName, readonly unknown[]>> = {
  'fleet.load': [undefined, {}, 'all', [null]],
  'fleet.tenant': [null, {}, { id: 5 }, { id: '' }, { id: 'acme', extra: 1 }, { id: 'x'.repeat(1_000) }],
  'alarms.list': [undefined, {}, 'all'],
  'attention.load': [{}, ''],
  'audit.search': [null, {}, { limit: 0 }, { limit: 501 }, { limit: 10, tenant: 7 }, { limit: 10, about: { kind: 'account', id: 'x' } }, { limit: 10, before: { atMs: 0, chain: 'x' } }, { limit: 10, extra: 1 }],
  'audit.status': [{}, 'x'],
  'audit.verify': [{}, 'x'],
  'audit.export': [{}, { path: '/etc/passwd' }],
  'audit.pack': [null, {}, { about: 'w-1' }, { about: { kind: 'file', id: '/etc/passwd' } }, { about: { kind: 'window', id: '' } }],
  'audit.stopWriting': [{}, 'export'],
  'attention.quiet': [null, {}, { choice: 'for ever' }, { choice: 'hour', forMs: 1 }],
  'alarms.history': [null, {}, { alarm: '' }, { alarm: 7 }],
  'alarms.mark': [null, {}, { alarm: '', stateUpdatedAtMs: 1, kind: 'seen' }, { alarm: 'a', stateUpdatedAtMs: -1, kind: 'seen' }, { alarm: 'a', stateUpdatedAtMs: Number.NaN, kind: 'seen' }, { alarm: 'a', stateUpdatedAtMs: 1, kind: 'resolved' }, { alarm: 'a', stateUpdatedAtMs: 1, kind: 'seen', note: '' }, { alarm: 'a', stateUpdatedAtMs: 1, kind: 'seen', note: 'x'.repeat(501) }, { alarm: 'a', stateUpdatedAtMs: 1, kind: 'seen', by: 'somebody else' }],
  'recovery.load': [null, {}, { ids: 'acme', timeZone: 'UTC' }, { ids: [], timeZone: 'Mars/Olympus' }, { ids: Array.from({ length: 101 }, () => 'x'), timeZone: 'UTC' }],
  'metrics.load': [null, {}, { tenant: 'acme-bank' }, { tenant: '', range: '3h' }, { tenant: 'acme-bank', range: '1y' }, { tenant: 'acme-bank', range: '3h', environments: [] }, { tenant: 'acme-bank', range: '3h', environments: 'frontend' }, { tenant: 'acme-bank', range: '3h', periodSeconds: 1 }],
  'metrics.leave': [{}, 'now'],
  'services.logHits': [null, {}, { tenant: '' }, { tenant: 7 }, { tenant: 'acme-bank', days: 400 }],
  'watch.status': [{}, 1],
  'watch.refresh': [null, { tenant: 7 }, { account: 'not digits' }, { everything: true }],
  'settings.load': [{}, 'theme'],
  'settings.save': [null, { theme: 'neon' }, { colour: 'red' }, { sort: [{ column: 'nothing', direction: 'ascending' }] }, { columns: 'all' }, { filter: 'x'.repeat(10_000) }],
  'source.use': [null, {}, { kind: 'training' }, { kind: 'file' }, { kind: 'remote', url: 'https://example.com' }, { kind: 'training', scenario: 'first-shift', path: '/etc' }],
  'fleetFile.choose': [{}, '/etc/passwd'],
  'fleetFile.check': [null, { path: 5 }, { path: '' }, { path: '/a', mode: 'w' }],
  'clipboard.write': [null, 'text', { text: 5 }, { text: 'a', html: '<b>' }],
  'app.info': [{}, 0],
  'app.drawn': [{}, true],
  'session.list': [{}, 'all'],
  'session.signIn': [null, {}, { session: 'main' }, { session: 'main', method: 'password' }, { session: '', method: 'browser' }, { session: 'main', method: 'browser', token: 'x' }],
  'session.cancel': [null, {}, { session: 5 }],
  'session.openPage': [null, { session: '' }, { session: 'main', url: 'https://example.com' }],
  'session.signOut': [null, {}, { session: [] }],
  'session.accounts': [null, {}, { session: 'main', role: 'any' }],
  'session.roles': [null, { session: 'main' }, { session: 'main', accounts: ['12'] }, { session: 'main', accounts: '111122223333' }],
  'profiles.list': [{}, { path: '/etc/passwd' }],
  'lock.now': [{}, true],
  'lock.unlock': [null, {}, { way: 'magic' }, { way: 'signIn' }, { way: 'confirm', session: 'main' }],
  'setup.signIn': [null, {}, { name: 'a b', startUrl: 'https://example.awsapps.com/start', region: 'eu-west-1', method: 'browser' }, { name: 'main', startUrl: 'file:///etc/passwd', region: 'eu-west-1', method: 'browser' }, { name: 'main', startUrl: 'https://example.awsapps.com/start', region: 'Europe', method: 'browser' }],
  'setup.profile': [null, { profile: 5 }, { profile: '' }],
  'setup.discover': [null, {}, { access: { kind: 'sso', session: 'main' }, choices: [], tags: { tenant: 'tenant', environment: 'environment' } }],
  'setup.cancel': [{}, 1],
  'setup.write': [null, { access: { kind: 'profile' }, choices: [{ account: '111122223333', name: 'a', regions: ['eu-west-1'] }], tags: { tenant: 'tenant', environment: 'environment' }, desk: '', tenants: [] }],
  'history.state': [undefined, {}, 'all'],
  'history.fleetAt': [null, {}, { atMs: 'now' }, { atMs: -1 }, { atMs: 9e15 }, { atMs: 1, tenant: '' }, { atMs: 1, extra: 1 }],
  'history.changes': [null, { fromMs: 1 }, { fromMs: 1, toMs: 'x' }, { fromMs: 1, toMs: 2, tenant: 5 }],
  'incidents.list': [null, { tenant: 5 }, { fromMs: Number.NaN }, { since: 1 }],
  'handover.sheet': [null, {}, { fromMs: 1 }, { fromMs: 1, toMs: null }],
  'setup.leave': [{}, 'now'],
  'maintenance.calendar': [undefined, {}, 'all'],
  'maintenance.window': [null, {}, { id: 5 }, { id: '' }, { id: 'x', extra: 1 }],
  'maintenance.preview': [null, {}, { draft: {} }, { draft: { title: 'x' } }],
  'maintenance.askAws': [null, {}, { draft: {}, part: 'quotas' }, { part: 'everything' }],
  'maintenance.save': [null, {}, { draft: {} }],
  'maintenance.approve': [null, {}, { id: 'x' }, { id: 'x', hash: 'not a hash' }],
  'maintenance.practiseApproval': [null, { id: 'x' }],
  'maintenance.announce': [null, {}, { id: '' }],
  'maintenance.callOff': [null, { id: 'x' }, { id: 'x', why: ' ' }],
  'maintenance.start': [null, { id: 'x' }, { id: 'x', hash: 'short' }],
  'maintenance.takeOver': [null, {}, { id: 7 }],
  'maintenance.say': [null, { id: 'x' }, { id: 'x', word: { kind: 'shout' } }, { id: 'x', word: { kind: 'extend', toMs: 'later' } }, { id: 'x', word: { kind: 'answer', question: 'q', choice: 'maybe' } }],
  'maintenance.report': [null, { id: 'x' }, { id: 'x', as: 'exe' }, { id: 'x', as: 'html', path: '/etc/passwd' }],
  'maintenance.export': [null, {}, { ids: [] }, { ids: 'all' }],
  'support.desk': [undefined, {}, 'all'],
  'support.tenant': [null, {}, { tenant: '' }, { tenant: 'acme', extra: 1 }],
  'support.grant': [null, {}, { id: 'g-1' }, { id: 'G-0123456789AB' }],
  'support.preview': [null, {}, { wish: {} }, { wish: { tenant: 'acme', environment: 'frontend', what: ['root'], reference: '', askedBy: '', reason: '', untilMs: 1 } }],
  'support.ask': [null, {}, { wish: { tenant: 'acme', environment: 'frontend', what: ['ssh'], reference: 'a\nb', askedBy: '', reason: '', untilMs: 1 } }, { wish: { tenant: 'acme', environment: 'frontend', what: ['ssh'], reference: '', askedBy: '', reason: '', untilMs: 'later' } }],
  'support.breakGlass': [null, { wish: {} }, { wish: { tenant: 'acme', environment: 'frontend', what: [], reference: '', askedBy: '', reason: '', untilMs: 1 } }],
  'support.approve': [null, { id: 'g-0123456789ab' }, { id: 'g-0123456789ab', hash: 'short' }],
  'support.practiseApproval': [null, { id: 'g-0123456789ab' }],
  'support.refuse': [null, { id: 'g-0123456789ab' }, { id: 'g-0123456789ab', why: ' ' }],
  'support.end': [null, { id: 'g-0123456789ab' }, { id: 'g-0123456789ab', why: '' }],
  'support.review': [null, { id: 'g-0123456789ab', words: 'fine' }, { id: 'g-0123456789ab', words: ' ', isFine: true }],
  'support.repair': [null, {}, { drift: '' }],
  'support.reconcile': [undefined, {}, 'now'],
  'support.statementPreview': [null, { tenant: 'acme' }, { tenant: '', fromMs: 0, toMs: 1 }, { tenant: 'acme', fromMs: -1, toMs: 1 }, { tenant: 'acme', fromMs: 0, toMs: 1, as: 'html' }],
  'support.statement': [null, { tenant: 'acme' }, { tenant: 'acme', fromMs: 0, toMs: 1, as: 'exe' }, { tenant: 'acme', fromMs: 0, toMs: 1, as: 'csv', path: '/etc/passwd' }],
}

for (const name of commandNames) {
  test(`${name} refuses what it does not accept, and says which field`, async () => {
    for (const input of badInputs[name]) {
      const answer = (await invoke(name, input)) as { ok: boolean; error: { kind: string; message: string; at?: string; issues?: { message: string }[] } }
      expect(answer, JSON.stringify(input)).toMatchObject({ ok: false, error: { kind: 'invalidInput', at: name, retry: 'never' } })
      expect(answer.error.issues?.length, JSON.stringify(input)).toBeGreaterThan(0)
    }
  })
}

test('the window may name only fleet files that the operator chose', async () => {
  expect(await invoke('fleetFile.check', { path: '/etc/passwd' })).toMatchObject({ ok: false, error: { kind: 'forbidden' } })
  expect(await invoke('source.use', { kind: 'file', path: '/etc/passwd' })).toMatchObject({ ok: false, error: { kind: 'forbidden' } })
  expect(await invoke('source.use', { kind: 'training', scenario: '../../package.json' })).toMatchObject({ ok: false, error: { kind: 'forbidden' } })
})
