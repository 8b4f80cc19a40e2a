import type { FleetConfig } from '#shared/fleet/fleet-config'
import { readDocument } from '#shared/support/document'
import { doorsFor, wantedDoors, type WantedDoor } from '#shared/support/doors'
import { parameterKey, ruleKey } from '#shared/support/grant-event'
import { begunDoors, isLive, openedDoors, stageOf, isOver, type GrantFacts, type IsSelfService } from '#shared/support/grant-state'
import type { AppError } from '#shared/kernel/app-error'
import type { Digest } from '#shared/kernel/digest'
import { ok, type Result } from '#shared/kernel/result'
import { driftOf, type Drift } from '#shared/support/drift'
import { scheduleName, schedulePrefix, targetText, type SupportPlace } from '#shared/support/places'
import { grantsOfRule } from '#shared/support/rule-mark'
import type { AwsOperators } from '#electron/ports/aws-operator'
import type { IngressRule } from '#electron/ports/operator/network'
import type { OperatorCall } from '#electron/ports/operator/outcome'
import { isSshFrom, letsInBySsh, lookAtDocument } from './door-sight'

export interface DriftScan {
  readonly drifts: readonly Drift[]
  /** What AWS did not answer, in words. */
  readonly blindSpots: readonly string[]
}

export interface DriftScanOptions {
  readonly config: Pick<FleetConfig, 'support'>
  readonly places: readonly SupportPlace[]
  readonly isSelfService: IsSelfService
  readonly operators: AwsOperators
  readonly digest: Digest
  readonly signal: AbortSignal
  /** When only some places are looked at: those of the whole desk. */
  readonly allPlaces?: readonly SupportPlace[]
}

/** Compares everything of the fleet file's doors in AWS with the grants: what nobody granted, and what was granted and is not there. Nothing is changed. `keep`: before each place; not ok: it ends. */
export async function scanDrifts(options: DriftScanOptions, grants: readonly GrantFacts[], nowMs: number, keep: () => Promise<Result<null, AppError>>): Promise<Result<DriftScan, AppError>> {
  const { places, isSelfService, signal } = options
  const wanted = wantedDoors(grants, nowMs, options.allPlaces ?? places, isSelfService)
  const found: Drift[] = []
  const blindSpots: string[] = []
  const documents = await documentsByPath(options)
  for (const place of places) {
    if (signal.aborted) break
    const kept = await keep()
    if (!kept.ok) return kept
    const scanned = [await scanDocument(options, place, documents, grants, wanted, nowMs), ...(place.securityGroup === undefined ? [] : [await scanRules(options, place, place.securityGroup, grants, wanted, nowMs)])]
    for (const each of scanned) {
      if (typeof each === 'string') blindSpots.push(each)
      else found.push(...each)
    }
  }
  for (const each of await scanSchedules(options, wanted, grants, nowMs)) {
    if (typeof each === 'string') blindSpots.push(each)
    // What is gone itself needs nothing that closes it.
    else if (each.kind !== 'grant-without-schedule' || !found.some(({ grant, kind }) => grant === each.grant && kind !== 'grant-without-schedule')) found.push(each)
  }
  return ok({ drifts: found, blindSpots: [...new Set(blindSpots)] })
}

const callOf = (signal: AbortSignal): OperatorCall => ({ signal, onRequest: () => Promise.resolve() })

/** Grants that may be named there now: live ones, and those whose closing is under way. */
const expected = (wanted: WantedDoor | undefined): ReadonlySet<string> => new Set([...(wanted?.grants ?? []).map(({ asked }) => asked.id), ...(wanted?.over ?? [])])

/** Below this the desk's documents stand, unless the fleet file says otherwise. */
const documentPath = '/watchfloor/support-access'
/** From so many on they are read page by page rather than one by one. */
const manyDocuments = 20

const siteOf = ({ account, region }: Pick<SupportPlace, 'account' | 'region'>): string => `${account}/${region}`

/** Texts of many documents at a time, by account, Region and name; what is not here is read by itself. */
async function documentsByPath({ operators, places, signal }: DriftScanOptions): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  const sites = new Map<string, SupportPlace[]>()
  for (const place of places) {
    const here = sites.get(siteOf(place)) ?? []
    if (place.parameter.startsWith(`${documentPath}/`)) here.push(place)
    sites.set(siteOf(place), here)
  }
  for (const [site, here] of sites) {
    const [first] = here
    if (first === undefined || here.length < manyDocuments || signal.aborted) continue
    const read = await operators(first.account, first.region).parameters.under(callOf(signal), documentPath)
    for (const { name, value } of read.ok ? read.value.value : []) found.set(`${site}${name}`, value)
  }
  return found
}

