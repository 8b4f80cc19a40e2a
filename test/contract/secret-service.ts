import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { existsSync } from 'node:fs'
import { realTimers } from '#electron/adapters/system/real-time'

/** A real Secret Service (gnome-keyring) on a bus of its own, with an empty home, for one test file. */
export interface SecretService {
  /** What secret-tool finds, asked from outside our process; undefined when there is no such entry. */
  lookUp(service: string, account: string): string | undefined
  /** Every attribute and label secret-tool lists for the service, without the secrets. */
  list(service: string): string
  /** As on the operator's lock: nothing can be read or written, and nobody is there to type the password. */
  lock(): void
  /** Makes an open keyring the default one: gnome-keyring cannot be unlocked without its prompt. */
  comeBack(): void
  stop(): Promise<void>
}

const programs = ['dbus-daemon', 'dbus-send', 'gnome-keyring-daemon', 'secret-tool']
const password = 'test keyring'

/** The programs of it that this computer lacks; none of macOS and Windows has them. */
export function missingForSecretService(): readonly string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  return process.platform === 'linux' ? programs.filter((program) => !folders.some((folder) => existsSync(join(folder, program)))) : [`gnome-keyring on ${process.platform}`]
}

/** Points this process at the new bus: keytar finds it by DBUS_SESSION_BUS_ADDRESS, so this runs before keytar is first used. */
export async function startSecretService(): Promise<SecretService> {
  const home = await mkdtemp(join(tmpdir(), 'watchfloor-keyring-'))
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--nopidfile', '--print-address=1'], { env: { ...process.env, HOME: home }, stdio: ['ignore', 'pipe', 'ignore'] })
  const address = await firstLine(bus)
  const env = { ...process.env, HOME: home, XDG_RUNTIME_DIR: home, DBUS_SESSION_BUS_ADDRESS: address, DISPLAY: '' }
  process.env['DBUS_SESSION_BUS_ADDRESS'] = address
  // It goes to the background when it is ready, and ends with its bus.
  execFileSync('gnome-keyring-daemon', ['--unlock', '--components=secrets'], { env, input: password, stdio: ['pipe', 'ignore', 'ignore'] })
  await untilUnlocked(env)

  const tool = (...args: string[]): string => execFileSync('secret-tool', args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  const dbus = (...args: string[]): void => {
    execFileSync('dbus-send', ['--session', '--print-reply', '--dest=org.freedesktop.secrets', '/org/freedesktop/secrets', ...args], { env, stdio: 'ignore' })
  }
  return {
    lookUp: (service, account) => {
      try {
        return tool('lookup', 'service', service, 'account', account)
      } catch {
        return undefined
      }
    },
    list: (service) => {
      try {
        return tool('search', '--all', 'service', service)
      } catch {
        return ''
      }
    },
    lock: () => dbus('org.freedesktop.Secret.Service.Lock', 'array:objpath:/org/freedesktop/secrets/collection/login'),
    comeBack: () => dbus('org.freedesktop.Secret.Service.SetAlias', 'string:default', 'objpath:/org/freedesktop/secrets/collection/session'),
    stop: async () => {
      await ended(bus)
      await rm(home, { recursive: true, force: true })
    },
  }
}

const patienceMs = 20_000
const againMs = 50

/**
 * It takes its name on the bus a little later than it says that it is ready. Whoever asks before that has the bus start another one, which nobody
 * unlocks: asking who owns a name starts nothing.
 */
async function untilUnlocked(env: NodeJS.ProcessEnv): Promise<void> {
  const ask = (to: string, object: string, ...args: string[]): string => {
    try {
      return execFileSync('dbus-send', ['--session', '--print-reply', `--dest=${to}`, object, ...args], { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    } catch {
      return ''
    }
  }
  const isThere = (): boolean => ask('org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus.NameHasOwner', 'string:org.freedesktop.secrets').includes('boolean true')
  const isOpen = (): boolean => ask('org.freedesktop.secrets', '/org/freedesktop/secrets/collection/login', 'org.freedesktop.DBus.Properties.Get', 'string:org.freedesktop.Secret.Collection', 'string:Locked').includes('boolean false')
  for (let waitedMs = 0; !(isThere() && isOpen()); waitedMs += againMs) {
    if (waitedMs >= patienceMs) throw new Error('The keyring of the test was not there, or not unlocked, in time.')
    await realTimers.sleep(againMs, 'the keyring takes its name')
  }
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout?.on('data', (data: Buffer) => {
      text += data.toString()
      if (text.includes('\n')) resolve(text.split('\n')[0]!.trim())
    })
    child.once('exit', (code) => reject(new Error(`${child.spawnfile} ended with ${code ?? 'a signal'}`)))
    child.once('error', reject)
  })
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    child.once('exit', () => resolve())
    child.kill()
  })
}
