import { describe, expect, it } from 'vitest'
import { hourMs, minuteMs, secondMs } from '#shared/kernel/time'
import { aClosedGrant, aDoor, aGrant, anAskedGrant, aDrift, supportNowMs } from '#test/builders/support'
import { countdownWords, leftWords } from '../../../../renderer/components/support/countdown'
import { liveGrantsOf, wantedOf } from '../../../../renderer/components/support/grant-order'
import { stageLook, stageWords, whatWords } from '../../../../renderer/components/support/stage-words'

const trouble = { words: 'AWS refused.', tries: 1 }

describe('How a grant’s standing is said', () => {
  it('names every stage, what is not proven as not proven, and a closing with the time of its proof', () => {
    const words = (['asked', 'waiting', 'opening', 'open', 'revoking', 'refused', 'lapsed', 'withdrawn'] as const).map((stage) => stageWords(aGrant({ stage }), supportNowMs))
    expect(words).toEqual(['Asked', 'Waiting', 'Opening', 'Open', 'Revoking (unverified)', 'Refused', 'Lapsed', 'Taken back'])
    expect(stageWords(aClosedGrant(), supportNowMs)).toMatch(/^Closed \(proof at \d\d:\d\d:\d\d [+-]\d\d:\d\d\)$/)
  })

  it('is red whatever the stage once AWS refuses', () => {
    expect((['opening', 'open', 'revoking'] as const).map((stage) => stageLook(aGrant({ stage, trouble })).tone)).toEqual(['trouble', 'trouble', 'trouble'])
  })

  it('is “Granted, not open”, in red, once AWS was read as closed for one of its doors', () => {
    const closed = aDoor({ kind: 'ssh', state: 'closed' })
    expect(stageLook(aGrant({ doors: [aDoor(), closed] }))).toMatchObject({ words: 'Granted, not open', tone: 'trouble' })
    expect(stageWords(aGrant({ doors: [aDoor(), closed], trouble }), supportNowMs)).toBe('Granted, not open')
  })

  it('is no such thing while it is just being opened or closed, or was not read', () => {
    const looks = [aGrant({ stage: 'opening', doors: [aDoor({ state: 'opening' }), aDoor({ state: 'closed' })] }), aGrant({ stage: 'revoking', doors: [aDoor({ state: 'closed' })] }), aGrant({ doors: [aDoor({ state: 'unknown' })] }), aGrant({ doors: [] })]
    expect(looks.map((grant) => stageLook(grant).words)).toEqual(['Opening', 'Revoking (unverified)', 'Open', 'Open'])
  })

  it('has a shape of its own for open, closed and not proven', () => {
    const icons = (['asked', 'waiting', 'opening', 'open', 'closed', 'refused'] as const).map((stage) => stageLook(aGrant({ stage })).icon)
    expect(new Set(icons).size).toBe(icons.length)
  })

  it('names the address that SSH is opened for', () => {
    expect(whatWords({ what: ['application', 'ssh'], cidr: '198.51.100.7/32' })).toBe('application login and SSH from 198.51.100.7/32')
  })
})

describe('The countdown of a grant', () => {
  it('counts minutes, and seconds only in the last five', () => {
    expect([90 * minuteMs + 59_000, 5 * minuteMs + 30_000, 5 * minuteMs, 5 * minuteMs - secondMs, 9_400].map(leftWords)).toEqual(['1 h 30 m', '5 m', '5 m', '4 m 59 s', '9 s'])
  })

  it('says that the time is up, not that it is closed', () => {
    expect(countdownWords(aGrant({ untilMs: supportNowMs - 1 }), supportNowMs)).toBe('time is up')
    expect(countdownWords(aGrant({ stage: 'revoking' }), supportNowMs)).toBe('not proven closed')
  })

  it('counts to the opening while it waits, and nothing once it is over', () => {
    expect(countdownWords(aGrant({ stage: 'waiting', fromMs: supportNowMs + hourMs }), supportNowMs)).toBe('opens in 1 h')
    expect(countdownWords(aClosedGrant(), supportNowMs)).toBe('')
  })

  it('says nothing it does not know before AWS has answered', () => {
    expect(countdownWords(aGrant(), Number.NaN)).toBe('–')
  })
})

describe('Which grant matters first', () => {
  it('puts trouble before what is open, and that before what waits', () => {
    const grants = [aGrant({ id: 'asked', stage: 'asked' }), aGrant({ id: 'open' }), aGrant({ id: 'open longer', untilMs: supportNowMs + 2 * hourMs }), aGrant({ id: 'failing', stage: 'opening', trouble }), aClosedGrant(), aGrant({ id: 'other', tenant: 'kauri-bank' })]
    expect(liveGrantsOf(grants, 'acme-bank').map(({ id }) => id)).toEqual(['failing', 'open longer', 'open', 'asked'])
  })

  it('puts what somebody took away before what is open', () => {
    const grants = [aGrant({ id: 'open longer', untilMs: supportNowMs + 2 * hourMs }), aGrant({ id: 'taken away', doors: [aDoor({ state: 'closed' })] })]
    expect(liveGrantsOf(grants, 'acme-bank').map(({ id }) => id)).toEqual(['taken away', 'open longer'])
  })

  it('counts as wanted what fails, drifts, waits for whoever looks, or was not reviewed; each once', () => {
    const broken = aClosedGrant({ id: 'broken', isBreakGlass: true })
    expect(wantedOf({ grants: [aGrant({ stage: 'revoking', trouble }), anAskedGrant(), anAskedGrant({ may: { ...anAskedGrant().may, approve: 'It is yours.' } }), broken, { ...broken, review: { by: 'ben', atMs: 1, words: '', isFine: true } }, aGrant()], drifts: [aDrift()] })).toBe(4)
  })
})
