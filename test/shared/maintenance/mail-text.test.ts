import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hourMs, minuteMs } from '#shared/kernel/time'
import { mailPreview, mailText, type MailOfWindow } from '#shared/maintenance/mail-text'
import { occasions } from '#shared/maintenance/notice-ledger'
import type { Plan } from '#shared/maintenance/plan'

const plan: Plan = {
  id: 'p-1',
  title: 'Upgrade of MySQL',
  why: 'The version in use ends in May',
  kind: 'downtime',
  author: 'ana.operator',
  window: { start: '2026-03-29T01:30', zone: 'Europe/Berlin', durationMinutes: 120 },
  databases: [
    { arn: 'arn:aws:rds:eu-west-1:111122223333:db:acme-portal', id: 'acme-portal', tenant: 'acme', environment: 'portal', engine: 'mysql', engineVersion: '8.0' },
    { arn: 'arn:aws:rds:eu-west-1:111122223333:db:zenith-cron', id: 'zenith-cron', tenant: 'zenith', environment: 'cron', engine: 'mysql', engineVersion: '8.0' },
  ],
  groups: [{ arn: 'arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:1:autoScalingGroupName/frontend-app', name: 'frontend-app', tenants: ['acme'], environment: 'frontend' }],
  steps: [],
  onFailure: 'restore',
}
const fromMs = Date.UTC(2026, 2, 29, 0, 30)
const window: MailOfWindow = { plan, span: { fromMs, toMs: fromMs + 2 * hourMs }, sequence: 1, occasion: 'planned' }
const acme = { id: 'acme', name: 'Acme Bank', timeZone: 'Europe/Berlin' }

describe('A mail to a tenant', () => {
  it('says what, when, for whom and why, in its own time over a change of clocks and in UTC', () => {
    expect(mailText(window, acme, 'Night desk')).toMatchObject({
      subject: 'Maintenance planned: Upgrade of MySQL, 2026-03-29 01:30 +01:00',
      text: `Acme Bank,

We are planning maintenance of your systems.

What:      Upgrade of MySQL
When:      Sunday 29 March 2026, 01:30 +01:00 to 04:30 +02:00 (Europe/Berlin)
           Sunday 29 March 2026, 00:30 +00:00 to 02:30 +00:00 (UTC)
Affected:  frontend, portal
Why:       The version in use ends in May

People cannot sign in during this time; the login page will say so.
Whoever is still at work when it begins is signed out: please save before.
Nothing is lost: everything is backed up before we begin. We will tell you when it is finished.

--
Night desk. Window p-1, first announcement.
`,
    })
  })

  it('promises a backup only to whom has a database in the plan, and never as done', () => {
    const bodies = (tenant: { readonly id: string; readonly name: string }, of: Plan) => occasions.map((occasion) => mailText({ ...window, plan: of, occasion }, tenant, 'Night desk').text)
    expect(bodies(acme, plan).join('')).not.toContain('was backed up')
    expect(mailText({ ...window, occasion: 'started' }, acme, 'Night desk').text).toContain('Your databases are backed up before anything is changed. We will tell you when it is finished.')
    expect(bodies(acme, { ...plan, databases: plan.databases.filter(({ tenant }) => tenant !== 'acme') }).join('')).not.toContain('backed up')
  })

  it('says the day twice where it ends on another', () => {
    const late = { ...window, span: { fromMs: Date.UTC(2026, 2, 10, 22), toMs: Date.UTC(2026, 2, 10, 23, 30) } }
    expect(mailText(late, acme, 'Night desk').text).toContain('Tuesday 10 March 2026, 23:00 +01:00 to Wednesday 11 March 2026, 00:30 +01:00 (Europe/Berlin)')
    expect(mailText(late, { id: 'acme', name: 'Acme' }, 'Night desk').text).not.toContain('Europe')
  })

  it.each([
    ['changed', 2, /^Maintenance changed: .* \(update 2\)$/, 'takes the place of all earlier ones'],
    ['in24h', 1, /^Maintenance in 24 hours/, 'within the next 24 hours'],
    ['in1h', 1, /^Maintenance in one hour/, 'within the next hour'],
    ['started', 1, /^Maintenance has begun/, 'cannot sign in until it is finished'],
    ['extended', 3, /^Maintenance takes longer/, 'The new end is below'],
    ['calledOff', 2, /^Maintenance called off/, 'Nothing will be done'],
    ['completed', 1, /^Maintenance finished/, 'People can sign in again.'],
  ] as const)('of occasion %s says so', (occasion, sequence, subject, words) => {
    const mail = mailPreview(plan, window.span, acme, occasion, sequence, 'Night desk')
    expect(mail.subject).toMatch(subject)
    expect(mail.text).toContain(words)
    expect(mail.html).toContain(words)
  })

  it('says how it ended', () => {
    expect(mailText({ ...window, occasion: 'completed' }, acme, 'Night desk').text).not.toContain('as planned')
    const text = (outcome: 'succeeded' | 'restored' | 'partly' | 'unchanged') => mailText({ ...window, occasion: 'completed', outcome }, acme, 'Night desk').text
    expect(text('succeeded')).toContain('as planned')
    expect(text('restored')).toContain('back as it was before')
    expect(text('partly')).toContain('It did not all go as planned')
    expect(text('unchanged')).toContain('Nothing was changed')
  })

  it('promises nobody a closed door where there is no downtime, and says why an emergency cannot wait', () => {
    expect(mailText({ ...window, plan: { ...plan, kind: 'noDowntime' } }, acme, 'Night desk').text).toContain('can sign in and work as usual')
    expect(mailText({ ...window, plan: { ...plan, kind: 'emergency', emergencyReason: 'An open hole' } }, acme, 'Night desk').text).toContain('cannot wait for the usual notice: An open hole')
  })

  it('names no other tenant, no operator and nothing of AWS', () => {
    for (const occasion of occasions) {
      const { subject, text, html } = mailText({ ...window, occasion }, acme, 'Night desk')
      for (const part of [subject, text, html]) expect(part).not.toMatch(/zenith|cron|ana\.operator|arn:|111122223333/)
    }
  })

  it('shows what people typed as they typed it, and lets none of it become markup, a header or a line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.integer({ min: 1, max: 1440 }), fc.constantFrom(...occasions), (typed, minutes, occasion) => {
        const { subject, text, html } = mailText({ ...window, occasion, span: { fromMs, toMs: fromMs + minutes * minuteMs }, plan: { ...plan, title: `${typed}<img src=x>\r\nBcc: all@bank.example`, why: `<script>${typed}` } }, acme, 'Night & day <desk>')
        expect(subject).not.toMatch(/[\r\n]/)
        expect(html).not.toMatch(/<img|<script|<desk|src=x>/)
        expect(html).toContain('Night &amp; day &lt;desk&gt;')
        expect(text.split('\n').filter((line) => line.startsWith('Bcc'))).toEqual([])
      }),
    )
  })

  it('is whole without pictures, scripts or anything to fetch, and takes the reader’s colours', () => {
    const { html } = mailText(window, acme, 'Night desk')
    expect(html).not.toMatch(/<(img|script|link|iframe)|https?:|url\(|background|[^-]color:/)
    expect(html).toContain('content="light dark"')
  })
})
