import { minuteMs, secondMs } from '#shared/kernel/time'
import type { DoorEvent, TrailPart } from '#shared/support/activity/facts-of-trail'
import { clockText } from '#shared/support/grant-wording'
import type { SupportPlace } from '#shared/support/places'
import type { AwsOperators } from '#electron/ports/aws-operator'
import type { Timers } from '#electron/ports/clock'
import type { OperatorCall, Outcome } from '#electron/ports/operator/outcome'
import type { TrailEvent, TrailOperator, TrailPage } from '#electron/ports/operator/trail'

/** What opens, closes and moves doors, as CloudTrail names it, whoever did it. */
const names = { application: ['PutParameter', 'DeleteParameter'], ssh: ['AuthorizeSecurityGroupIngress', 'RevokeSecurityGroupIngress', 'ModifySecurityGroupRules', 'UpdateSecurityGroupRuleDescriptionsIngress'] } as const
/** Records of one kind that are looked through in one account and Region: most are about other things than these doors. */
const mostOfEach = 1_000
/** AWS closes within a minute after the end, and its own entry has that time. */
const afterMs = 5 * minuteMs
/** AWS answers two calls a second. */
const paceMs = secondMs / 2
/** When others use up the two calls, it is asked again after each of these. */
const againAfterMs = [1, 2, 4, 8, 16].map((seconds) => seconds * secondMs)

export interface DoorRecordsOptions {
  readonly operators: AwsOperators
  readonly places: readonly SupportPlace[]
  readonly timers: Pick<Timers, 'sleep'>
  readonly nowMs: number
  readonly signal: AbortSignal
}

interface Wanted {
  readonly name: string
  readonly fromMs: number
  readonly toMs: number
}

/** What AWS's own records say about the doors of a tenant in a span: AWS keeps them for 90 days, and they come some 15 minutes late. */
export async function doorRecords({ operators, places, timers, nowMs, signal }: DoorRecordsOptions, span: { readonly fromMs: number; readonly toMs: number }): Promise<TrailPart> {
  if (places.length === 0) return { kind: 'notAsked', words: 'the fleet file names no doors of this tenant.' }
  const sites = new Map(places.map(({ account, region }) => [`${account}/${region}`, { account, region }]))
  const found = new Map<string, DoorEvent>()
  const missing: string[] = []
  for (const [site, { account, region }] of sites) {
    const here = places.filter((place) => place.account === account && place.region === region)
    const kinds = [...names.application, ...(here.some(({ securityGroup }) => securityGroup !== undefined) ? names.ssh : [])]
    for (const name of kinds) {
      const read = await readKind(operators(account, region).trail, timers, signal, { name, fromMs: span.fromMs, toMs: Math.min(span.toMs + afterMs, nowMs) })
      if (read.lacks !== undefined) missing.push(`${name} in ${site}: ${read.lacks}`)
      for (const event of read.events) {
        const about = doorOf(event, here)
        if (about !== undefined) found.set(event.id, doorEvent(event, about))
      }
    }
  }
  return { kind: 'asked', atMs: nowMs, events: [...found.values()].toSorted((left, right) => left.atMs - right.atMs), missing }
}

interface KindRead {
  readonly events: readonly TrailEvent[]
  /** Why these are not all; absent: they are. */
  readonly lacks?: string
}

/** Newest first, page by page; what was read before a failure counts. */
async function readKind(trail: TrailOperator, timers: Pick<Timers, 'sleep'>, signal: AbortSignal, wanted: Wanted): Promise<KindRead> {
  const events: TrailEvent[] = []
  const since = (): string => (events.length === 0 ? 'none of them is in this statement' : `older ones than of ${clockText(events.at(-1)!.atMs)} are not in this statement`)
  for (let after: string | undefined; ; ) {
    const page = await patiently(trail, timers, signal, { ...wanted, ...(after === undefined ? {} : { after }) })
    if (!page.ok) return { events, lacks: `${page.error.why === 'throttled' ? 'AWS had too many calls, also when asked again' : page.error.error.message.replace(/\.$/, '')}; ${since()}` }
    events.push(...page.value.value.events)
    after = page.value.value.next
    if (after === undefined) return { events }
    if (events.length >= mostOfEach) return { events, lacks: `only the newest ${events.length} were looked through; ${since()}` }
  }
}

/** In AWS's pace, and again when others were faster. Reading may be repeated. */
async function patiently(trail: TrailOperator, timers: Pick<Timers, 'sleep'>, signal: AbortSignal, wanted: Wanted & { readonly after?: string }): Promise<Outcome<TrailPage>> {
  const call: OperatorCall = { signal, onRequest: () => Promise.resolve() }
  const paced = async (): Promise<Outcome<TrailPage>> => {
    await timers.sleep(paceMs, 'CloudTrail answers two calls a second', signal)
    return trail.page(call, wanted)
  }
  for (const waitMs of againAfterMs) {
    const page = await paced()
    if (page.ok || page.error.why !== 'throttled' || signal.aborted) return page
    await timers.sleep(waitMs, 'CloudTrail had too many calls', signal)
  }
  return paced()
}

/** The parameter or group of this tenant that an event is about; undefined: it is about something else. */
function doorOf({ resources, requestParameters = {} }: TrailEvent, places: readonly SupportPlace[]): Pick<DoorEvent, 'target' | 'environment'> | undefined {
  const named = [...resources, ...namedBy(requestParameters)]
  for (const { parameter, securityGroup, environment } of places) {
    if (named.some((each) => each === parameter || each.endsWith(`:parameter${parameter}`))) return { target: parameter, environment }
    if (securityGroup !== undefined && named.some((each) => each === securityGroup)) return { target: securityGroup, environment }
  }
  return undefined
}

/** Newer operations of EC2 are recorded as `{ ModifySecurityGroupRulesRequest: { GroupId } }`, older ones as `{ groupId }`. */
const namedBy = (parameters: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.entries(parameters).flatMap(([key, value]) => {
    if (typeof value === 'string') return ['name', 'groupId', 'GroupId'].includes(key) ? [value] : []
    return key.endsWith('Request') && typeof value === 'object' && value !== null ? namedBy(value as Readonly<Record<string, unknown>>) : []
  })

const doorEvent = ({ id, name, atMs, user, sourceAddress, failure }: TrailEvent, about: Pick<DoorEvent, 'target' | 'environment'>): DoorEvent => ({ id, name, atMs, ...about, ...(user === undefined ? {} : { user }), ...(sourceAddress === undefined ? {} : { sourceAddress }), ...(failure === undefined ? {} : { failure }) })
