import type { TextSink } from './command'

/**
 * A stream that may lose its reader: `... | head -1` closes the pipe. Then writes are dropped and the command ends as it would.
 * `flushed` resolves once everything written was handed over, so that leaving the process cuts nothing off.
 */
export interface ConsoleSink extends TextSink {
  flushed(): Promise<void>
}

export function consoleSink(stream: NodeJS.WriteStream, colour: boolean): ConsoleSink {
  let pending = 0
  let closed = false
  let done = (): void => undefined
  const close = (): void => {
    closed = true
    done()
  }
  stream.on('error', (error: NodeJS.ErrnoException) => {
    close()
    if (error.code !== 'EPIPE') process.exitCode = 1
  })
  stream.on('close', close)
  return {
    colour,
    write: (text) => {
      if (closed) return
      pending += 1
      stream.write(text, () => {
        pending -= 1
        if (pending === 0) done()
      })
    },
    flushed: () => new Promise((resolve) => (pending === 0 || closed ? resolve() : (done = resolve))),
  }
}
