import { describe, expect, it } from 'vitest'
import { appErrorKinds } from '#shared/kernel/app-error'
import { afterFailure, closedBreaker, countsForBreaker, failuresToOpen, permission, probing, type Breaker } from '#electron/polling/breaker'

const failed = (times: number, atMs = 0): Breaker => Array.from({ length: times }).reduce<Breaker>((breaker) => afterFailure(breaker, atMs), closedBreaker)

describe('the breaker of a scope', () => {
  it('lets everything through until three polls in a row met silence', () => {
    expect(permission(failed(failuresToOpen - 1), 0).kind).toBe('go')
    expect(permission(failed(failuresToOpen), 0)).toEqual({ kind: 'wait', untilMs: 30_000 })
  })

  it('lets one probe through when its time has come, and nobody beside it', () => {
    const open = failed(failuresToOpen)
    expect(permission(open, 29_999).kind).toBe('wait')
    expect(permission(open, 30_000).kind).toBe('probe')
    expect(permission(probing(open), 40_000)).toEqual({ kind: 'wait', untilMs: Number.POSITIVE_INFINITY })
  })

  it('stays open longer after each failed probe, never longer than two minutes', () => {
    const waits = [3, 4, 5, 6, 12].map((failures) => failed(failures).probeAtMs)
    expect(waits).toEqual([30_000, 60_000, 120_000, 120_000, 120_000])
    expect(afterFailure(probing(failed(3)), 50_000).probing).toBe(false)
  })

  it('counts silence and nonsense, not refusals or throttling', () => {
    expect(appErrorKinds.filter(countsForBreaker)).toEqual(['timeout', 'unreachable', 'serverFault', 'unreadableReply'])
  })
})
