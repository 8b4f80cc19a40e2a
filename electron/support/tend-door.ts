import type { FleetConfig } from '#shared/fleet/fleet-config'
import { appError, type AppError } from '#shared/kernel/app-error'
import type { Digest } from '#shared/kernel/digest'
import { err, ok, type Result } from '#shared/kernel/result'
import { endsIn, type EndedGrant } from '#shared/support/document'
import { doorsFor, latestEnd, wantedDoors, type WantedDoor } from '#shared/support/doors'
import { parameterKey, type ClosedDoor, type GrantEvent } from '#shared/support/grant-event'
import { clockText } from '#shared/support/grant-wording'
import { begunDoors, closingOf, endOf, isBegun, isLive, isReadClosed, openedDoors, wasOpened, type GrantFacts, type IsSelfService } from '#shared/support/grant-state'
import type { DoorSight } from '#shared/support/grant-view'
import { effectiveGrants, nextStep, openFor, sightWords, type Deed, type SeenDocument, type SeenDoor } from '#shared/support/next-deed'
import { doorsOf, scheduleName, targetText, type SupportPlace } from '#shared/support/places'
import type { AuditOutcome, AuditTrail } from '#electron/ports/audit-trail'
import type { AwsOperator, AwsOperators } from '#electron/ports/aws-operator'
import type { Clock } from '#electron/ports/clock'
import type { OperatorCall, OperatorFailure } from '#electron/ports/operator/outcome'
import type { ClientEnds } from './client-ends'
import { deedWords, doDeed, isOpening } from './door-deeds'
import { lookAtDocument, lookAtDoor, type DoorOf } from './door-sight'
import type { DoorTroubles } from './door-troubles'
import type { GrantBook } from './grant-book'
import type { SupportLease } from './support-lease'

export interface TendingOptions {
  readonly config: Pick<FleetConfig, 'support'>
  readonly places: readonly SupportPlace[]
  readonly isSelfService: IsSelfService
  readonly book: GrantBook
  readonly operators: AwsOperators
  readonly clientEnds: ClientEnds
  readonly troubles: DoorTroubles
  /** What was read last, by the door's key. */
  readonly sights: Map<string, DoorSight>
  /** Of this round: what was read of doors that are closed for a grant, by grant and door. */
  readonly proofs: Map<string, Map<string, string>>
  readonly audit?: AuditTrail
  readonly digest: Digest
  readonly clock: Clock
  readonly signal: AbortSignal
}

/** Reads and deeds of one visit to a door; a world that changes under our hands is left for the next visit. */
const mostSteps = 16

/**
 * Brings one door to where it should be, a step at a time, and reads AWS before each.
 *
 * 1. `opening` is journalled before the first deed for a grant; `opened` and `closed` only after AWS was read so.
 * 2. What a client ended counts from the moment it is seen, before anything is written.
 * 3. Refused and unanswered requests are journalled as trouble and tried again later. What is read as closed is proven closed, whatever becomes
 *    of its schedule. Not ok: the store does not take our word; stop everything.
 */