async function scanDocument({ operators, signal, places, isSelfService }: DriftScanOptions, place: SupportPlace, documents: ReadonlyMap<string, string>, grants: readonly GrantFacts[], wanted: ReadonlyMap<string, WantedDoor>, nowMs: number): Promise<readonly Drift[] | string> {
  const { account, region, parameter, tenant, tenantName, environment } = place
  const known = documents.get(`${account}/${region}${parameter}`)
  const seen = known === undefined ? await lookAtDocument(operators(account, region), callOf(signal), parameter) : undefined
  if (seen?.ok === false) return `${tenantName}, ${environment}: ${seen.error.error.message}`
  const key = parameterKey(account, region, parameter)
  const text = known ?? (seen?.ok === true ? seen.value.value.text : undefined)
  const document = text === undefined ? undefined : readDocument(text)
  const where = { tenant, account, region, environment, target: parameter }
  const strange = (document?.grants ?? []).filter(({ id, untilMs }) => untilMs > nowMs && !expected(wanted.get(key)).has(id)).map(({ id }) => id)
  const named = new Set((document?.grants ?? []).map(({ id }) => id))
  const missing = liveOn(key, grants, places, isSelfService, nowMs).filter(({ asked }) => !named.has(asked.id))
  const isUnreadable = text !== undefined && document === undefined
  return [
    ...(isUnreadable ? [driftOf({ kind: 'document-unreadable', ...where })] : []),
    ...(strange.length === 0 ? [] : [driftOf({ kind: 'document-without-grant', ...where, grants: strange })]),
    ...(isUnreadable ? [] : missing.map(({ asked }) => driftOf({ kind: 'grant-without-document', ...where, grant: asked.id }))),
  ]
}

async function scanRules({ operators, signal, places, isSelfService }: DriftScanOptions, place: SupportPlace, securityGroup: string, grants: readonly GrantFacts[], wanted: ReadonlyMap<string, WantedDoor>, nowMs: number): Promise<readonly Drift[] | string> {
  const { account, region, tenant, tenantName, environment } = place
  const seen = await operators(account, region).network.ingress(callOf(signal), securityGroup)
  if (!seen.ok) return `${tenantName}, ${environment}: ${seen.error.error.message}`
  const rules = seen.value.value
  const where = { tenant, account, region, environment }
  const ours = [...wanted.values()].flatMap((each) => (each.door.kind === 'ssh' && each.door.account === account && each.door.region === region && each.door.securityGroup === securityGroup ? [[each.door.cidr, each] as const] : []))
  const strange = rules.flatMap((rule) => {
    const ids = grantsOfRule(rule.description)
    const cidr = rule.cidr ?? ''
    const own = wanted.get(ruleKey(account, region, securityGroup, cidr))
    if (ids === undefined) return ours.some(([from, door]) => isInTheWay(rule, from, door)) ? [driftOf({ kind: 'rule-without-grant', ...where, target: `${securityGroup} ${rule.id}`, rule: rule.id, securityGroup, from: cidr, isForeign: true })] : []
    const may = expected(own)
    const isKnown = isSshFrom(rule, cidr) && ids.length > 0 && ids.every((id) => may.has(id))
    return isKnown ? [] : [driftOf({ kind: 'rule-without-grant', ...where, target: `${securityGroup} ${rule.id}`, rule: rule.id, securityGroup, from: rule.cidr ?? 'a group or list' })]
  })
  const missing = grants.flatMap((facts) => {
    const { asked } = facts
    if (asked.tenant !== tenant || asked.environment !== environment || !isLive(facts, nowMs, isSelfService)) return []
    const door = doorsFor(facts, places).find((each) => each.kind === 'ssh' && each.account === account && each.region === region && each.securityGroup === securityGroup)
    if (door?.kind !== 'ssh' || !openedDoors(facts).has(door.key)) return []
    const there = rules.find((rule) => isSshFrom(rule, door.cidr))
    // Whatever it is called: the address is let in, and the next round names it anew.
    return there !== undefined ? [] : [driftOf({ kind: 'grant-without-rule', ...where, target: targetText(door), grant: asked.id })]
  })
  return [...strange, ...missing]
}

