import { readdirSync, readFileSync } from 'node:fs'

/** Processor time in ms that a process and everything it started have used so far, by Linux's own books; undefined elsewhere. */
export function treeCpuMs(root: number): number | undefined {
  if (process.platform !== 'linux') return undefined
  const children = new Map<string, string[]>()
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const parent = parentOf(pid)
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), pid])
  }
  const family = [String(root)]
  for (const pid of family) family.push(...(children.get(pid) ?? []))
  return family.reduce((sum, pid) => sum + cpuMsOf(pid), 0)
}

/** `pid (name) state parent ...`: a name may hold spaces and brackets. */
function parentOf(pid: string): string | undefined {
  const stat = read(`/proc/${pid}/stat`)
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]
}

/** Each thread's first figure is its time on a processor in ns. */
function cpuMsOf(pid: string): number {
  return threadsOf(pid).reduce((sum, thread) => sum + Number(read(`/proc/${pid}/task/${thread}/schedstat`).split(' ')[0] ?? 0) / 1e6, 0)
}

function threadsOf(pid: string): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/task`)
  } catch {
    return []
  }
}

/** Empty for a process that ended meanwhile. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
