import { hourMs, minuteMs } from '#shared/kernel/time'
import type { SupportDeskView } from '#shared/support/support-view'
import { aClosedGrant, aDoor, aDrift, aGrant, anAskedGrant, aSupportDesk, supportNowMs } from '#test/builders/support'

const ssh = (state: 'open' | 'closing') => aDoor({ kind: 'ssh', target: 'sg-0ab12cd34 port 22 from 198.51.100.7/32', state })

/** A desk with a grant in every stage there is. */
export const busySupport: SupportDeskView = aSupportDesk({
  grants: [
    aGrant({ id: 'g-harbour-1', tenant: 'harbour-mutual', tenantName: 'Harbour Mutual', what: ['application', 'ssh'], cidr: '198.51.100.7/32', stage: 'revoking', words: 'Its end is past and SSH is not proven closed.', untilMs: supportNowMs - 2 * minuteMs, doors: [aDoor({ state: 'closed' }), { ...ssh('closing'), trouble: 'AWS refused: RequestLimitExceeded.' }], trouble: { words: 'AWS refused to remove the rule: RequestLimitExceeded.', tries: 3, nextTryAtMs: supportNowMs + 24_000 } }),
    aGrant(),
    aGrant({ id: 'g-kauri-1', tenant: 'kauri-bank', tenantName: 'Kauri Bank', isBreakGlass: true, approvals: [], untilMs: supportNowMs + 4 * minuteMs + 10_000, reason: 'Payments stand still, nobody else is awake', by: 'mia' }),
    aGrant({ id: 'g-first-1', tenant: 'first-cedar', tenantName: 'First Cedar', stage: 'waiting', words: 'Opens by itself at 08:00.', fromMs: supportNowMs + 108 * minuteMs, untilMs: supportNowMs + 168 * minuteMs, doors: [aDoor({ state: 'closed' })] }),
    anAskedGrant({ tenant: 'northwind-savings', tenantName: 'Northwind Savings' }),
    aClosedGrant({ id: 'g-sol-0', tenant: 'banco-del-sol', tenantName: 'Banco del Sol', isBreakGlass: true, approvals: [], ended: { atMs: supportNowMs - 3 * hourMs, how: 'ended', by: 'mia', why: 'The queue runs again' }, may: { approve: 'It is over.', refuse: 'It is over.', end: 'It is over.', review: true } }),
    aClosedGrant(),
    aClosedGrant({ id: 'g-acme-x', ended: { atMs: supportNowMs - 20 * hourMs, how: 'client', by: 'j.doe' } }),
    aClosedGrant({ id: 'g-acme-y', stage: 'refused', words: 'Refused by ben: no such request.' }),
  ],
  drifts: [aDrift()],
  openReviews: 1,
  blindSpots: ['Security groups of account 444455556666 in eu-central-1 cannot be read: what is open there is not known.'],
})
