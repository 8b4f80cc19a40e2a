import { closedDocument, documentGrant, endsIn, fittingText, readDocument, type SupportDocument } from './document'
import { latestEnd, type WantedDoor } from './doors'
import type { AskedGrant } from './grant'
import { clockText } from './grant-wording'
import { ruleDescription } from './rule-mark'

/** A door as AWS showed it. */
export interface SeenDoor {
  /** Undefined: there is none. `isOurs`: enabled, fires at `atMs`, and does what closes this door. `unread`: AWS did not say, and why. */
  readonly schedule?: SeenSchedule | { readonly unread: string }
  readonly body: SeenDocument | SeenRule
}

export interface SeenSchedule {
  readonly atMs: number
  readonly isOurs: boolean
}

/** `text` undefined: there is no such parameter. */
export interface SeenDocument {
  readonly kind: 'application'
  readonly text?: string
  readonly version: number
}

/** `rule`: of exactly this address and port; its `grants` undefined: it does not bear our name. `wider`: ids of others that let this address in on it. */
export interface SeenRule {
  readonly kind: 'ssh'
  readonly rule?: { readonly id: string; readonly grants?: readonly string[] }
  readonly wider: readonly string[]
}

/** One thing to do in AWS; afterwards AWS is read again. `adds`: somebody is let in by it who was not. */
export type Deed =
  | { readonly kind: 'schedule'; readonly how: 'create' | 'update'; readonly atMs: number }
  | { readonly kind: 'write'; readonly how: 'create' | 'replace'; readonly text: string; readonly adds: boolean }
  | { readonly kind: 'authorize'; readonly description: string }
  | { readonly kind: 'describe'; readonly rule: string; readonly description: string; readonly adds: boolean }
  | { readonly kind: 'revoke'; readonly rule: string }
  | { readonly kind: 'unschedule' }

/** `settled`: it is as it should be, as far as we may make it so. `stuck`: it goes no further now; `provesClosings`: what is not let in any more is closed nevertheless; `isOfWaiting`: who is let in has no trouble by it. */
export type NextStep = { readonly kind: 'do'; readonly deed: Deed } | { readonly kind: 'settled' } | { readonly kind: 'stuck'; readonly words: string; readonly provesClosings: boolean; readonly isOfWaiting: boolean }

const settled: NextStep = { kind: 'settled' }
const act = (deed: Deed): NextStep => ({ kind: 'do', deed })
const stuck = (words: string, provesClosings = false): NextStep => ({ kind: 'stuck', words, provesClosings, isOfWaiting: false })
const noRoom = (words: string): NextStep => ({ kind: 'stuck', words, provesClosings: true, isOfWaiting: true })

type WhoseDoor = Pick<WantedDoor, 'grants' | 'opened' | 'mayBeOpen'>

/**
 * Ids of the grants for which AWS keeps it open.
 *
 * A rule's address and port are the door, and not its description: one that names no live grant is still open for those that opened it. So is a
 * document that cannot be read: not every application reads as strictly as ours.
 */
export function openFor({ body }: Pick<SeenDoor, 'body'>, { grants, opened, mayBeOpen }: WhoseDoor): readonly string[] {
  if (body.kind === 'ssh') {
    if (body.rule === undefined) return []
    const named = body.rule.grants ?? []
    return grants.some(({ asked }) => named.includes(asked.id)) ? named : [...new Set([...named, ...opened])]
  }
  return body.text === undefined ? [] : (readDocument(body.text)?.grants.map(({ id }) => id) ?? [...mayBeOpen])
}

/** Live grants that AWS shows, or that may be opened. */
export function effectiveGrants(wanted: WhoseDoor, { body }: Pick<SeenDoor, 'body'>): readonly AskedGrant[] {
  const shown = new Set(openFor({ body }, wanted))
  const isOurRule = body.kind === 'ssh' && body.rule !== undefined && (body.rule.grants !== undefined || wanted.opened.size > 0)
  return wanted.grants.filter(({ asked, mayAdd }) => mayAdd || isOurRule || shown.has(asked.id)).map(({ asked }) => asked)
}

