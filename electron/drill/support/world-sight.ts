import type { SupportDoor, SupportPolicy } from '#shared/fleet/fleet-config'
import { minuteMs } from '#shared/kernel/time'
import { readDocument } from '#shared/support/document'
import { clockText } from '#shared/support/grant-wording'
import { schedulePrefix } from '#shared/support/places'
import { grantsOfRule } from '#shared/support/rule-mark'
import { sshPort } from '#electron/support/door-sight'
import type { AwsOperators } from '#electron/ports/aws-operator'
import type { Clock } from '#electron/ports/clock'
import type { OperatorCall } from '#electron/ports/operator/outcome'

/** AWS as it is, whatever any console believes. */
export interface WorldNow {
  /** Who may sign in by the document, at this moment. */
  readonly document: readonly string[]
  /** Who may come in by SSH. */
  readonly ssh: readonly string[]
  /** Rules for the port of SSH, whoever wrote them. */
  readonly rules: number
  readonly schedules: readonly { readonly name: string; readonly atMs: number; readonly operation: string }[]
}

export interface WorldSight {
  now(): Promise<WorldNow>
  /** Looks, and remembers what must never be. */
  look(): Promise<WorldNow>
  /** In words. */
  broken(): readonly string[]
  /** When something was last seen open; undefined: never. */
  lastOpenAtMs(): number | undefined
}

/** A schedule fires within the minute after its time. */
const lateMs = minuteMs

export function createWorldSight(operators: AwsOperators, door: SupportDoor, { scheduleGroup }: SupportPolicy, clock: Clock): WorldSight {
  const aws = operators(door.account, door.region)
  const call: OperatorCall = { signal: new AbortController().signal, onRequest: () => Promise.resolve() }
  const broken = new Set<string>()
  let lastOpenAtMs: number | undefined

  const now = async (): Promise<WorldNow> => {
    const nowMs = clock.nowMs()
    const found = await aws.parameters.get(call, door.parameter)
    const document = found.ok ? readDocument(found.value.value.value) : undefined
    const rules = door.securityGroup === undefined ? undefined : await aws.network.ingress(call, door.securityGroup)
    const ingress = rules?.ok === true ? rules.value.value : []
    const names = await aws.schedules.named(call, scheduleGroup, schedulePrefix)
    const schedules = await Promise.all((names.ok ? names.value.value : []).map((name) => aws.schedules.get(call, { group: scheduleGroup, name })))
    return {
      // Past its own end a document lets nobody in, and whom the client ended it never does.
      document: (document?.grants ?? []).filter(({ id, untilMs }) => nowMs < untilMs && nowMs < (document?.untilMs ?? 0) && document?.ended?.some((each) => each.id === id) !== true).map(({ id }) => id),
      ssh: ingress.flatMap(({ description }) => grantsOfRule(description) ?? []),
      rules: ingress.filter(({ fromPort }) => fromPort === sshPort).length,
      schedules: schedules.flatMap((each) => (each.ok ? [{ name: each.value.value.name, atMs: each.value.value.atMs, operation: each.value.value.does.operation }] : [])),
    }
  }

  return {
    broken: () => [...broken],
    now,
    look: async () => {
      const seen = await now()
      const nowMs = clock.nowMs()
      const covers = (operation: string): boolean => seen.schedules.some((each) => each.operation === operation && each.atMs > nowMs - lateMs)
      if (seen.document.length > 0 && !covers('putParameter')) broken.add(`${clockText(nowMs)}: the document lets somebody in, and no schedule closes it`)
      if (seen.ssh.length > 0 && !covers('revokeSecurityGroupIngress')) broken.add(`${clockText(nowMs)}: SSH is open, and no schedule closes it`)
      if (seen.document.length + seen.ssh.length > 0) lastOpenAtMs = nowMs
      return seen
    },
    lastOpenAtMs: () => lastOpenAtMs,
  }
}
