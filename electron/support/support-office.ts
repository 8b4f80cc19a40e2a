import { appError, type AppError } from '#shared/kernel/app-error'
import type { Digest } from '#shared/kernel/digest'
import { err, ok, type Result } from '#shared/kernel/result'
import { refusalOfSkew } from '#shared/support/aws-time'
import { accessKinds, type GrantWish } from '#shared/support/grant'
import { fromOf, isLive, selfServiceOf } from '#shared/support/grant-state'
import { grantView, isLongOver, needsReview, orderedGrants, type DoorSight } from '#shared/support/grant-view'
import { driftView } from '#shared/support/drift-view'
import { mayMatter, supportMatters, type SupportMatter } from '#shared/support/matter'
import { supportPlaces } from '#shared/support/places'
import type { GrantAct, GrantView, SupportDeskView, TenantSupportView } from '#shared/support/support-view'
import { whyFault } from '#shared/support/said-text'
import { breakGlassIssues, wishIssues } from '#shared/support/wish-issues'
import type { AuditDeed, AuditTrail } from '#electron/ports/audit-trail'
import type { AwsOperators } from '#electron/ports/aws-operator'
import type { Ids } from '#electron/ports/clock'
import type { DeskStore } from '#electron/ports/desk-store'
import type { FleetSight } from '#electron/ports/fleet-sight'
import type { OfficeParts } from '#electron/ports/office-parts'
import type { OwnAddress } from '#electron/ports/own-address'
import type { SupportOffice } from '#electron/ports/support-office'
import { cidrOf, createAddressWatch } from './address-watch'
import { audited } from './audited'
import { createClientEnds } from './client-ends'
import { readCompared, type Compared } from './compared-record'
import { createDoorTroubles } from './door-troubles'
import { createGrantBook, type GrantReading, type LaterWord } from './grant-book'
import { holderName } from '../maintenance/office/holder'
import { callsOf, overlapsOf } from './preview'
import { createReconciler } from './reconciler'
import { createStatementDesk, isOpenWithin, type StatementSources } from './statement/statement-desk'
import { makeSupportRounds, type SupportRounds } from './support-rounds'

export interface SupportOfficeOptions extends OfficeParts {
  readonly sight: Pick<FleetSight, 'awsOffsetMs'>
  readonly operators: AwsOperators
  readonly ownAddress: OwnAddress
  /** Absent: what is done is written down nowhere but in the desk's store. */
  readonly audit?: AuditTrail
  readonly digest: Digest
  /** What statements for clients ask beside the desk and CloudTrail. Absent: nothing more, and they say so. */
  readonly statementSources?: StatementSources
  readonly changed: () => void
}

export interface RunningSupport extends SupportOffice {
  /** Looks after support access until the office stops. Once. `heed`: whoever watches the fleet. */
  makeRounds(heed: (matters: readonly SupportMatter[]) => void): void
  /** The computer woke up, or somebody signed in: AWS is compared with the grants first of all. */
  reconcileSoon(): void
  stop(): Promise<void>
}