export async function tendDoor(options: TendingOptions, key: string, lease: SupportLease): Promise<Result<null, AppError>> {
  const { config, places, isSelfService, book, operators, clientEnds, sights, clock, signal } = options
  const call: OperatorCall = { signal, onRequest: () => Promise.resolve() }
  const endedUnread = new Set<string>()
  for (let step = 0; step < mostSteps && !signal.aborted; step += 1) {
    const kept = await lease.keep()
    if (!kept.ok) return kept
    const reading = await book.all()
    if (!reading.ok) return reading
    if (reading.value.isCopy) return err(appError('offline', 'The desk’s store cannot be reached. Nothing is done in AWS on the word of a copy.'))
    const grants = reading.value.grants.map((facts) => (endedUnread.has(facts.asked.id) ? endedNow(facts) : facts))
    const wanted = wantedDoors(grants, clock.nowMs(), places, isSelfService).get(key)
    if (wanted === undefined) return ok(null)
    const { door, tenant, environment } = wanted
    const of: DoorOf = { door, tenant, environment, schedule: await scheduleName(door, options.digest) }
    const aws = operators(door.account, door.region)
    const visit: Visit = { ...options, key, wanted, grants, lease, endedUnread }

    const seen = await lookAtDoor(aws, call, of, config.support)
    if (!seen.ok) return troubled(visit, seen.error.error.message)
    const { body } = seen.value.value
    let historyTrouble: string | undefined
    const document = await clientDocument(visit, call, body)
    if (!document.ok) historyTrouble = document.error.error.message
    else if (document.value !== undefined) {
      const { key: at, parameter, body: text } = document.value
      const ends = await clientEnds.of(document.value.aws, call, at, parameter, text)
      const noted = await noteClientEnds(visit, ends.ok ? ends.value.value : endsIn(text.text ?? ''))
      if (!noted.ok) return noted
      if (noted.value > 0) continue
      if (ends.ok) clientEnds.keep(at, text.version)
      else historyTrouble = ends.error.error.message
    }
    const readAtMs = clock.nowMs()
    sights.set(key, sightOf(seen.value.value, wanted, readAtMs))

    const begun = await noteBeginnings(visit)
    if (!begun.ok) return begun
    if (begun.value > 0) continue

    const next = nextStep(wanted, seen.value.value, clock.nowMs())
    // What the client wrote before may have ended what is live: nobody is let in, and nothing called open, until that is read.
    if (historyTrouble !== undefined && (next.kind === 'do' ? isOpening(next.deed) : wanted.grants.length > 0)) {
      const proven = await noteClosings(visit, seen.value.value, readAtMs)
      if (!proven.ok) return proven
      if (proven.value > 0) continue
      return troubled(visit, historyTrouble)
    }
    if (next.kind === 'stuck') {
      const proven = next.provesClosings ? await noteClosings(visit, seen.value.value, readAtMs) : ok(0)
      if (!proven.ok) return proven
      if (proven.value > 0) continue
      const open = new Set(openFor(seen.value.value, wanted))
      return troubled(visit, next.words, ({ asked }) => !next.isOfWaiting || !open.has(asked.id))
    }
    if (next.kind === 'settled') return settledNow(visit, seen.value.value, readAtMs)
    const sent = await noteSending(visit, next.deed, seen.value.value)
    if (!sent.ok) return sent
    const done = await perform(visit, of, next.deed, async () => doDeed(aws, call, of, next.deed, config.support), body.kind === 'application' ? body.version : 0)
    if (!done.ok) {
      const proven = next.deed.kind === 'unschedule' && options.troubles.tries(key) > 0 ? await noteClosings(visit, seen.value.value, readAtMs, ` Its schedule could not be removed: ${done.error.message}`) : ok(0)
      if (!proven.ok) return proven
      // It is read as closed; a schedule that is left closes once more what is closed, and is found by the next sweep.
      if (proven.value > 0) continue
      return troubled(visit, done.error.message)
    }
    for (const tell of [noteRemade, noteForeign]) {
      const told = await tell(visit, next.deed, seen.value.value)
      if (!told.ok) return told
    }
  }
  return ok(null)
}

interface Visit extends TendingOptions {
  readonly key: string
  readonly wanted: WantedDoor
  readonly grants: readonly GrantFacts[]
  readonly lease: SupportLease
  /** Ended by the client, and nobody can write it down: their journals cannot be read. */
  readonly endedUnread: Set<string>
}

const endedNow = (facts: GrantFacts): GrantFacts => ({ ...facts, events: [...facts.events, { kind: 'endedByClient', atMs: facts.asked.atMs }] })

const sightOf = (seen: SeenDoor, wanted: WantedDoor, readAtMs: number): DoorSight => ({ readAtMs, grants: openFor(seen, wanted), ...closesByItself(seen) })

const closesByItself = ({ schedule }: SeenDoor): { readonly closesByItselfAtMs?: number } => (schedule === undefined || 'unread' in schedule || !schedule.isOurs ? {} : { closesByItselfAtMs: schedule.atMs })

const note = ({ book, lease }: Visit, id: string, event: GrantEvent): Promise<Result<null, AppError>> => book.note(id, event, lease.fence)

interface ClientDocument {
  readonly aws: AwsOperator
  readonly key: string
  readonly parameter: string
  readonly body: SeenDocument
}

/** Where the client ends what this door is open for: the door itself, or beside it where SSH is open. Nothing that is over needs it. */
async function clientDocument({ wanted, places, operators }: Visit, call: OperatorCall, body: SeenDoor['body']): Promise<Result<ClientDocument | undefined, OperatorFailure>> {
  const { door, tenant, environment, grants } = wanted
  if (door.kind === 'application' && body.kind === 'application') return ok({ aws: operators(door.account, door.region), key: door.key, parameter: door.parameter, body })
  const place = places.find((each) => each.tenant === tenant && each.environment === environment)
  if (place === undefined || grants.length === 0) return ok(undefined)
  const aws = operators(place.account, place.region)
  const seen = await lookAtDocument(aws, call, place.parameter)
  return seen.ok ? ok({ aws, key: parameterKey(place.account, place.region, place.parameter), parameter: place.parameter, body: seen.value.value }) : seen
}