/** A rule that does not bear our name, and by which an address is let in that we would open, or that we could prove closed without it. */
const isInTheWay = (rule: IngressRule, cidr: string, { grants, opened }: WantedDoor): boolean => (isSshFrom(rule, cidr) ? opened.size === 0 : grants.length === 0 && letsInBySsh(rule, cidr))

/** Read as open once, and live: it should be there. */
const liveOn = (key: string, grants: readonly GrantFacts[], places: readonly SupportPlace[], isSelfService: IsSelfService, nowMs: number): readonly GrantFacts[] =>
  grants.filter((facts) => isLive(facts, nowMs, isSelfService) && openedDoors(facts).has(key) && doorsFor(facts, places).some((door) => door.key === key))

async function scanSchedules({ config, places, allPlaces, operators, digest, signal, isSelfService }: DriftScanOptions, wanted: ReadonlyMap<string, WantedDoor>, grants: readonly GrantFacts[], nowMs: number): Promise<readonly (Drift | string)[]> {
  const sites = new Map(places.map(({ account, region }) => [`${account}/${region}`, { account, region }]))
  const known = new Map<string, string>()
  for (const { door } of wanted.values()) known.set(`${door.account}/${door.region}/${await scheduleName(door, digest)}`, door.key)
  const all = allPlaces ?? places
  const ofPlaces = await ownersOfPlaces(all, digest)
  let ofGrants: Owners | undefined
  /** Whose it was, by its name; of one that nobody can name, a tenant beside it: somebody has to be told. */
  const ownerOf = async (site: string, name: string): Promise<Owner | undefined> => {
    const known = ofPlaces.get(`${site}/${name}`) ?? (ofGrants ??= await ownersOfGrants(grants, all, digest)).get(`${site}/${name}`)
    const beside = all.find((place) => siteOf(place) === site)
    return known ?? (beside === undefined ? undefined : { tenant: beside.tenant })
  }
  const found: (Drift | string)[] = []
  for (const [site, { account, region }] of sites) {
    const seen = await operators(account, region).schedules.named(callOf(signal), config.support.scheduleGroup, schedulePrefix)
    if (!seen.ok) {
      if (seen.error.why !== 'gone') found.push(`Schedules in ${site}: ${seen.error.error.message}`)
      continue
    }
    const there = new Set(seen.value.value.map((name) => `${site}/${name}`))
    for (const name of seen.value.value) {
      if (known.has(`${site}/${name}`)) continue
      found.push(driftOf({ kind: 'schedule-without-grant', account, region, target: name, ...(await ownerOf(site, name)) }))
    }
    for (const [name, key] of known) {
      if (!name.startsWith(`${site}/`) || there.has(name)) continue
      const { tenant, environment, door } = wanted.get(key)!
      const open = grants.find((facts) => facts.asked.tenant === tenant && facts.asked.environment === environment && openedDoors(facts).has(key) && !isOver(stageOf(facts, nowMs, isSelfService)) && isLive(facts, nowMs, isSelfService))
      if (open !== undefined) found.push(driftOf({ kind: 'grant-without-schedule', tenant, environment, account, region, target: targetText(door), grant: open.asked.id }))
    }
  }
  return found
}

/** `environment`: absent where only the tenant is known. */
type Owner = Pick<Drift, 'tenant' | 'environment'>
/** By account, Region and the schedule's name. */
type Owners = ReadonlyMap<string, Owner>

async function ownersOfPlaces(places: readonly SupportPlace[], digest: Digest): Promise<Owners> {
  const owners = new Map<string, Owner>()
  for (const place of places) owners.set(`${siteOf(place)}/${await scheduleName({ key: parameterKey(place.account, place.region, place.parameter) }, digest)}`, { tenant: place.tenant, environment: place.environment })
  return owners
}

/** Of every door that was ever begun, also of grants that are over: a rule's schedule is named after an address, which only they know. */
async function ownersOfGrants(grants: readonly GrantFacts[], places: readonly SupportPlace[], digest: Digest): Promise<Owners> {
  const owners = new Map<string, Owner>()
  for (const facts of grants) {
    const { tenant, environment } = facts.asked
    for (const door of begunDoors(facts)) {
      if (places.some((place) => place.tenant === tenant && place.environment === environment && siteOf(place) === siteOf(door))) owners.set(`${siteOf(door)}/${await scheduleName(door, digest)}`, { tenant, environment })
    }
  }
  return owners
}