/**
 * The next thing to do for a door, of what is wanted and what AWS showed a moment ago.
 *
 * 1. The schedule stands, at the latest end, before anything is opened or widened.
 * 2. It goes only when nothing of the door is open: while any rule lets the address in on the port, it stays, and nothing is closed.
 *    What cannot be read keeps nothing open: closing does not wait for a schedule.
 * 3. Whoever is over is taken out before anything else is done, whether the rest has room or not.
 * 4. What nobody of this desk granted is touched only when something of ours is written over it; else it is a drift.
 */
export function nextStep(wanted: WantedDoor, seen: SeenDoor, nowMs: number): NextStep {
  const grants = effectiveGrants(wanted, seen)
  return grants.length > 0 ? stepToOpen(wanted, grants, seen, nowMs) : stepToClose(wanted, seen, nowMs)
}

function stepToOpen(wanted: WantedDoor, grants: readonly AskedGrant[], { schedule, body }: SeenDoor, nowMs: number): NextStep {
  const shown = openFor({ body }, wanted)
  const staying = grants.filter(({ id }) => shown.includes(id))
  const removing = shown.some((id) => wanted.over.has(id)) ? stepToRemove(wanted, grants, staying, body, nowMs) : undefined
  if (removing !== undefined) return removing
  const bodyStep = body.kind === 'application' ? documentStep(wanted, grants, body, nowMs) : ruleStep(wanted, grants, body)
  if (bodyStep.kind === 'stuck' && shown.length === 0) return bodyStep
  // What has no room waits, and the schedule closes what is there.
  const untilMs = latestEnd(bodyStep.kind === 'stuck' && staying.length > 0 ? staying : grants)
  if (schedule === undefined) return act({ kind: 'schedule', how: 'create', atMs: untilMs })
  if ('unread' in schedule) return stuck(schedule.unread, true)
  return schedule.isOurs && schedule.atMs === untilMs ? bodyStep : act({ kind: 'schedule', how: 'update', atMs: untilMs })
}

/** Undefined: it is taken out by what comes next anyway. */
function stepToRemove(wanted: WantedDoor, grants: readonly AskedGrant[], staying: readonly AskedGrant[], body: SeenDocument | SeenRule, nowMs: number): NextStep | undefined {
  if (body.kind === 'application') return act({ kind: 'write', how: 'replace', text: remainingText(wanted, staying, body, nowMs), adds: false })
  if (body.rule === undefined) return undefined
  const description = staying.length === 0 ? undefined : ruleDescription(staying.map(({ id }) => id))
  if (description !== undefined) return act({ kind: 'describe', rule: body.rule.id, description, adds: false })
  return ruleDescription(grants.map(({ id }) => id)) === undefined ? act({ kind: 'revoke', rule: body.rule.id }) : undefined
}

/** Those that stay had room beside more. Where somebody made that room ours no more, or unreadable, nobody stays: an end counts more than an access. */
function remainingText({ tenant, environment }: WantedDoor, allStaying: readonly AskedGrant[], { text = '' }: SeenDocument, nowMs: number): string {
  const staying = readDocument(text) === undefined ? [] : allStaying
  const closed = closedDocument({ tenant, environment }, nowMs, endsIn(text))
  const kept: SupportDocument = staying.length === 0 ? closed : { ...closed, grants: staying.map(documentGrant), untilMs: latestEnd(staying) }
  for (const wished of [kept, { ...kept, ended: [] }, closed]) {
    const fitting = fittingText(wished)
    if (fitting.ok) return fitting.value
  }
  return closedText(tenant, environment, nowMs)
}

function documentStep({ tenant, environment }: WantedDoor, grants: readonly AskedGrant[], { text }: SeenDocument, nowMs: number): NextStep {
  const there = text === undefined ? undefined : readDocument(text)
  if (text !== undefined && there === undefined) return stuck('What stands in the document cannot be read, and is not written over unasked: an application that reads as it should lets nobody in by it. Repair it where it is listed as found, or end the access.')
  const wished: SupportDocument = { tenant, environment, grants: grants.map(documentGrant), ended: there?.ended ?? [], untilMs: latestEnd(grants), writtenAtMs: nowMs }
  if (there !== undefined && says(there) === says(wished)) return settled
  const fitting = fittingText(wished)
  return fitting.ok ? act({ kind: 'write', how: text === undefined ? 'create' : 'replace', text: fitting.value, adds: true }) : noRoom('More access is granted here at once than the document has room for (4,096 bytes). End some of it.')
}

