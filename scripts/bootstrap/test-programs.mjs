import { ensureMoto, motoNeedsVenv } from './moto.mjs'
import { read, which } from './processes.mjs'
import { say } from './progress.mjs'
import { canInstallPackages, installPackages } from './system-packages.mjs'

/**
 * Independent clients, servers and keychains that some tests need. Such tests skip by name without them, so nothing here refuses:
 * what can be installed is, and the rest is named in the summary.
 */
const programs = [
  { name: 'gnome-keyring-daemon', package: 'gnome-keyring', without: 'the keychain was tested in memory alone' },
  { name: 'dbus-run-session', package: 'dbus', without: 'the keychain was tested in memory alone' },
  { name: 'dbus-launch', package: 'dbus-x11', without: 'the keychain was tested in memory alone' },
  { name: 'secret-tool', package: 'libsecret-tools', without: 'the keychain was not read from outside' },
  { name: 'chromium', package: 'chromium', without: 'the notice on login screens was not tested in a browser' },
  { name: 'aws', package: 'awscli', args: ['--version'], without: 'tests that use it as an independent client were skipped' },
]

/** Resolves to words about what is still missing. */
export async function ensureTestPrograms() {
  const packages = [...programs.filter(isMissing).map((program) => program.package), ...(!hasMoto() && motoNeedsVenv() ? ['python3-venv'] : [])]
  if (packages.length > 0 && canInstallPackages()) {
    say(`installing programs that tests use (a minute or two): ${packages.join(' ')}`)
    await installPackages(packages)
  }
  const noMoto = hasMoto() ? undefined : ((await ensureMoto()) ?? (hasMoto() ? undefined : 'what was installed does not run'))
  const oldCli = which('aws') !== undefined && !read('aws', ['sso-oidc', 'register-client', '--generate-cli-skeleton']).stdout.includes('redirectUris')
  return [
    ...(oldCli ? ['aws: older than the sign-in commands, whose tests were skipped; a newer one comes with moto'] : []),
    ...programs.filter(isMissing).map(({ name, package: from, without }) => `${name}: ${without}; apt-get install -y ${from} brings it`),
    ...(noMoto === undefined ? [] : [`moto_server: the contract suite ran against the training fleet alone (${noMoto})`]),
  ]
}

// A shim of a version manager is there even when the program is not: ask those that answer.
const isMissing = ({ name, args }) => which(name) === undefined || (args !== undefined && read(name, args).code !== 0)
const hasMoto = () => !isMissing({ name: 'moto_server', args: ['--help'] }) && read('python3', ['-c', 'import boto3']).code === 0
