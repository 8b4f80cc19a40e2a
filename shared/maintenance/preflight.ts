import { minuteMs, secondMs } from '../kernel/time'
import { offsetText, wallTimeOf, wallTimeText } from '../kernel/wall-time'
import type { ApprovalStanding } from './approval'
import { byId, type Blocker, type TenantNames } from './blocker'
import type { Conflict } from './booking'
import { cutOffMs, leastMinutes } from './cut-off'
import { expectationOf } from './expectation'
import type { NoticeStanding, TenantStanding } from './notice-rule'
import type { Plan, PlanDatabase } from './plan'
import { stepBlockers, type StepReady } from './step-check'
import { spanText, type Span } from './window'

/** A database as AWS has it now. */
export interface DatabaseNow extends StepReady {
  readonly status: string
  readonly engineVersion?: string
  readonly tenant?: string
}

export interface PlaceQuota {
  /** `111122223333/eu-west-1` */
  readonly place: string
  readonly manualSnapshots: number
  readonly most: number
  /** Databases of the plan in this place: each takes one more. */
  readonly wanted: number
}

export interface PreflightFacts {
  /** AWS time. */
  readonly nowMs: number
  /** This computer's clock against AWS time. */
  readonly skewMs: number
  readonly approval: ApprovalStanding
  readonly notice: NoticeStanding
  readonly conflicts: readonly Conflict[]
  /** By ARN; what is left out is not there. */
  readonly databases: ReadonlyMap<string, DatabaseNow>
  readonly quotas: readonly PlaceQuota[]
  /** Left out: tenants are called by their ids. */
  readonly nameOf?: TenantNames
}

export const mostSkewMs = 60 * secondMs

export function preflight(plan: Plan, span: Span, facts: PreflightFacts): readonly Blocker[] {
  const { nameOf = byId } = facts
  return [
    ...clockBlockers(facts),
    ...timeBlockers(plan, span, facts),
    ...approvalBlockers(plan, facts),
    ...facts.notice.waitingFor.map((standing) => noticeBlocker(standing, plan, nameOf)),
    ...facts.conflicts.map((conflict) => conflictBlocker(conflict, plan, nameOf)),
    ...databasesBlockers(plan, facts.databases, nameOf),
    ...quotaBlockers(facts.quotas),
  ]
}

/** Databases that are not as they were when the plan was made, or that AWS would not do a step to. `now`: as AWS has them, by ARN. */
export const databasesBlockers = (plan: Pick<Plan, 'databases' | 'steps'>, now: ReadonlyMap<string, DatabaseNow>, nameOf: TenantNames = byId): readonly Blocker[] =>
  plan.databases.flatMap((database) => {
    const found = now.get(database.arn)
    return [...databaseBlockers(database, found, nameOf), ...(found === undefined ? [] : stepBlockers(plan, database, found))]
  })

export const quotaBlockers = (quotas: readonly PlaceQuota[]): readonly Blocker[] => quotas.flatMap(quotaBlocker)

const clockBlockers = ({ skewMs }: PreflightFacts): readonly Blocker[] =>
  Math.abs(skewMs) <= mostSkewMs
    ? []
    : [{ kind: 'clock', message: `This computer’s clock is ${Math.round(Math.abs(skewMs) / secondMs)} s ${skewMs > 0 ? 'ahead of' : 'behind'} AWS. Set it right: nothing that is timed begins on a wrong clock.` }]

function timeBlockers(plan: Plan, span: Span, { nowMs }: PreflightFacts): readonly Blocker[] {
  const expected = expectationOf(plan)
  const lastStartMs = cutOffMs(span, expected)
  const minutes = (span.toMs - span.fromMs) / minuteMs
  const least = leastMinutes(expected)
  const { zone } = plan.window
  const length: readonly Blocker[] =
    minutes >= least ? [] : [{ kind: 'length', message: `The window has ${minutes} min; preparing, changing and, if it must be, restoring take ${least} min. Make it longer or the plan smaller.` }]
  if (nowMs < span.fromMs) return [...length, { kind: 'early', message: `The window begins at ${momentText(span.fromMs, zone)}.` }]
  if (nowMs > lastStartMs) return [...length, { kind: 'late', message: `The last safe start of the change was ${momentText(lastStartMs, zone)}: after it a restore would not end inside the window. Plan another window.` }]
  return length
}