/** How many are news. */
async function noteClientEnds(visit: Visit, ends: readonly EndedGrant[]): Promise<Result<number, AppError>> {
  const { grants, clock, audit, wanted } = visit
  let news = 0
  for (const { id, atMs, by } of ends) {
    const facts = grants.find(({ asked }) => asked.id === id && asked.tenant === wanted.tenant && asked.environment === wanted.environment)
    if (facts === undefined || facts.events.some((event) => event.kind === 'endedByClient') || endOf(facts) !== undefined || facts.asked.untilMs <= clock.nowMs()) continue
    if (facts.unread !== undefined) {
      visit.endedUnread.add(id)
      news += 1
      continue
    }
    const written = await note(visit, id, { kind: 'endedByClient', atMs: clock.nowMs(), ...(atMs === undefined ? {} : { saidAtMs: atMs }), ...(by === undefined ? {} : { who: by.slice(0, 200) }) })
    if (!written.ok) return written
    news += 1
    await audit?.note({ what: 'support.endedByClient', words: `The client ended support access to ${wanted.tenant}, ${wanted.environment}${by === undefined ? '' : ` (${by})`}`, tenants: [wanted.tenant], about: { kind: 'grant', id }, outcome: { kind: 'done' } })
  }
  return ok(news)
}

/** Live grants for which nothing was begun yet: the doors they open are written down before any is touched. */
async function noteBeginnings(visit: Visit): Promise<Result<number, AppError>> {
  const { grants, places, isSelfService, clock, wanted } = visit
  let begun = 0
  for (const { asked } of wanted.grants) {
    const facts = grants.find((each) => each.asked.id === asked.id)
    if (facts === undefined || isBegun(facts) || !isLive(facts, clock.nowMs(), isSelfService)) continue
    const written = await note(visit, asked.id, { kind: 'opening', atMs: clock.nowMs(), doors: doorsOf(asked, places) })
    if (!written.ok) return written
    begun += 1
  }
  return ok(begun)
}

/** What is about to let somebody in for the first time is written down before it is sent. */
async function noteSending(visit: Visit, deed: Deed, seen: SeenDoor): Promise<Result<null, AppError>> {
  const { grants, wanted, key, clock } = visit
  if (!isOpening(deed) || deed.kind === 'schedule') return ok(null)
  for (const { id } of effectiveGrants(wanted, seen)) {
    const facts = grants.find(({ asked }) => asked.id === id)
    if (facts === undefined || facts.unread !== undefined || wasOpened(facts, key) || facts.events.some((event) => event.kind === 'sent' && event.door === key)) continue
    const written = await note(visit, id, { kind: 'sent', atMs: clock.nowMs(), door: key })
    if (!written.ok) return written
  }
  return ok(null)
}

/** What closes an open door had gone, or would not have closed it: whoever reads its story sees that it stood open without. */
async function noteRemade(visit: Visit, deed: Deed, seen: SeenDoor): Promise<Result<null, AppError>> {
  const how = deed.kind === 'schedule' ? lostHow(visit, deed.how, seen) : undefined
  if (deed.kind !== 'schedule' || how === undefined) return ok(null)
  const { grants, wanted, clock, audit } = visit
  const words = `${how} the schedule that closes ${targetText(wanted.door)}; it was made again, for ${clockText(deed.atMs)}.`
  for (const id of openFor(seen, wanted)) {
    if (!grants.some(({ asked, unread }) => asked.id === id && unread === undefined)) continue
    const written = await note(visit, id, { kind: 'remark', atMs: clock.nowMs(), words, isTrouble: true })
    if (!written.ok) return written
    await audit?.note({ what: 'support.scheduleLost', words, tenants: [wanted.tenant], about: { kind: 'grant', id }, outcome: { kind: 'done' } })
  }
  return ok(null)
}

