import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { coldMinutes, runSoak } from './soak'

/**
 * Entry of `npm run --silent drill:soak`: prints `{polls, heapSlopeBytesPerDay, lost, doubled}`; what was lost and doubled, and how the heap
 * grew in either half, goes to standard error. `--minutes N`: simulated minutes that are measured, 1,440 when left out. `--warm-up N`: minutes
 * lived through before; 720 when left out, none for less than 720 measured. Node must run with `--expose-gc`. Exit code 1 when anything was
 * lost or doubled, or when the heap grows by more than five megabytes a simulated day (not judged of less than 720 minutes).
 */
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true'

const mostBytesPerDay = 5_000_000
const slopeCountsFromMinutes = 720

function minutesOf(args: readonly string[], option: string, ordinary: number, least: number): number {
  const at = args.indexOf(option)
  const minutes = at < 0 ? ordinary : Number(args[at + 1])
  if (!Number.isInteger(minutes) || minutes < least) throw new Error(`${option} wants a whole number of simulated minutes, ${least} or more.`)
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
  const args = process.argv.slice(2)
  const minutes = minutesOf(args, '--minutes', 1440, 1)
  const warmUpMinutes = minutesOf(args, '--warm-up', minutes < slopeCountsFromMinutes ? 0 : coldMinutes, 0)
  const heapBytes = heapMeter()
  const folder = mkdtempSync(path.join(tmpdir(), 'watchfloor-soak-'))
  try {
    const soaked = await runSoak({ minutes, warmUpMinutes, file: path.join(folder, 'history.sqlite'), heapBytes, onProgress: (minute) => void (minute % 120 === 0 && process.stderr.write(`${minute} of ${warmUpMinutes + minutes} min\n`)) })
    if (!soaked.ok) throw new Error(soaked.error.message)
    const { polls, heapSlopeBytesPerDay, halves, kept, rows, incidents } = soaked.value
    process.stderr.write([`${rows} rows and ${incidents} incidents kept`, `heap: ${halves[0]} bytes a day in the first half, ${halves[1]} in the second`, ...kept.lost.map((words) => `lost: ${words}`), ...kept.doubled.map((words) => `doubled: ${words}`), ''].join('\n'))
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