function approvalBlockers({ kind }: Plan, { approval }: PreflightFacts): readonly Blocker[] {
  const missing: readonly Blocker[] = approval.missing === 0 ? [] : [{ kind: 'approval', message: missingWords(approval) }]
  return approval.needsReason ? [...missing, { kind: 'approval', message: `An ${kind} skips the notice, so it says why it cannot wait. Write the reason into the plan.` }] : missing
}

function missingWords({ missing, void: voided }: ApprovalStanding): string {
  const who = missing === 1 ? 'Another operator has to approve this plan.' : `${missing} other operators have to approve this plan.`
  return voided.some(({ because }) => because === 'planChanged') ? `${who} The plan was edited after an approval, which voids it.` : who
}

const channelWords = { email: 'email', loginScreen: 'login screen' } as const

function noticeBlocker({ tenant, untold, earliestMs }: TenantStanding, { window }: Plan, nameOf: TenantNames): Blocker {
  if (untold.length > 0) return { kind: 'notice', tenant, message: `${nameOf(tenant)} is not proven to have been told by ${untold.map((channel) => channelWords[channel]).join(' and ')}. Send the notice again, or see why it does not arrive.` }
  return { kind: 'notice', tenant, message: `${nameOf(tenant)} was told too late for this start: the earliest is ${momentText(earliestMs!, window.zone)}.` }
}

function conflictBlocker(conflict: Conflict, { window }: Plan, nameOf: TenantNames): Blocker {
  const when = spanText(conflict.with.span, window.zone)
  if (conflict.kind === 'sameDatabase') return { kind: 'conflict', message: `“${conflict.with.title}” holds ${count(conflict.databases.length, 'database')} of this plan, ${when}. A database is in one window at a time.` }
  if (conflict.kind === 'sameTenant') return { kind: 'conflict', message: `“${conflict.with.title}” is for ${listed(conflict.tenants.map(nameOf))} too, ${when}. Merge the two, or move one.` }
  return { kind: 'conflict', message: `${conflict.with.calendar}: “${conflict.with.title}”, ${when}, allows no window for ${listed(conflict.tenants.map(nameOf))}.` }
}

function databaseBlockers({ arn, id, tenant, engineVersion }: PlanDatabase, now: DatabaseNow | undefined, nameOf: TenantNames): readonly Blocker[] {
  const blocker = (message: string): Blocker => ({ kind: 'database', database: arn, tenant, message })
  if (now === undefined) return [blocker(`${id} is not there any more. Make the plan anew.`)]
  if (now.status !== 'available') return [blocker(`${id} is ${now.status}: no snapshot can be taken until it is available.`)]
  if (now.engineVersion !== undefined && now.engineVersion !== engineVersion) return [blocker(`${id} runs ${now.engineVersion}; the plan was made for ${engineVersion}. Make the plan anew.`)]
  if (now.tenant !== undefined && now.tenant !== tenant) return [blocker(`${id} belongs to ${nameOf(now.tenant)} now; the plan was made for ${nameOf(tenant)}. Make the plan anew.`)]
  return []
}

const quotaBlocker = ({ place, manualSnapshots, most, wanted }: PlaceQuota): readonly Blocker[] =>
  manualSnapshots + wanted <= most
    ? []
    : [{ kind: 'quota', message: `${place} has ${manualSnapshots} of ${most} manual snapshots; this plan needs ${wanted} more. Delete some, or ask AWS for a higher quota.` }]

const momentText = (atMs: number, zone: string): string => `${wallTimeText(wallTimeOf(atMs, zone)).replace('T', ' ')} ${offsetText(atMs, zone)}`
const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`
const listed = (names: readonly string[]): string => (names.length <= 3 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`)
