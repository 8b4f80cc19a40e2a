import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { followPower } from '#electron/app/power'
import { minuteMs } from '#shared/kernel/time'

function computer() {
  const power = new EventEmitter()
  const did: string[] = []
  let nowMs = 0
  followPower({
    power,
    clock: { nowMs: () => nowMs },
    lock: { systemLocked: () => void did.push('covered'), woke: (sleptMs) => void did.push(`woke after ${sleptMs / minuteMs} min`) },
    sessions: { resumed: () => void did.push('tokens') },
    fleet: { resume: () => void did.push('fleet') },
  })
  return { power, did, pass: (ms: number) => (nowMs += ms) }
}

describe('The computer’s sleep', () => {
  it('ends with the cover first, then tokens, then the fleet', () => {
    const { power, did, pass } = computer()
    power.emit('suspend')
    expect(did).toEqual([])
    pass(90 * minuteMs)
    power.emit('resume')
    expect(did).toEqual(['woke after 90 min', 'tokens', 'fleet'])
  })

  it('is not counted twice, and a wake-up without a sleep has no length', () => {
    const { power, did, pass } = computer()
    power.emit('resume')
    power.emit('suspend')
    pass(5 * minuteMs)
    power.emit('resume')
    pass(60 * minuteMs)
    power.emit('resume')
    expect(did.filter((what) => what.startsWith('woke'))).toEqual(['woke after 0 min', 'woke after 5 min', 'woke after 0 min'])
  })

  it('covers the window when its screen is locked, or another user takes over', () => {
    const { power, did } = computer()
    power.emit('lock-screen')
    power.emit('user-did-resign-active')
    expect(did).toEqual(['covered', 'covered'])
  })
})