export function createSupportOffice(options: SupportOfficeOptions): RunningSupport {
  const { config, store, sight, clock, ids, digest, audit, changed } = options
  const closing = new AbortController()
  const places = supportPlaces(config)
  const isSelfService = selfServiceOf(config)
  const book = createGrantBook({ store, ids, digest, longestMinutes: config.support.longestMinutes, ...(audit === undefined ? {} : { audit }) })
  const doors = new Map<string, DoorSight>()
  const troubles = createDoorTroubles()
  let rounds: SupportRounds | undefined

  const me = async (): Promise<Result<string, AppError>> => {
    const writer = await store.whoWrites()
    return writer.ok ? ok(writer.value.person) : writer
  }

  const reconciler = createReconciler({
    config,
    places,
    isSelfService,
    book,
    operators: options.operators,
    clientEnds: createClientEnds(),
    troubles,
    sights: doors,
    ...(audit === undefined ? {} : { audit }),
    digest,
    clock,
    signal: closing.signal,
    store,
    ids,
    holder: holderOf(me, options.console, ids),
  })

  const looking = async (isCopy: boolean) => {
    const writer = await me()
    return {
      nowMs: clock.nowMs(),
      config,
      places,
      isSelfService,
      doors,
      ...(writer.ok ? { me: writer.value } : {}),
      ...(isCopy ? { offline: 'The desk’s store cannot be reached: what is shown is a copy, and nothing can be given or ended.' } : {}),
    }
  }

  const viewsOf = async ({ grants, isCopy }: GrantReading): Promise<readonly GrantView[]> => {
    const looks = await looking(isCopy)
    return grants.map((facts) => grantView(facts, looks))
  }

  const shown = async (id: string): Promise<Result<GrantView, AppError>> => {
    const found = await book.one(id)
    return found.ok ? ok(grantView(found.value.facts, await looking(found.value.isCopy))) : found
  }

  const changedAndShown = (id: string): Promise<Result<GrantView, AppError>> => {
    changed()
    rounds?.hurry()
    return shown(id)
  }

  const deskView = async (): Promise<Result<SupportDeskView, AppError>> => {
    const reading = await book.all()
    if (!reading.ok) return reading
    const atMs = clock.nowMs()
    const views = await viewsOf({ ...reading.value, grants: reading.value.grants.filter((facts) => mayMatter(facts, atMs) || !isLongOver(facts, atMs)) })
    const { offline } = await looking(reading.value.isCopy)
    const nowMs = clock.nowMs()
    const offered = await readCompared(store)
    return ok({
      nowMs,
      grants: orderedGrants(views, nowMs),
      drifts: driftsOf(offered),
      openReviews: views.filter(needsReview).length,
      ...(offered.ok && offered.value !== undefined ? { comparedAtMs: offered.value.comparedAtMs } : {}),
      blindSpots: offered.ok ? (offered.value?.blindSpots ?? []) : [offered.error.message],
      ...(offline === undefined ? {} : { offline }),
    })
  }

  /** The operator's address, where SSH is wished for. */
  const cidrFor = async ({ what }: GrantWish): Promise<Result<string | undefined, AppError>> => {
    if (!what.includes('ssh')) return ok(undefined)
    const address = await options.ownAddress(closing.signal)
    return address.ok ? ok(cidrOf(address.value)) : address
  }

  const tidy = (wish: GrantWish): GrantWish => ({ ...wish, what: accessKinds.filter((kind) => wish.what.includes(kind)), reference: wish.reference.trim(), askedBy: wish.askedBy.trim(), reason: wish.reason.trim(), untilMs: Math.floor(wish.untilMs / 1_000) * 1_000 })

  const askFor = async (given: GrantWish, isBreakGlass: boolean): Promise<Result<GrantView, AppError>> => {
    const wish = tidy(given)
    const offset = await sight.awsOffsetMs()
    if (!offset.ok) return offset
    const skewed = refusalOfSkew(offset.value)
    if (skewed !== undefined) return err(skewed)
    const issues = [...wishIssues(config, wish, clock.nowMs()), ...(isBreakGlass ? breakGlassIssues(wish, clock.nowMs()) : [])]
    if (issues.length > 0) return err(appError('invalidInput', issues[0]!.message, { issues }))
    const cidr = await cidrFor(wish)
    if (!cidr.ok) return cidr
    const by = await me()
    if (!by.ok) return by
    const asked = await book.ask({
      ...wish,
      by: by.value,
      atMs: clock.nowMs(),
      ...(cidr.value === undefined ? {} : { cidr: cidr.value }),
      isBreakGlass,
      isSelfService: !isBreakGlass && isSelfService(wish.tenant),
    })
    return asked.ok ? changedAndShown(asked.value.id) : asked
  }

  const breakGlass = async (wish: GrantWish, confirm: string): Promise<Result<GrantView, AppError>> =>
    confirm.trim() === wish.tenant ? askFor(wish, true) : err(appError('invalidInput', `Type the tenant’s id, ${wish.tenant}, to open it without an approval.`, { issues: [{ path: 'confirm', message: 'Type the tenant’s id exactly.' }] }))

  /** What is allowed by the facts is said; the view comes back as it stands afterwards. */
  const speak = async (id: string, act: GrantAct, word: LaterWord): Promise<Result<GrantView, AppError>> => {
    const fault = whyFault(word.word === 'reviewed' ? word.words : word.why)
    if (fault !== undefined) return err(appError('invalidInput', fault, { issues: [{ path: word.word === 'reviewed' ? 'words' : 'why', message: fault }] }))
    const view = await shown(id)
    if (!view.ok) return view
    const may = view.value.may[act]
    if (may !== true) return err(appError('conflict', may))
    const said = await book.say(view.value, word)
    return said.ok ? changedAndShown(id) : said
  }

  const approveAs = async (hand: DeskStore, id: string, hash: string): Promise<Result<GrantView, AppError>> => {
    const found = await book.one(id)
    if (!found.ok) return found
    const { facts, isCopy } = found.value
    const { asked } = facts
    const view = grantView(facts, await looking(isCopy))
    if (asked.hash !== hash) return err(appError('conflict', 'This is not what you looked at. Read it again before you approve.'))
    if (isCopy) return err(appError('offline', 'The desk’s store cannot be reached. Nothing is approved on the word of a copy.'))
    if (view.stage !== 'asked') return err(appError('conflict', `There is nothing to approve any more. ${view.words}`))
    const offset = await sight.awsOffsetMs()
    const skewed = offset.ok ? refusalOfSkew(offset.value) : offset.error
    if (skewed !== undefined) return err(skewed)
    const writer = await hand.whoWrites()
    if (!writer.ok) return writer
    if (writer.value.person.toLowerCase() === asked.by.toLowerCase()) return err(appError('forbidden', 'You asked for this, so somebody else approves it.'))
    const said = await book.approve(hand, asked, clock.nowMs())
    return said.ok ? changedAndShown(id) : said
  }

  const address = createAddressWatch({ ownAddress: options.ownAddress, book, me, isSelfService, clock, signal: closing.signal })

  const granted: SupportOffice['granted'] = async (tenant, span) => {
    const reading = await book.all()
    if (!reading.ok) return reading
    return ok((await viewsOf(ofTenant(reading.value, tenant))).filter((view) => isOpenWithin(view, span)))
  }

  const statements = createStatementDesk({ ...options.statementSources, config, places, grants: () => book.all(), viewsOf, store, operators: options.operators, clock, timers: options.timers, ids, signal: closing.signal })

  return {
    desk: deskView,
    tenant: async (tenant): Promise<Result<TenantSupportView, AppError>> => {
      const found = config.tenants.find(({ id }) => id === tenant)
      const reading = await book.all()
      if (!reading.ok) return reading
      const grants = (await viewsOf(ofTenant(reading.value, tenant))).toReversed()
      return ok({
        tenant,
        tenantName: found?.name ?? tenant,
        environments: (found?.support?.doors ?? []).map(({ environment, securityGroup }) => ({ environment, what: securityGroup === undefined ? ['application'] : accessKinds })),
        longestMinutes: config.support.longestMinutes,
        isSelfService: isSelfService(tenant),
        grants: grants.slice(0, mostShownOfTenant),
        nowMs: clock.nowMs(),
      })
    },
    grant: shown,
    preview: async (given) => {
      const wish = tidy(given)
      const offset = await sight.awsOffsetMs()
      const skewed = offset.ok ? refusalOfSkew(offset.value) : offset.error
      const cidr = await cidrFor(wish)
      const reading = await book.all()
      const issues = [
        ...(skewed === undefined ? [] : [{ path: '', message: skewed.message }]),
        ...wishIssues(config, wish, clock.nowMs()),
        ...(cidr.ok ? [] : [{ path: 'what', message: cidr.error.message }]),
        ...(reading.ok ? [] : [{ path: '', message: reading.error.message }]),
      ]
      const known = cidr.ok && cidr.value !== undefined ? { cidr: cidr.value } : {}
      return ok({ issues, ...known, calls: callsOf(wish, known.cidr, places, config.support), overlaps: reading.ok ? overlapsOf(wish, known.cidr, reading.value.grants.filter((facts) => isLive(facts, clock.nowMs(), isSelfService) || fromOf(facts.asked) > clock.nowMs()), places) : [] })
    },
    ask: (wish) => askFor(wish, false),
    breakGlass,
    approve: (id, hash) => approveAs(store, id, hash),
    practiseApproval: async (id, hash) => (options.colleague === undefined ? err(appError('unsupported', 'Only the training fleet has a colleague who approves at a press. Ask another operator.')) : approveAs(options.colleague, id, hash)),
    refuse: (id, why) => speak(id, 'refuse', { word: 'refused', atMs: clock.nowMs(), why }),
    end: (id, why) => speak(id, 'end', { word: 'ended', atMs: clock.nowMs(), why }),
    review: (id, words, isFine) => speak(id, 'review', { word: 'reviewed', atMs: clock.nowMs(), words, isFine }),
    repair: async (drift) => {
      const known = driftsOf(await readCompared(store)).find(({ id }) => id === drift)
      const deed: AuditDeed = { what: 'support.mended', words: known === undefined ? 'Mended a drift of support access' : `${known.repair}. ${known.words}`, input: { drift }, ...(known?.tenant === undefined ? {} : { tenants: [known.tenant] }), ...(known?.grant === undefined ? {} : { about: { kind: 'grant', id: known.grant } }) }
      return audited(audit, deed, async () => {
        const by = await me()
        if (!by.ok) return by
        const repaired = await reconciler.repair(drift, by.value)
        changed()
        return repaired.ok ? deskView() : repaired
      })
    },
    reconcile: async () => {
      const tended = await reconciler.round({ isForced: true })
      const done = tended.ok ? await reconciler.sweep() : tended
      changed()
      return done.ok ? deskView() : done
    },
    granted,
    joined: statements.join,
    previewStatement: statements.preview,
    statement: statements.text,
    makeRounds: (heed) => {
      rounds = makeSupportRounds({
        book,
        reconciler,
        troubles,
        isSelfService,
        seen: async (grants, isNews) => {
          await address.look(grants)
          const views = await viewsOf({ grants: grants.filter((facts) => mayMatter(facts, clock.nowMs())), asOfMs: clock.nowMs(), isCopy: false })
          const drifts = driftsOf(await readCompared(store))
          const matters = supportMatters(views, drifts, clock.nowMs())
          if (isNews) changed()
          heed(matters)
        },
        clock,
        timers: options.timers,
        logger: options.logger,
        signal: closing.signal,
      })
    },
    reconcileSoon: () => rounds?.hurry({ isSweep: true }),
    stop: async () => closing.abort(),
  }
}

const mostShownOfTenant = 50

const ofTenant = (reading: GrantReading, tenant: string): GrantReading => ({ ...reading, grants: reading.grants.filter(({ asked }) => asked.tenant === tenant) })

/** Another each time that a console is started: leases tell them apart. */
function holderOf(me: () => Promise<Result<string, AppError>>, console: string, ids: Pick<Ids, 'next'>): () => Promise<string> {
  const own = ids.next()
  return async () => {
    const person = await me()
    return holderName(person.ok ? person.value : 'somebody', console, own)
  }
}

const driftsOf = (compared: Result<Compared | undefined, AppError>) => (compared.ok ? (compared.value?.drifts ?? []).map((drift) => driftView(drift, drift.foundAtMs)) : [])
