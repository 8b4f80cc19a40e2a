import type { AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import type { Evidence } from '#shared/maintenance/run-event'
import type { Outcome } from '#electron/ports/operator/outcome'
import type { Attempt, EffectHandler } from '../effect-handler'
import { accessOf, closedTenantTag, doorListeners, openGroups, type DoorListener, type TaggedRule } from './door-rules'
import { failedAttempt, failedBecause } from './failures'
import { maintenancePage } from './maintenance-page'
import { notYet } from './not-yet'
import { screenWords } from './read-back'
import { roomFor } from './rule-priority'
import { runTag, type AccessWord, type Door, type RunContext, type ScreenSight } from './run-context'

export const closedWord: AccessWord = { state: 'running', access: 'closed' }
/** Others may take the priority that was free a moment ago. */
const mostRounds = 10

/**
 * Closes one tenant's access: its login screen says so first, then every listener of its load balancers answers its host names with a page.
 * Which doors those are is kept with the run before the first rule; a rule is known again by its tags.
 */
export const closeEffect = (context: RunContext): EffectHandler => ({
  async perform({ subject }) {
    const doors = await keptDoors(context, subject)
    if (!doors.ok) return failedBecause(doors.error)
    const published = await context.notices.publish(subject, closedWord)
    if (!published.ok) return failedBecause(published.error)
    const failure = await closeDoors(context, subject, doors.value)
    if (failure !== undefined) return failure
    // The window was announced: mail of its start that does not get through holds nothing up, and its evidence says so.
    await context.notices.tell(subject, 'started')
    return { kind: 'inProgress', lookAgainInMs: 0 }
  },
  async observe({ subject }, before) {
    const doors = await context.doors.kept(subject)
    if (!doors.ok) return doors
    if (doors.value === undefined) return ok({ kind: 'notThere' })
    const nowMs = context.clock.nowMs()
    const listeners = await doorListeners(context, doors.value)
    if (!listeners.ok) return err(listeners.error.error)
    if (listeners.value.some((listener) => openGroups(listener, context, subject).length > 0)) return ok(notYet(before, nowMs, `A rule that closes ${subject} is not there although AWS took it. Somebody may have deleted it.`))
    const told = await context.notices.told(subject, 'started')
    if (!told.ok) return told
    if (told.value === undefined && !before.accepted) return ok({ kind: 'notThere' })
    const screen = await context.notices.isPublished(subject, closedWord)
    if (!screen.ok) return ok(notYet(before, nowMs, screen.error.message))
    if (screen.value.kind === 'saysElse') return ok(notYet(before, nowMs, `The login screen of ${subject} does not say that access is closed, although it was written. Look at what its readers get.`))
    return ok({ kind: 'done', evidence: [...doorEvidence(context, subject, { doors: doors.value, listeners: listeners.value, screen: screen.value }), { label: 'Login screen', value: screenWords(screen.value, closedWord) }, ...(told.value ?? [{ label: 'Mail', value: 'nobody was told of the start' }])] })
  },
})

async function keptDoors({ doors }: RunContext, tenant: string): Promise<Result<readonly Door[], AppError>> {
  const current = await doors.current(tenant)
  return current.ok ? doors.keep(tenant, current.value) : current
}

export const pageUntil = ({ plan }: Pick<RunContext, 'plan'>, untilMs: number): string => maintenancePage({ title: plan.title, untilMs, zone: plan.window.zone })

/** Undefined: every host name has its rule. */
async function closeDoors(context: RunContext, tenant: string, doors: readonly Door[]): Promise<Attempt | undefined> {
  const listeners = await doorListeners(context, doors)
  if (!listeners.ok) return failedAttempt(listeners.error)
  const html = pageUntil(context, context.endMs())
  for (const listener of listeners.value) {
    for (const hosts of openGroups(listener, context, tenant)) {
      const failure = await makeRule(context, tenant, { listener, hosts, html })
      if (failure !== undefined) return failure
    }
  }
  return undefined
}

interface Closing {
  readonly listener: DoorListener
  readonly hosts: readonly string[]
  readonly html: string
}

async function makeRule(context: RunContext, tenant: string, { listener, hosts, html }: Closing): Promise<Attempt | undefined> {
  const access = accessOf(context, listener.door)
  const tags = { [runTag]: context.run, [closedTenantTag]: tenant }
  for (let round = 0; round < mostRounds; round += 1) {
    const rules = await access.rules(context.call, listener.arn)
    if (!rules.ok) return failedAttempt(rules.error)
    const room = roomFor(rules.value.value, hosts)
    if (room === undefined) return { kind: 'failed', message: `The listener ${listener.arn} has no priority left for a rule that closes ${tenant}. Delete rules that nobody needs.`, again: 'never' }
    const made: Outcome<unknown> = Object.keys(room.moved).length > 0 ? await access.setRulePriorities(context.call, room.moved) : await access.createRule(context.call, { listenerArn: listener.arn, priority: room.priority, hosts, html, tags })
    if (!made.ok && made.error.why !== 'conflict') return failedAttempt(made.error)
    if (made.ok && Object.keys(room.moved).length === 0) return undefined
  }
  return { kind: 'failed', message: `Others keep changing the rules of ${listener.arn}: no place was free for the rule that closes ${tenant}.`, again: 'later' }
}

interface ClosedDoors {
  readonly doors: readonly Door[]
  readonly listeners: readonly DoorListener[]
  readonly screen: ScreenSight
}

function doorEvidence(context: RunContext, tenant: string, { doors, listeners, screen }: ClosedDoors): readonly Evidence[] {
  if (doors.length === 0) return [{ label: 'Load balancers', value: `none is known for this tenant: ${screen.kind === 'noScreen' ? 'nothing keeps its people out' : 'only its login screen says that access is closed'}` }]
  const own = (rules: readonly TaggedRule[]) => rules.filter(({ tags }) => tags[runTag] === context.run && tags[closedTenantTag] === tenant)
  return listeners.flatMap(({ rules }) => own(rules).map(({ arn, priority, hosts }) => ({ label: `Rule ${priority} answers ${hosts.join(', ')}`, value: arn })))
}