/** What lets whom in until when; reasons and ends let nobody in. */
const says = ({ tenant, environment, grants, untilMs }: SupportDocument): string =>
  JSON.stringify([tenant, environment, grants.map(({ id, operator, fromMs, untilMs: end }) => [id, operator, second(fromMs), second(end)]).toSorted(), untilMs === undefined ? null : second(untilMs)])
const second = (atMs: number): number => Math.floor(atMs / 1_000)

function ruleStep({ opened }: WantedDoor, grants: readonly AskedGrant[], { rule }: SeenRule): NextStep {
  const ids = grants.map(({ id }) => id)
  const description = ruleDescription(ids)
  if (description === undefined) return noRoom('More access is granted from this address at once than a rule’s description has room for. End some of it.')
  if (rule === undefined) return act({ kind: 'authorize', description })
  if (rule.grants === undefined && opened.size === 0) return stuck('Somebody else’s rule lets this address in already. It is not ours to take away again: have it removed, or end this access.')
  return ruleDescription(rule.grants ?? []) === description ? settled : act({ kind: 'describe', rule: rule.id, description, adds: true })
}

function stepToClose(wanted: WantedDoor, seen: SeenDoor, nowMs: number): NextStep {
  const { tenant, environment, over } = wanted
  const { schedule, body } = seen
  const open = openFor(seen, wanted)
  if (body.kind === 'ssh' && body.rule !== undefined && open.some((id) => over.has(id) || wanted.opened.has(id))) return act({ kind: 'revoke', rule: body.rule.id })
  if (body.kind === 'ssh' && lettingIn(body).length > 0) return stuck(`The address is still let in on port 22, by a rule that is not ours (${lettingIn(body).join(', ')}). It is not proven closed while that stands. Have the rule removed, or remove it where it is listed as found.`)
  if (body.kind === 'application' && open.some((id) => over.has(id))) {
    const closed = fittingText(closedDocument({ tenant, environment }, nowMs, endsIn(body.text ?? '')))
    return act({ kind: 'write', how: 'replace', text: closed.ok ? closed.value : closedText(tenant, environment, nowMs), adds: false })
  }
  if (schedule === undefined || open.length > 0) return settled
  return 'unread' in schedule ? stuck(schedule.unread, true) : act({ kind: 'unschedule' })
}

const lettingIn = ({ rule, wider }: SeenRule): readonly string[] => [...(rule === undefined ? [] : [rule.id]), ...wider]

export const closedText = (tenant: string, environment: string, atMs: number): string => {
  const text = fittingText(closedDocument({ tenant, environment }, atMs))
  return text.ok ? text.value : ''
}

/** What was read, as proof of an opening or a closing. */
export function sightWords({ door, grant, seen, wanted, atMs }: { readonly door: string; readonly grant: string; readonly seen: SeenDoor; readonly wanted: WhoseDoor & Pick<WantedDoor, 'over'>; readonly atMs: number }): string {
  const open = openFor(seen, wanted)
  const { schedule } = seen
  if (open.includes(grant)) return `${door} names ${grant}${schedule === undefined || 'unread' in schedule ? '' : `; a schedule closes it at ${clockText(schedule.atMs)}`}.`
  const still = othersWords(open.filter((id) => id !== grant), wanted)
  if (seen.body.kind === 'ssh') return `${door}: ${seen.body.rule === undefined ? 'there is no such rule' : `the rule does not name ${grant}`}, read at ${clockText(atMs)}.${still}`
  return `${door}: ${seen.body.text === undefined ? 'there is no such document' : `the document (version ${seen.body.version}) does not name ${grant}`}, read at ${clockText(atMs)}.${still}`
}

function othersWords(others: readonly string[], { grants, over }: Pick<WantedDoor, 'grants' | 'over'>): string {
  const granted = others.filter((id) => over.has(id) || grants.some(({ asked }) => asked.id === id)).length
  const strange = others.length - granted
  return `${granted === 0 ? '' : ` It stays open for ${granted} other ${granted === 1 ? 'grant' : 'grants'}.`}${strange === 0 ? '' : ` It names ${strange} that nobody of this desk granted: see what was found.`}`
}
