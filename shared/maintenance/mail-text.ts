import { wallTimeOf, wallTimeText, offsetText } from '../kernel/wall-time'
import type { Outcome } from './decide'
import { mailHtml, type MailParts } from './mail-html'
import type { Occasion } from './notice-ledger'
import { tenantsOf, type Plan } from './plan'
import type { Span } from './window'

/**
 * What a tenant reads about a window by mail.
 *
 * 1. Every time stands twice: in the tenant's own zone with its offset, and in UTC.
 * 2. Plain words for people who know neither AWS nor this desk; no ids but the window's own, no names of operators.
 * 3. Of another tenant nothing is said: what is affected is what of this tenant is.
 */
export interface MailOfWindow {
  readonly plan: Plan
  readonly span: Span
  /** Of the window: 1 is its first announcement. */
  readonly sequence: number
  readonly occasion: Occasion
  /** How the run ended, where it has. */
  readonly outcome?: Outcome
}

export interface MailTenant {
  readonly id: string
  readonly name: string
  /** IANA name; absent: UTC alone. */
  readonly timeZone?: string
}

export interface MailText {
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** Subject, plain text and HTML of one mail to one tenant; `desk` signs it. */
export function mailText(window: MailOfWindow, tenant: MailTenant, desk: string): MailText {
  const parts = partsOf(window, tenant, desk)
  return { subject: subjectOf(window, tenant), text: plainText(parts, tenant), html: mailHtml(parts, tenant.name) }
}

/** The mail as a tenant would get it, before anything is sent. */
export const mailPreview = (plan: Plan, span: Span, tenant: MailTenant, occasion: Occasion, sequence: number, desk: string): MailText => mailText({ plan, span, occasion, sequence }, tenant, desk)

const openings: Readonly<Record<Occasion, { readonly subject: string; readonly lead: string }>> = {
  planned: { subject: 'Maintenance planned', lead: 'We are planning maintenance of your systems.' },
  changed: { subject: 'Maintenance changed', lead: 'The maintenance that we told you of has changed. This message takes the place of all earlier ones.' },
  in24h: { subject: 'Maintenance in 24 hours', lead: 'A reminder: this maintenance begins within the next 24 hours.' },
  in1h: { subject: 'Maintenance in one hour', lead: 'A reminder: this maintenance begins within the next hour.' },
  started: { subject: 'Maintenance has begun', lead: 'The maintenance has begun.' },
  extended: { subject: 'Maintenance takes longer', lead: 'The maintenance takes longer than we had told you. The new end is below.' },
  calledOff: { subject: 'Maintenance called off', lead: 'The maintenance is called off. Nothing will be done at the time below, and you need not do anything.' },
  completed: { subject: 'Maintenance finished', lead: 'The maintenance is finished.' },
}

function subjectOf({ plan, span, sequence, occasion }: MailOfWindow, { timeZone = 'UTC' }: MailTenant): string {
  const [day, clock] = wallTimeText(wallTimeOf(span.fromMs, timeZone)).split('T')
  const update = sequence > 1 ? ` (update ${sequence})` : ''
  return `${openings[occasion].subject}: ${oneLine(plan.title)}, ${day} ${clock} ${offsetText(span.fromMs, timeZone)}${update}`
}

function partsOf(window: MailOfWindow, tenant: MailTenant, desk: string): MailParts {
  const { plan, span, sequence, occasion } = window
  const { timeZone } = tenant
  const when = [...(timeZone === undefined || timeZone === 'UTC' ? [] : [`${momentsText(span, timeZone)} (${timeZone})`]), `${momentsText(span, 'UTC')} (UTC)`]
  const affected = environmentsOf(plan, tenant.id)
  const facts: MailParts['facts'] = [
    ['What', [oneLine(plan.title)]],
    ['When', when],
    ...(affected.length === 0 ? [] : [['Affected', [affected.join(', ')]] as const]),
    ['Why', [oneLine(plan.why)]],
    ...(plan.emergencyReason === undefined || occasion === 'calledOff' ? [] : [['Short notice', [`This cannot wait for the usual notice: ${oneLine(plan.emergencyReason)}`]] as const]),
  ]
  return { title: openings[occasion].subject, lead: openings[occasion].lead, facts, expect: expectOf(window, tenant), footer: `${desk}. Window ${plan.id}, ${sequence === 1 ? 'first announcement' : `update ${sequence}`}.` }
}

/** What people will notice, in the order in which they would ask. */
function expectOf({ plan, occasion, outcome }: MailOfWindow, { id }: MailTenant): readonly string[] {
  if (occasion === 'calledOff') return ['Should we plan it anew, we will announce it anew.']
  if (occasion === 'completed') return [outcome === undefined ? 'People can sign in again.' : endings[outcome], 'If something does not work as before, please tell us.']
  if (plan.kind === 'noDowntime') return ['Your people can sign in and work as usual during this time.', 'We will tell you when it is finished.']
  const isBackedUp = plan.databases.some(({ tenant }) => tenant === id)
  if (occasion === 'started' || occasion === 'extended') return ['People cannot sign in until it is finished; the login page says so.', `${isBackedUp ? 'Your databases are backed up before anything is changed. ' : ''}We will tell you when it is finished.`]
  return [
    'People cannot sign in during this time; the login page will say so.',
    'Whoever is still at work when it begins is signed out: please save before.',
    `${isBackedUp ? 'Nothing is lost: everything is backed up before we begin. ' : ''}We will tell you when it is finished.`,
  ]
}

const endings: Readonly<Record<Outcome, string>> = {
  succeeded: 'Everything was done as planned, and people can sign in again.',
  restored: 'It did not go as planned: everything is back as it was before, and people can sign in again. We will announce it anew before we try again.',
  partly: 'It did not all go as planned, and we are looking into what is left. Access is open again; for anything more we will announce another time.',
  unchanged: 'Nothing was changed, and people can sign in again.',
}

/** Environments of the tenant that the plan touches, by name. */
function environmentsOf(plan: Plan, tenant: string): readonly string[] {
  if (!tenantsOf(plan).includes(tenant)) return []
  const databases = plan.databases.filter((each) => each.tenant === tenant)
  const groups = plan.groups.filter(({ tenants }) => tenants.includes(tenant))
  return [...new Set([...databases, ...groups].map(({ environment }) => environment))].sort()
}

/** `Tuesday 3 March 2026, 22:00 +01:00 to Wednesday 4 March 2026, 00:30 +01:00`; the day once where it is one. */
function momentsText({ fromMs, toMs }: Span, zone: string): string {
  const [from, to] = [momentOf(fromMs, zone), momentOf(toMs, zone)]
  return `${from.day}, ${from.clock} to ${from.day === to.day ? '' : `${to.day}, `}${to.clock}`
}

function momentOf(atMs: number, zone: string): { readonly day: string; readonly clock: string } {
  const parts = new Map(new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).formatToParts(atMs).map(({ type, value }) => [type, value]))
  const [, clock = ''] = wallTimeText(wallTimeOf(atMs, zone)).split('T')
  return { day: `${parts.get('weekday')} ${parts.get('day')} ${parts.get('month')} ${parts.get('year')}`, clock: `${clock} ${offsetText(atMs, zone)}` }
}

function plainText({ lead, facts, expect, footer }: MailParts, { name }: MailTenant): string {
  const width = Math.max(...facts.map(([label]) => label.length)) + 2
  const rows = facts.flatMap(([label, lines]) => lines.map((line, at) => `${(at === 0 ? `${label}:` : '').padEnd(width)} ${line}`))
  return [`${name},`, '', lead, '', ...rows, '', ...expect, '', '--', footer, ''].join('\n')
}

/** What people typed stays on its line: a subject or a row cannot be broken by it. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()
