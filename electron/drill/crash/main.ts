import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import path from 'node:path'
import { runCrashDrill, type CrashReport } from './crash-drill'

/**
 * Entry of `npm run --silent drill:crash`: prints `{stepKinds, cases, doubled, missing, wrongEnds}`; what was doubled, is missing or ended wrong
 * goes to standard error. `--twice N`: so many runs die twice, 40 when left out. `--only NAME`: one scenario. `--full`: every edge of
 * every run, once and twice; else of lines that a wait repeats only the first and the last, and each effect in the scenario that is about it. `--seed N`.
 * Exit code 1 unless the last three are 0. `--share PART/OF` is how it divides the work among processes.
 */
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true'

const args = process.argv.slice(2)

function wholeOf(option: string, ordinary: number): number {
  const at = args.indexOf(option)
  const value = at < 0 ? ordinary : Number(args[at + 1])
  if (!Number.isInteger(value) || value < 0) throw new Error(`${option} wants a whole number.`)
  return value
}

async function runShare(share: string): Promise<CrashReport> {
  const [part, of] = share.split('/').map(Number) as [number, number] // written below
  const folder = mkdtempSync(path.join(tmpdir(), 'watchfloor-crash-'))
  const only = args.indexOf('--only')
  let done = 0
  try {
    const report = await runCrashDrill({
      file: path.join(folder, 'desk.sqlite'),
      isFull: args.includes('--full'),
      twice: wholeOf('--twice', 40),
      seed: wholeOf('--seed', 1),
      ...(only < 0 ? {} : { only: args[only + 1] ?? '' }),
      share: { part, of },
      onCase: (words) => void ((done += 1) % 50 === 0 && process.stderr.write(`${share}: ${done} cases, last ${words}\n`)),
    })
    if (!report.ok) throw new Error(report.error.message)
    return report.value
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A process for each core: the runs share nothing. */
const runElsewhere = (share: string): Promise<CrashReport> =>
  new Promise((resolve, reject) => {
    const child = fork(__filename, [...args, '--share', share], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    let report: CrashReport | undefined
    child.on('message', (message) => (report = message as CrashReport)) // sent below
    child.on('exit', (code) => (report === undefined ? reject(new Error(`The share ${share} of the drill ended with code ${code} and no report.`)) : resolve(report)))
  })

async function drill(): Promise<number> {
  const at = args.indexOf('--share')
  if (at >= 0) {
    const report = await runShare(args[at + 1] ?? '')
    process.send?.(report)
    return 0
  }
  const of = availableParallelism()
  const reports = await Promise.all(Array.from({ length: of }, (_, part) => runElsewhere(`${part}/${of}`)))
  const all = (what: 'doubled' | 'missing' | 'wrongEnds'): readonly string[] => reports.flatMap((report) => report[what])
  for (const what of ['doubled', 'missing', 'wrongEnds'] as const) for (const words of all(what)) process.stderr.write(`${what}: ${words}\n`)
  const kinds = new Set(reports.flatMap((report) => report.kinds))
  process.stderr.write(`died in: ${[...kinds].sort().join(', ')}\n`)
  const sums = { doubled: all('doubled').length, missing: all('missing').length, wrongEnds: all('wrongEnds').length }
  process.stdout.write(`${JSON.stringify({ stepKinds: kinds.size, cases: reports.reduce((sum, { cases }) => sum + cases, 0), ...sums })}\n`)
  return sums.doubled + sums.missing + sums.wrongEnds === 0 ? 0 : 1
}

drill().then(
  (code) => process.exit(code),
  (cause: unknown) => {
    process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`)
    process.exit(2)
  },
)
