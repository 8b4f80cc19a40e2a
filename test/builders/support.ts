import { hourMs, minuteMs } from '#shared/kernel/time'
import type { StatementPreview } from '#shared/support/statement'
import type { DoorView, DriftView, GrantView, SupportDeskView, TenantSupportView } from '#shared/support/support-view'

/** Monday, 2 March 2026, 06:12:09 UTC, as in every fake fleet. */
export const supportNowMs = Date.UTC(2026, 2, 2, 6, 12, 9)

const acme = '/watchfloor/support-access/acme-bank/frontend'

export const aDoor = (more: Partial<DoorView> = {}): DoorView => ({ kind: 'application', target: acme, account: '111122223333', region: 'eu-west-1', state: 'open', readAtMs: supportNowMs - 20_000, closesByItselfAtMs: supportNowMs + 47 * minuteMs, sharedWith: [], ...more })

/** Open for Acme's frontend since thirteen minutes, asked by ana, approved by ben; 47 minutes are left. */
export function aGrant(more: Partial<GrantView> = {}): GrantView {
  const atMs = supportNowMs - 14 * minuteMs
  return {
    id: 'g-acme-1',
    tenant: 'acme-bank',
    tenantName: 'Acme Bank',
    environment: 'frontend',
    what: ['application'],
    reference: 'REQ-4711',
    askedBy: 'J. Doe, Acme IT',
    reason: 'The nightly report is empty',
    fromMs: atMs,
    untilMs: supportNowMs + 47 * minuteMs,
    by: 'ana',
    atMs,
    hash: 'a'.repeat(64),
    isBreakGlass: false,
    stage: 'open',
    words: 'Open for ana until its end; closes by itself.',
    approvals: [{ by: 'ben', atMs: atMs + minuteMs }],
    isSelfService: false,
    doors: [aDoor()],
    lines: [{ atMs, by: 'ana', words: 'Asked', isTrouble: false }, { atMs: atMs + minuteMs, by: 'ben', words: 'Approved', isTrouble: false }],
    may: { approve: 'It is approved already.', refuse: 'It is approved already.', end: true, review: 'Only break-glass is reviewed.' },
    ...more,
  }
}

/** Waits for whoever looks to approve it. */
export const anAskedGrant = (more: Partial<GrantView> = {}): GrantView =>
  aGrant({ id: 'g-acme-2', stage: 'asked', words: 'Waits for another operator.', approvals: [], doors: [aDoor({ state: 'closed' })], may: { approve: true, refuse: true, end: 'It is ana’s.', review: 'Only break-glass is reviewed.' }, ...more })

export const aClosedGrant = (more: Partial<GrantView> = {}): GrantView => {
  const atMs = supportNowMs - 2 * hourMs
  return aGrant({
    id: 'g-acme-0', stage: 'closed', fromMs: atMs - hourMs, untilMs: atMs, atMs: atMs - hourMs, words: 'Closed and proven.', doors: [aDoor({ state: 'closed' })],
    ended: { atMs, how: 'expired' }, proof: { atMs: atMs + 2_000, words: 'The document was read back without grants.' },
    may: { approve: 'It is over.', refuse: 'It is over.', end: 'It is over.', review: 'Only break-glass is reviewed.' }, ...more,
  })
}

export const aDrift = (more: Partial<DriftView> = {}): DriftView => ({ id: 'd-1', tenant: 'kauri-bank', kind: 'rule-without-grant', words: 'sg-0ab12 lets 203.0.113.9/32 in on port 22 and no grant covers it.', foundAtMs: supportNowMs - 5 * minuteMs, repair: 'Remove the rule', ...more })

export const aSupportDesk = (more: Partial<SupportDeskView> = {}): SupportDeskView => ({ nowMs: supportNowMs, grants: [], drifts: [], openReviews: 0, comparedAtMs: supportNowMs - 20_000, blindSpots: [], ...more })

export const aTenantSupport = (more: Partial<TenantSupportView> = {}): TenantSupportView => ({
  tenant: 'acme-bank',
  tenantName: 'Acme Bank',
  environments: [{ environment: 'frontend', what: ['application', 'ssh'] }, { environment: 'cron', what: ['application'] }],
  longestMinutes: 480,
  isSelfService: false,
  grants: [],
  nowMs: supportNowMs,
  ...more,
})

/** CloudTrail is whole, the windows are not, and nobody has watched. */
export const aStatementPreview = (more: Partial<StatementPreview> = {}): StatementPreview => ({
  writtenAtMs: supportNowMs,
  grants: 2,
  rows: 14,
  leftOut: 0,
  namesWithheld: 0,
  sources: [
    { source: 'cloudTrail', title: 'AWS’s own records (CloudTrail)', state: 'complete', rows: 9, words: 'Read as of 06:12.' },
    { source: 'changes', title: 'What the desk’s console found', state: 'notAsked', rows: 0, words: 'Not asked: nobody has watched.' },
    { source: 'windows', title: 'Maintenance of the desk', state: 'partly', rows: 5, words: 'Read as of 06:12. Not complete: one window cannot be read.' },
  ],
  ...more,
})