/** Undefined: we move it ourselves, from one end that is granted to another. */
function lostHow({ grants, key, places }: Visit, how: 'create' | 'update', { schedule }: SeenDoor): string | undefined {
  if (how === 'create') return 'AWS had lost'
  if (schedule === undefined || 'unread' in schedule) return undefined
  if (!schedule.isOurs) return 'Somebody had disabled or changed'
  const ends = grants.filter((facts) => doorsFor(facts, places).some((door) => door.key === key)).map(({ asked }) => latestEnd([asked]))
  return ends.includes(schedule.atMs) ? undefined : `Somebody had moved to ${clockText(schedule.atMs)}`
}

/** Whom the document named that nobody granted: what is written over it takes them out. */
async function noteForeign(visit: Visit, deed: Deed, seen: SeenDoor): Promise<Result<null, AppError>> {
  if (deed.kind !== 'write') return ok(null)
  const { grants, wanted, clock, audit } = visit
  const strangers = openFor(seen, wanted).filter((id) => !grants.some(({ asked }) => asked.id === id))
  if (strangers.length === 0) return ok(null)
  const words = `${targetText(wanted.door)} let somebody in whom nobody of this desk granted anything (${strangers.join(', ')}); it was taken out. CloudTrail says who wrote it.`
  for (const { asked } of concernedBy(visit)) {
    const written = await note(visit, asked.id, { kind: 'remark', atMs: clock.nowMs(), words, isTrouble: true })
    if (!written.ok) return written
    await audit?.note({ what: 'support.stranger', words, tenants: [wanted.tenant], about: { kind: 'grant', id: asked.id }, outcome: { kind: 'done' } })
  }
  return ok(null)
}

async function perform(visit: Visit, of: DoorOf, deed: Deed, act: () => ReturnType<typeof doDeed>, over: number): Promise<Result<null, AppError>> {
  const { audit, clientEnds, key, wanted } = visit
  const [first, ...others] = concernedBy(visit).map(({ asked }) => ({ about: { kind: 'grant' as const, id: asked.id } }))
  const deedNote = { what: 'support.door', words: deedWords(of, deed), tenants: [wanted.tenant], input: { deed: deed.kind, target: targetText(of.door), account: of.door.account, region: of.door.region } }
  const intent = await audit?.intend({ ...deedNote, ...first })
  if (intent !== undefined && !intent.ok && isOpening(deed)) return intent
  const done = await act()
  const outcome: AuditOutcome = done.ok ? { kind: 'done' } : { kind: 'failed', words: done.error.error.message }
  if (intent?.ok === true) await intent.value.outcome(outcome)
  // It is part of the story of every grant that shares the door.
  for (const other of others) await audit?.note({ ...deedNote, ...other, outcome })
  if (done.ok) {
    const version = done.value.value?.version
    if (version !== undefined) clientEnds.wrote(key, over, version)
    return ok(null)
  }
  // Made or taken away by whoever was here before: what is there is read next.
  const isMoot = done.error.why === 'gone' || done.error.why === 'alreadyThere'
  return isMoot && !isOpening(deed) ? ok(null) : err(done.error.error)
}

/** Grants that this door is opened or closed for, and whose journals can be written on. */
const concernedBy = ({ grants, wanted, key }: Visit): readonly GrantFacts[] =>
  grants.filter((facts) => facts.unread === undefined && (wanted.grants.some(({ asked }) => asked.id === facts.asked.id) || (isBegun(facts) && closingOf(facts) === undefined && begunDoors(facts).some((door) => door.key === key))))

/** The first tries one by one, then every tenth: a night without an answer fills no journal. */
const isTold = (tries: number): boolean => tries <= 5 || tries % 10 === 0

async function troubled(visit: Visit, words: string, isConcerned: (facts: GrantFacts) => boolean = () => true): Promise<Result<null, AppError>> {
  const { troubles, key, clock, audit, wanted } = visit
  const { tries, nextTryAtMs } = troubles.failed(key, words, clock.nowMs())
  if (!isTold(tries)) return ok(null)
  for (const { asked } of concernedBy(visit).filter(isConcerned)) {
    const written = await note(visit, asked.id, { kind: 'trouble', atMs: clock.nowMs(), door: key, words, tries, nextTryAtMs })
    if (!written.ok) return written
    await audit?.note({ what: 'support.trouble', words: `Try ${tries} at ${targetText(wanted.door)} of ${wanted.tenant}, ${wanted.environment} did not succeed`, tenants: [wanted.tenant], about: { kind: 'grant', id: asked.id }, outcome: { kind: 'failed', words } })
  }
  return ok(null)
}

