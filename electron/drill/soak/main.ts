import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { runSoak } from './soak'

/**
 * Entry of `npm run drill:soak`: prints `{polls, heapSlopeBytesPerDay, lost, doubled}`; what was lost and doubled goes to standard error.
 * `--minutes N`: simulated minutes, 1,440 when left out. Node must run with `--expose-gc`. Exit code 1 when anything was lost or doubled, or
 * when the heap grows by more than five megabytes a simulated day: judged from half a day on, because before that V8 still compiles.
 */
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true'

const mostBytesPerDay = 5_000_000
const slopeCountsFromMinutes = 720

function minutesOf(args: readonly string[]): number {
  const at = args.indexOf('--minutes')
  const minutes = at < 0 ? 1440 : Number(args[at + 1])
  if (!Number.isInteger(minutes) || minutes < 1) throw new Error('--minutes wants a whole number of simulated minutes.')
  return minutes
}

function heapMeter(): () => number {
  const { gc } = globalThis
  if (gc === undefined) throw new Error('The heap cannot be measured: run node with --expose-gc, as `npm run drill:soak` does.')
  return () => {
    // Twice: what the first collection finalises, the second frees.
    gc()
    gc()
    return process.memoryUsage().heapUsed
  }
}

async function soak(): Promise<number> {
  const minutes = minutesOf(process.argv.slice(2))
  const heapBytes = heapMeter()
  const folder = mkdtempSync(path.join(tmpdir(), 'watchfloor-soak-'))
  try {
    const soaked = await runSoak({ minutes, file: path.join(folder, 'history.sqlite'), heapBytes, onProgress: (minute) => void (minute % 120 === 0 && process.stderr.write(`${minute} of ${minutes} min\n`)) })
    if (!soaked.ok) throw new Error(soaked.error.message)
    const { polls, heapSlopeBytesPerDay, kept, rows, incidents } = soaked.value
    process.stderr.write([`${rows} rows and ${incidents} incidents kept`, ...kept.lost.map((words) => `lost: ${words}`), ...kept.doubled.map((words) => `doubled: ${words}`), ''].join('\n'))
    process.stdout.write(`${JSON.stringify({ polls, heapSlopeBytesPerDay, lost: kept.lost.length, doubled: kept.doubled.length })}\n`)
    const leaks = minutes >= slopeCountsFromMinutes && heapSlopeBytesPerDay > mostBytesPerDay
    return kept.lost.length + kept.doubled.length === 0 && !leaks ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

soak().then(
  (code) => process.exit(code),
  (cause: unknown) => {
    process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`)
    process.exit(2)
  },
)
