import { fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { runSupportDrill, type SupportReport } from './support-drill'

/** Entry of `npm run --silent drill:support`. `--share PART/OF` is how it divides the work among processes. */
const help = `drill:support: support access that is opened and closed while things go wrong; prints {cases, failed}

A training fleet, a desk and time that stands still until all is answered; each case in a world of its own: a laptop asleep past the end, two
approvals at once, overlapping grants, failing revokes, a clock that is off, another address, deleted schedules and documents, the client's end, two
consoles, and a console that dies before and after every request to AWS and every write to the desk's store while a grant is opened and closed.
AWS itself is looked at while time passes (every five seconds around openings and closings): nothing may be open that no schedule closes.

  --every N    die only at every N-th edge; left out: 1
  --only TEXT  only cases whose name has this
  --help

Exit codes: 0 nothing failed, 1 something did, 2 the drill could not be run.
`
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true'

const args = process.argv.slice(2)
const optionOf = (name: string): string | undefined => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined)

async function runShare(share: string): Promise<SupportReport> {
  const [part, of] = share.split('/').map(Number) as [number, number] // written below
  const only = optionOf('--only')
  const report = await runSupportDrill({ every: Number(optionOf('--every') ?? 1), share: { part, of }, ...(only === undefined ? {} : { only }) })
  if (!report.ok) throw new Error(report.error.message)
  return report.value
}

/** A process for each core: the cases share nothing. */
const runElsewhere = (share: string): Promise<SupportReport> =>
  new Promise((resolve, reject) => {
    const child = fork(__filename, [...args, '--share', share], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    let report: SupportReport | undefined
    child.on('message', (message) => (report = message as SupportReport)) // sent below
    child.on('exit', (code) => (report === undefined ? reject(new Error(`The share ${share} of the drill ended with code ${code} and no report.`)) : resolve(report)))
  })

async function drill(): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(help)
    return 0
  }
  const share = optionOf('--share')
  if (share !== undefined) {
    process.send?.(await runShare(share))
    return 0
  }
  const of = availableParallelism()
  const reports = await Promise.all(Array.from({ length: of }, (_, part) => runElsewhere(`${part}/${of}`)))
  const failed = [...new Set(reports.flatMap((report) => report.failed))]
  process.stdout.write(`${JSON.stringify({ cases: reports.reduce((sum, report) => sum + report.cases, 0), failed })}\n`)
  return failed.length === 0 ? 0 : 1
}

drill().then(
  (code) => process.exit(code),
  (cause: unknown) => {
    process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`)
    process.exit(2)
  },
)