/** AWS shows it as it should be: what that proves is written down. */
async function settledNow(visit: Visit, seen: SeenDoor, readAtMs: number): Promise<Result<null, AppError>> {
  const { key, wanted, troubles, proofs } = visit
  const door = targetText(wanted.door)
  const open = new Set(openFor(seen, wanted))
  const hadTrouble = troubles.fine(key)
  for (const facts of concernedBy(visit)) {
    const { id } = facts.asked
    const isWanted = wanted.grants.some(({ asked }) => asked.id === id)
    const words = sightWords({ door, grant: id, seen, wanted, atMs: readAtMs })
    const isNew = isWanted && open.has(id) && (!openedDoors(facts).has(key) || isReadClosed(facts, key))
    const event: GrantEvent | undefined = isNew
      ? { kind: 'opened', atMs: readAtMs, doors: [{ door: key, ...closesByItself(seen), words }] }
      : !isWanted && !open.has(id)
        ? (closedEvent(facts, key, words, readAtMs, proofs) ?? doorClosedEvent(facts, key, words, readAtMs))
        : !open.has(id) && openedDoors(facts).has(key) && !isReadClosed(facts, key)
        ? doorClosedEvent(facts, key, `${words} Somebody took it away.`, readAtMs)
        : hadTrouble || hasTrouble(facts, key)
          ? { kind: 'recovered', atMs: readAtMs, door: key }
          : undefined
    if (event === undefined) continue
    const written = await note(visit, id, event)
    if (!written.ok) return written
    await noteProof(visit, facts, event)
  }
  return ok(null)
}

/** Where nobody else can be let in, whoever is not let in any more is proven closed nevertheless. How many are news. */
async function noteClosings(visit: Visit, seen: SeenDoor, readAtMs: number, more = ''): Promise<Result<number, AppError>> {
  const { key, wanted, proofs } = visit
  const open = new Set(openFor(seen, wanted))
  let news = 0
  for (const facts of concernedBy(visit)) {
    const { id } = facts.asked
    if (open.has(id) || wanted.grants.some(({ asked }) => asked.id === id)) continue
    const words = `${sightWords({ door: targetText(wanted.door), grant: id, seen, wanted, atMs: readAtMs })}${more}`
    const event = closedEvent(facts, key, words, readAtMs, proofs) ?? doorClosedEvent(facts, key, words, readAtMs)
    if (event === undefined) continue
    const written = await note(visit, id, event)
    if (!written.ok) return written
    news += 1
    await noteProof(visit, facts, event)
  }
  return ok(news)
}

const hasTrouble = ({ events }: GrantFacts, key: string): boolean =>
  events.findLast((event) => ((event.kind === 'trouble' || event.kind === 'recovered' || event.kind === 'doorClosed') && event.door === key) || event.kind === 'closed' || (event.kind === 'opened' && event.doors.some(({ door }) => door === key)))?.kind === 'trouble'

/** When every door of it was read as closed in this round; else undefined, and the last of them will tell. */
function closedEvent(facts: GrantFacts, key: string, words: string, readAtMs: number, proofs: TendingOptions['proofs']): GrantEvent | undefined {
  const read = (proofs.get(facts.asked.id) ?? new Map<string, string>()).set(key, words)
  proofs.set(facts.asked.id, read)
  const doors = begunDoors(facts).map((door) => ({ door: door.key, words: read.get(door.key) }))
  return doors.every((each): each is ClosedDoor => each.words !== undefined) ? { kind: 'closed', atMs: readAtMs, doors } : undefined
}

/** Others of its doors may be in trouble: this one is not open any more. */
const doorClosedEvent = (facts: GrantFacts, key: string, words: string, readAtMs: number): GrantEvent | undefined => (isReadClosed(facts, key) ? undefined : { kind: 'doorClosed', atMs: readAtMs, door: key, words })

async function noteProof({ audit, wanted }: Visit, { asked }: GrantFacts, event: GrantEvent): Promise<void> {
  if (event.kind !== 'opened' && event.kind !== 'closed') return
  await audit?.note({
    what: event.kind === 'opened' ? 'support.opened' : 'support.closed',
    words: `Read back: support access to ${wanted.tenant}, ${wanted.environment} is ${event.kind === 'opened' ? 'open' : 'closed'}. ${event.doors.map(({ words }) => words).join(' ')}`,
    tenants: [wanted.tenant],
    why: asked.reference,
    about: { kind: 'grant', id: asked.id },
    outcome: { kind: 'done' },
  })
}
