import { describe, expect, it } from 'vitest'
import { stopOnSignals } from '#electron/cli/signals'

function signalled(...atMs: readonly number[]): { readonly aborted: boolean; readonly exits: readonly number[] } {
  let nowMs = 0
  const exits: number[] = []
  const listeners = new Map<string, () => void>()
  const stop = stopOnSignals({ on: (signal, listener) => listeners.set(signal, listener), exit: (code) => void exits.push(code) }, { nowMs: () => nowMs })
  for (const at of atMs) {
    nowMs = at
    listeners.get('SIGTERM')?.()
  }
  return { aborted: stop.aborted, exits }
}

describe('a command that is told to stop', () => {
  it('ends by itself, so that it takes away what it made', () => expect(signalled(0)).toEqual({ aborted: true, exits: [] }))

  it('takes a signal that npm and the terminal both pass on for one', () => expect(signalled(0, 5, 900)).toEqual({ aborted: true, exits: [] }))

  it('ends at once when it is told again', () => expect(signalled(0, 5, 1_000).exits).toEqual([143]))
})
