import { mkdtempSync, rmSync } from 'node:fs'
import path from 'node:path'
import { runCrashDrill, type CrashReport } from './crash-drill'
import { choiceOf } from './deaths'
import { carrierOption } from '../killed/carried'
import { waitForOrder } from '../killed/order'
import { ownShare, roomForFiles, runShares, type Share } from '../shares'
import { carry } from './killed/carrier'
import { killedCases } from './killed/killed-case'
import { killChoice } from './killed/kills'

/** Entry of `npm run --silent drill:crash`. `--share PART/OF` is how it divides the work among processes. */
const help = `drill:crash: maintenance runs whose consoles die; prints {stepKinds, cases, doubled, missing, wrongEnds}

Without options every edge of every kind of step is died at once, lines that a wait repeats too, and all pairs of edges within a kind of step
are died at twice: the first console at one (of a wait's lines the first and the last), whoever takes over at each that it passes.
What was doubled, is missing or ended wrong goes to standard error, with the cases of each kind.

  --kill       consoles are processes of their own and die by SIGKILL: at every edge of every kind of step by name, and twice at all pairs of
               “before a line”, “after a line” and “after performing” within a kind; the JSON says signal: SIGKILL
  --thin       only once, and of a wait's lines the first and the last; with --kill one edge of each sort in each kind, and one pair
  --full       also at every edge of what a scenario is not about
  --twice N    so many runs die twice anywhere, beside the pairs; left out: 40, with --kill 10
  --only NAME  one scenario
  --seed N     for what is drawn; left out: 1

Exit codes: 0 nothing was doubled, missing or ended wrong, 1 something was, 2 the drill could not be run.
`
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true'

const args = process.argv.slice(2)

function wholeOf(option: string, ordinary: number): number {
  const at = args.indexOf(option)
  const value = at < 0 ? ordinary : Number(args[at + 1])
  if (!Number.isInteger(value) || value < 0) throw new Error(`${option} wants a whole number.`)
  return value
}

const isKill = args.includes('--kill')
const isThin = args.includes('--thin')
const choice = isKill ? killChoice(isThin) : choiceOf(args.includes('--full') ? 'full' : isThin ? 'thin' : 'whole')

async function runShare(share: Share): Promise<CrashReport> {
  const folder = mkdtempSync(path.join(roomForFiles(), 'watchfloor-crash-'))
  const only = args.indexOf('--only')
  let done = 0
  try {
    const options = {
      file: path.join(folder, 'desk.sqlite'),
      choice,
      twice: wholeOf('--twice', isKill ? 10 : 40),
      seed: wholeOf('--seed', 1),
      ...(only < 0 ? {} : { only: args[only + 1] ?? '' }),
      share,
      onCase: (words: string) => void ((done += 1) % 50 === 0 && process.stderr.write(`${share.part}/${share.of}: ${done} cases, last ${words}\n`)),
    }
    const report = isKill ? await runCrashDrill(options, killedCases(__filename)) : await runCrashDrill(options)
    if (!report.ok) throw new Error(report.error.message)
    return report.value
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function drill(): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(help)
    return 0
  }
  const share = ownShare(args)
  if (share !== undefined) {
    process.send?.(await runShare(share))
    return 0
  }
  return conclude(await runShares<CrashReport>(__filename, args))
}

function conclude(reports: readonly CrashReport[]): number {
  const all = (what: 'doubled' | 'missing' | 'wrongEnds'): readonly string[] => reports.flatMap((report) => report[what])
  for (const what of ['doubled', 'missing', 'wrongEnds'] as const) for (const words of all(what)) process.stderr.write(`${what}: ${words}\n`)
  const kinds = [...new Set(reports.flatMap((report) => Object.keys(report.kinds)))].sort()
  const sum = (kind: string, times: 'once' | 'twice'): number => reports.reduce((total, report) => total + (report.kinds[kind]?.[times] ?? 0), 0)
  for (const kind of kinds) process.stderr.write(`died in ${kind}: ${sum(kind, 'once')} times once, ${sum(kind, 'twice')} times twice\n`)
  const sums = { doubled: all('doubled').length, missing: all('missing').length, wrongEnds: all('wrongEnds').length }
  process.stdout.write(`${JSON.stringify({ stepKinds: kinds.length, cases: reports.reduce((total, { cases }) => total + cases, 0), ...sums, ...(isKill ? { signal: 'SIGKILL' } : {}) })}\n`)
  return sums.doubled + sums.missing + sums.wrongEnds === 0 ? 0 : 1
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
