import { mkdtempSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { AppError } from '#shared/kernel/app-error'
import type { Result } from '#shared/kernel/result'
import { carrierOption } from '../killed/carried'
import { waitForOrder } from '../killed/order'
import { ownShare, roomForFiles, runShares, type Share } from '../shares'
import { carry } from './killed/carrier'
import type { KillBench } from './killed/kill-case'
import { listKills, runKillDrill, type KillReport, type KillTally } from './killed/kill-drill'
import { listCases, runSupportDrill, type SupportReport } from './support-drill'

/** Entry of `npm run --silent drill:support`. `--share PART/OF` is how it divides the work among processes. */
const help = `drill:support: support access that is opened and closed while things go wrong; prints {cases, failed}

A training fleet, a desk and time that stands still until all is answered; each case in a world of its own: a laptop asleep past the end, two
approvals at once, overlapping grants, failing revokes, a clock that is off, another address, deleted schedules and documents, the client's end, two
consoles, and a console that dies before and after every request to AWS and every write to the desk's store while a grant is opened and closed.
AWS itself is looked at while time passes (every five seconds around openings and closings): nothing may be open that no schedule closes.

  --kill       consoles are processes of their own over the desk's file and the fleet's socket, and die by SIGKILL; another process takes over at once, when
               the lease has run out, or minutes later: before and after every request to AWS, every write to the desk's store and every entry of the
               audit trail while a grant is opened, extended, ended, at its end, at the client's end, repaired, opened by break-glass and reviewed.
               Prints {cases, failed, signal: "SIGKILL", died}: how often processes died, by what they were at and around what
  --thin       with --kill: only behind what opens and closes doors and makes schedules, and before the line that says so
  --every N    die only at every N-th edge; left out: 1; an odd one dies both before and after things
  --only TEXT  only cases whose name has this
  --list       the names of all cases, a line each; nothing is judged
  --help

Exit codes: 0 nothing failed, 1 something did, 2 the drill could not be run.
`
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true'

const args = process.argv.slice(2)
const optionOf = (name: string): string | undefined => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined)
const isKill = args.includes('--kill')
const isThin = args.includes('--thin')
const every = Number(optionOf('--every') ?? 1)

function valueOf<T>(result: Result<T, AppError>): T {
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

/** With a folder of its own for the files of its worlds. */
async function onBench<T>(work: (bench: KillBench) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(roomForFiles(), 'watchfloor-support-'))
  try {
    return await work({ program: __filename, folder: path.join(folder, 'case') })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function runShare(share: Share): Promise<SupportReport | KillReport> {
  const only = optionOf('--only')
  let done = 0
  // The whole of it takes an hour: what is found is told at once.
  const told = (name: string, wrong: readonly string[]): void => {
    for (const words of wrong) process.stderr.write(`${name}: ${words}\n`)
    if ((done += 1) % 25 === 0) process.stderr.write(`${share.part}/${share.of}: ${done} cases, last ${name}\n`)
  }
  const options = { share, ...(only === undefined ? {} : { only }), onCase: told }
  if (isKill) return onBench(async (bench) => valueOf(await runKillDrill({ ...bench, ...options, isThin, every })))
  return valueOf(await runSupportDrill({ ...options, every }))
}

const list = async (): Promise<readonly string[]> => (isKill ? onBench(async (bench) => valueOf(await listKills(bench, isThin))) : valueOf(await listCases(every)))

async function drill(): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(help)
    return 0
  }
  if (args.includes('--list')) {
    process.stdout.write(`${(await list()).join('\n')}\n`)
    return 0
  }
  const share = ownShare(args)
  if (share !== undefined) {
    process.send?.(await runShare(share))
    return 0
  }
  const reports = await runShares<SupportReport | KillReport>(__filename, args)
  const failed = [...new Set(reports.flatMap((report) => report.failed))]
  const cases = reports.reduce((sum, report) => sum + report.cases, 0)
  process.stdout.write(`${JSON.stringify({ cases, failed, ...(isKill ? { signal: 'SIGKILL', died: summed(reports.flatMap((report) => ('died' in report ? [report.died] : []))) } : {}) })}\n`)
  return failed.length === 0 ? 0 : 1
}

function summed(tallies: readonly KillTally[]): KillTally {
  const sums: Record<string, Record<string, number>> = {}
  for (const [phase, kinds] of tallies.flatMap((tally) => Object.entries(tally))) {
    const sum = (sums[phase] ??= {})
    for (const [kind, times] of Object.entries(kinds)) sum[kind] = (sum[kind] ?? 0) + times
  }
  return sums
}

if (args.includes(carrierOption)) waitForOrder(carry)
else
  drill().then(
    (code) => process.exit(code),
    (cause: unknown) => {
      process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`)
      process.exit(2)
    },
  )
