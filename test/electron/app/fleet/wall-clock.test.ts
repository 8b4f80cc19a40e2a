import { expect, it } from 'vitest'
import { onWallClock } from '#electron/app/fleet/wall-clock'
import type { WatchStatus } from '#shared/fleet/watch-status'

const status = { epoch: 'e', awsOffsetMs: 250, speed: 1 } as WatchStatus // the rest is passed on unread
const scale = { originMs: 1_000_000, wallOriginMs: 5_000_000, speed: 60 }

it('leaves a live fleet’s offset as it was measured', () => {
  expect(onWallClock(status, undefined, 9_000_000)).toBe(status)
})

it('counts a training fleet’s offset from this computer’s clock', () => {
  const wallNowMs = 5_000_100
  const fleetNowMs = 1_000_000 + 100 * 60
  expect(onWallClock(status, scale, wallNowMs)).toEqual({ ...status, awsOffsetMs: fleetNowMs + 250 - wallNowMs, speed: 60 })
})

it('invents no offset before AWS answered', () => {
  const { awsOffsetMs: _none, ...silent } = status
  expect(onWallClock(silent, scale, 5_000_100)).toBe(silent)
})
