import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { expect } from 'vitest'

/** Runs a bundled writer that prints `acknowledged N` for what it was told is kept, kills it after so many, and returns the last N; `before`: when there was none. */
export async function killedWriter([file, ...args]: readonly [string, ...string[]], acknowledgements: number, before: number): Promise<number> {
  const writer = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(writer, 'exit')
  let last = before
  let seen = 0
  for await (const line of createInterface({ input: writer.stdout })) {
    last = Number(/^acknowledged (\d+)$/.exec(line)?.[1] ?? last)
    seen += 1
    if (seen === acknowledgements) writer.kill('SIGKILL')
  }
  const [, signal] = (await ended) as [number | null, string | null]
  expect(signal).toBe('SIGKILL')
  return last
}
