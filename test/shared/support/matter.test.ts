import { describe, expect, it } from 'vitest'
import { supportMatters } from '#shared/support/matter'
import { aGrant, supportNowMs } from '#test/builders/support'

const told = (over: Parameters<typeof aGrant>[0]) => supportMatters([aGrant({ isBreakGlass: true, ...over })], [], supportNowMs).map(({ kind, words }) => [kind, words])

describe('Break-glass', () => {
  it('is told to everybody while it is open', () => {
    expect(told({})).toEqual([['breakGlass', 'ana opened frontend without an approval (break-glass, g-acme-1): The nightly report is empty']])
  })

  it('is told also before it begins, should another console have taken one that begins later', () => {
    expect(told({ stage: 'waiting', fromMs: Date.UTC(2026, 2, 4, 6) })).toEqual([['breakGlass', 'ana wants to open frontend without an approval (break-glass, g-acme-1, at 2026-03-04 06:00:00 UTC): The nightly report is empty']])
  })
})
