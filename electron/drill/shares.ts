import { fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'

/** A part of the cases of a drill: every `of`-th, beginning with number `part`. */
export interface Share {
  readonly part: number
  readonly of: number
}

const shareOption = '--share'

/** The share that this process was started for; undefined: it divides the work. */
export function ownShare(args: readonly string[]): Share | undefined {
  const at = args.indexOf(shareOption)
  if (at < 0) return undefined
  const [part, of] = (args[at + 1] ?? '').split('/').map(Number) as [number, number] // written below
  return { part, of }
}

/** Reports of a process for each core, all of the same program: their cases share nothing. Each sends its report and ends. */
export function runShares<Report>(program: string, args: readonly string[]): Promise<readonly Report[]> {
  const of = availableParallelism()
  return Promise.all(Array.from({ length: of }, (_, part) => runShare<Report>(program, [...args, shareOption, `${part}/${of}`])))
}

const runShare = <Report>(program: string, args: readonly string[]): Promise<Report> =>
  new Promise((resolve, reject) => {
    const child = fork(program, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    let report: Report | undefined
    child.on('message', (message) => (report = message as Report)) // its only message
    child.on('exit', (code) => (report === undefined ? reject(new Error(`The share ${args.at(-1) ?? ''} of the drill ended with code ${code} and no report.`)) : resolve(report)))
  })

/** In memory where the system has such a folder: processes die here, computers do not, and a disk's flushes would take a quarter of the time. */
export const roomForFiles = (): string => (existsSync('/dev/shm') ? '/dev/shm' : tmpdir())
