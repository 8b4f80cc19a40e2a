import { minuteMs } from '#shared/kernel/time'
import type { DoorEvent, TrailPart } from '#shared/support/statement'
import type { SupportPlace } from '#shared/support/places'
import type { AwsOperators } from '#electron/ports/aws-operator'
import type { OperatorCall } from '#electron/ports/operator/outcome'
import type { TrailEvent } from '#electron/ports/operator/trail'

/** What opens and closes, as CloudTrail names it. */
const names = { application: ['PutParameter', 'DeleteParameter'], ssh: ['AuthorizeSecurityGroupIngress', 'RevokeSecurityGroupIngress'] } as const
const mostOfEach = 500
/** AWS closes within a minute after the end, and its own entry has that time. */
const afterMs = 5 * minuteMs

/** What AWS's own records say about the doors of a tenant in a span: AWS keeps them for 90 days, and they come some 15 minutes late. */
export async function doorRecords({ operators, places, nowMs, signal }: { readonly operators: AwsOperators; readonly places: readonly SupportPlace[]; readonly nowMs: number; readonly signal: AbortSignal }, span: { readonly fromMs: number; readonly toMs: number }): Promise<TrailPart> {
  if (places.length === 0) return { kind: 'notAsked', words: 'the fleet file names no doors of this tenant.' }
  const call: OperatorCall = { signal, onRequest: () => Promise.resolve() }
  const sites = new Map(places.map(({ account, region }) => [`${account}/${region}`, { account, region }]))
  const found = new Map<string, DoorEvent>()
  const missing: string[] = []
  for (const [site, { account, region }] of sites) {
    const here = places.filter((place) => place.account === account && place.region === region)
    const wanted = [...names.application, ...(here.some(({ securityGroup }) => securityGroup !== undefined) ? names.ssh : [])]
    for (const name of wanted) {
      const events = await operators(account, region).trail.events(call, { name, fromMs: span.fromMs, toMs: Math.min(span.toMs + afterMs, nowMs), most: mostOfEach })
      if (!events.ok) missing.push(`${name} in ${site}: ${events.error.error.message}`)
      for (const event of events.ok ? events.value.value : []) {
        const target = targetOf(event, here)
        if (target !== undefined) found.set(event.id, doorEvent(event, target))
      }
    }
  }
  return { kind: 'asked', atMs: nowMs, events: [...found.values()].toSorted((left, right) => left.atMs - right.atMs), missing }
}

/** The parameter or group of this tenant that an event is about; undefined: it is about something else. */
function targetOf({ resources, requestParameters }: TrailEvent, places: readonly SupportPlace[]): string | undefined {
  const named = [...resources, textOf(requestParameters?.['name']), textOf(requestParameters?.['groupId'])]
  for (const { parameter, securityGroup } of places) {
    if (named.some((each) => each === parameter || each?.endsWith(`:parameter${parameter}`))) return parameter
    if (securityGroup !== undefined && named.some((each) => each === securityGroup)) return securityGroup
  }
  return undefined
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

const doorEvent = ({ id, name, atMs, user, sourceAddress, failure }: TrailEvent, target: string): DoorEvent => ({ id, name, atMs, target, ...(user === undefined ? {} : { user }), ...(sourceAddress === undefined ? {} : { sourceAddress }), ...(failure === undefined ? {} : { failure }) })
