import { open, readdir, readFile } from 'node:fs/promises'
import { hitsIn, type Hit, type Needle, type Place } from './secret-search'

/** Processes as Linux shows them: what they hold in memory, and what others can see of them. */
export interface Searched {
  readonly place: Place
  readonly hits: readonly Hit[]
}

/** A process and everything below it. */
export async function familyOf(pid: number): Promise<readonly number[]> {
  const parents = new Map<number, number>()
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    const stat = await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => '')
    const parent = /^\d+ \(.*\) \S (\d+)/s.exec(stat)?.[1]
    if (parent !== undefined) parents.set(Number(entry), Number(parent))
  }
  const family = [pid]
  for (const member of family) family.push(...[...parents].filter(([, parent]) => parent === member).map(([child]) => child))
  return family
}

/** `--type=renderer` and so on; `main` for the one that has no type. */
export async function kindOf(pid: number): Promise<string> {
  const words = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split(/[\0 ]/)
  return words.find((word) => word.startsWith('--type='))?.slice('--type='.length) ?? 'main'
}

/** Environment and command line: readable by every program of the same person. */
export async function searchOutside(pids: readonly number[], needles: readonly Needle[]): Promise<Searched> {
  const texts = await Promise.all(pids.flatMap((pid) => ['environ', 'cmdline'].map((file) => readFile(`/proc/${pid}/${file}`).catch(() => Buffer.alloc(0)))))
  const name = 'environment and command lines'
  return { place: { name, files: texts.length, bytes: texts.reduce((sum, { length }) => sum + length, 0) }, hits: texts.flatMap((text) => hitsIn(name, text, needles)) }
}

const chunkBytes = 8_000_000
/** A secret may lie across the border of two chunks. */
const overlapBytes = 256

/** Everything that a process may write to, byte by byte. */
export async function searchMemory(name: string, pid: number, needles: readonly Needle[]): Promise<Searched> {
  const maps = (await readFile(`/proc/${pid}/maps`, 'utf8')).split('\n').flatMap((line) => {
    const match = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line)
    return match === null ? [] : [[Number.parseInt(match[1]!, 16), Number.parseInt(match[2]!, 16)] as const]
  })
  const memory = await open(`/proc/${pid}/mem`, 'r')
  const hits: Hit[] = []
  let bytes = 0
  const buffer = Buffer.alloc(chunkBytes + overlapBytes)
  try {
    for (const [from, to] of maps) {
      for (let at = from; at < to; at += chunkBytes) {
        // Pages that were never touched, or are a device's, cannot be read.
        const { bytesRead } = await memory.read(buffer, 0, Math.min(buffer.length, to - at), at).catch(() => ({ bytesRead: 0 }))
        bytes += bytesRead
        hits.push(...hitsIn(name, buffer.subarray(0, bytesRead), needles))
      }
    }
  } finally {
    await memory.close()
  }
  return { place: { name, files: maps.length, bytes }, hits }
}
