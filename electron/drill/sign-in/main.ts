import path from 'node:path'
import { asleepCases } from './asleep'
import { virtualCases, type DrillCase, type Facts } from './cases'
import { DrillFailure } from './expect'
import { runKillable } from './killable'
import { killableArgument } from './killable-messages'
import { killedDuringRefresh } from './killed'
import { twoInstances } from './two-instances'

/**
 * Entry of `npm run drill:sign-in`: plays every fault of the sign-in and prints `{cases, failed}`. Names on the command line: only the
 * cases whose name contains one of them. `WATCHFLOOR_DRILL_ELECTRON` is the Electron that starts the app.
 */
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true'

interface Played {
  readonly name: string
  readonly passed: boolean
  readonly facts?: Facts
  readonly words?: string
}

async function play({ name, run }: DrillCase): Promise<Played> {
  process.stderr.write(`${name} ...\n`)
  try {
    return { name, passed: true, facts: await run() }
  } catch (cause) {
    const words = cause instanceof DrillFailure ? cause.message : cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)
    process.stderr.write(`  ${words}\n`)
    return { name, passed: false, words }
  }
}

async function playAll(wanted: readonly string[]): Promise<number> {
  const electron = process.env['WATCHFLOOR_DRILL_ELECTRON'] ?? ''
  const all = [
    ...virtualCases,
    ...asleepCases,
    killedDuringRefresh('while Identity Center answers', __filename),
    killedDuringRefresh('while the keychain is written', __filename),
    twoInstances(electron, path.join(__dirname, '../..')),
  ]
  const chosen = wanted.length === 0 ? all : all.filter(({ name }) => wanted.some((part) => name.includes(part)))
  const cases: Played[] = []
  for (const drillCase of chosen) cases.push(await play(drillCase))
  const failed = cases.filter(({ passed }) => !passed).map(({ name }) => name)
  process.stdout.write(`${JSON.stringify({ cases, failed }, null, 2)}\n`)
  return failed.length === 0 && cases.length > 0 ? 0 : 1
}

const args = process.argv.slice(2)
if (args[0] === killableArgument) void runKillable(args[1] ?? '')
else void playAll(args).then((code) => process.exit(code))
