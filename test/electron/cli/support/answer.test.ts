import { describe, expect, it } from 'vitest'
import { comparedAnswer, deskAnswer, grantAnswer, movingAnswer, repairedAnswer } from '#electron/cli/support/answer'
import { aClosedGrant, aDoor, aDrift, aGrant, aSupportDesk } from '#test/builders/support'

const remark = { atMs: Date.UTC(2026, 2, 2, 6), words: 'AWS had lost the schedule that closes it; it was made again.' }
const trouble = { words: 'AWS refused it.', tries: 2 }

describe('The exit code about a grant', () => {
  it.each([
    ['it is open', aGrant(), 0],
    ['it is closed and proven', aClosedGrant(), 0],
    ['its time is up and nothing is proven', aGrant({ stage: 'revoking' }), 1],
    ['it is in trouble', aGrant({ trouble }), 1],
    ['its journal cannot be read', aGrant({ unread: 'Line 6 cannot be read.' }), 1],
    ['what somebody did to it in AWS was put right', aGrant({ remark }), 1],
    ['AWS does not show one of its doors open any more', aGrant({ doors: [aDoor(), aDoor({ kind: 'ssh', state: 'closed' })] }), 1],
  ])('says how it stands: %s', (_, grant, code) => {
    expect(grantAnswer(grant).code).toBe(code)
  })

  it('is 1 for a proven closing beside which a drift was found, and the closing is done', () => {
    const closed = aClosedGrant()
    const near = aDrift({ tenant: closed.tenant, words: 'Port 22 is open to everybody.' })
    const answer = grantAnswer(closed, [near, aDrift({ id: 'd-2', tenant: 'another' })])
    expect(answer).toMatchObject({ code: 1, isDone: true, json: { id: closed.id, drifts: [near] } })
    expect(answer.lines.join('\n')).toContain('drift     Port 22 is open to everybody.')
    expect(grantAnswer(closed, [aDrift({ tenant: 'another' })])).toMatchObject({ code: 0, json: closed })
  })

  it('is 1 while it is neither open nor closed yet, which is not done', () => {
    expect(movingAnswer(aGrant({ stage: 'opening' }))).toMatchObject({ code: 1, isDone: false })
  })
})

describe('What somebody else did to a grant in AWS', () => {
  it('has a line wherever the grant has one', () => {
    expect(deskAnswer(aSupportDesk({ grants: [aGrant({ remark })] })).lines[0]).toMatch(/  FOUND: AWS had lost the schedule that closes it; it was made again\.$/)
    expect(grantAnswer(aGrant({ remark })).lines).toContain('  FOUND     2026-03-02 06:00:00 UTC: AWS had lost the schedule that closes it; it was made again.')
  })

  it('is a finding, and nothing that is left to do: what was wanted is done', () => {
    expect(grantAnswer(aGrant({ remark }))).toMatchObject({ code: 1, isDone: true })
  })
})

describe('The exit code about the desk', () => {
  it.each([
    ['all is as granted', aSupportDesk({ grants: [aGrant(), aClosedGrant()] }), 0],
    ['one is not proven closed', aSupportDesk({ grants: [aGrant(), aGrant({ stage: 'revoking' })] }), 1],
    ['one is in trouble', aSupportDesk({ grants: [aGrant({ trouble })] }), 1],
    ['what somebody did to one in AWS was put right', aSupportDesk({ grants: [aGrant({ remark })] }), 1],
    ['something was found that nobody granted', aSupportDesk({ drifts: [aDrift()] }), 1],
    ['a place could not be compared', aSupportDesk({ blindSpots: ['Schedules in 111122223333/eu-west-1: AWS refused.'] }), 1],
    ['the store answers from a copy', aSupportDesk({ offline: 'The desk’s store cannot be reached.' }), 1],
  ])('is 0 only when everything was compared and is as granted: %s', (_, desk, code) => {
    expect(deskAnswer(desk).code).toBe(code)
  })
})

describe('What the trail says came of', () => {
  it.each([
    ['is done when it finds something that nobody granted', aSupportDesk({ drifts: [aDrift()] }), true],
    ['is done when it put right what somebody had done to a grant', aSupportDesk({ grants: [aGrant({ remark })] }), true],
    ['is not while a closing is not proven', aSupportDesk({ grants: [aGrant({ stage: 'revoking' })] }), false],
    ['is not where a place could not be compared', aSupportDesk({ blindSpots: ['Schedules in 111122223333/eu-west-1: AWS refused.'] }), false],
    ['is not on the word of a copy', aSupportDesk({ offline: 'The desk’s store cannot be reached.' }), false],
  ])('comparing: %s', (_, desk, isDone) => {
    expect(comparedAnswer(desk)).toMatchObject({ code: 1, isDone })
  })

  it('a repair: done when its own drift is gone, whatever else stands', () => {
    const desk = aSupportDesk({ drifts: [aDrift({ id: 'd-2' })] })
    expect(repairedAnswer(desk, 'd-1')).toMatchObject({ code: 1, isDone: true })
    expect(repairedAnswer(desk, 'd-2')).toMatchObject({ code: 1, isDone: false })
  })
})
