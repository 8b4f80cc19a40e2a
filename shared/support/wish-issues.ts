import type { FleetConfig } from '../fleet/fleet-config'
import type { InputIssue } from '../kernel/app-error'
import { hourMs, minuteMs, secondMs } from '../kernel/time'
import type { GrantWish } from './grant'
import { lengthText } from './length-text'
import { lineFault, mostOf } from './said-text'

/** What stands in the way of a wish, field by field; empty: it may be asked for. */
export function wishIssues(config: Pick<FleetConfig, 'tenants' | 'support'>, wish: GrantWish, nowMs: number): readonly InputIssue[] {
  return [...placeIssues(config, wish), ...textIssues(wish), ...timeIssues(wish, config.support.longestMinutes, nowMs)]
}

/** The same of a wish that nobody is to approve. What can wait for its beginning can wait for an approval, and everybody is told when it is opened. */
export const breakGlassIssues = ({ fromMs }: Pick<GrantWish, 'fromMs'>, nowMs: number): readonly InputIssue[] =>
  fromMs === undefined || fromMs <= nowMs ? [] : [{ path: 'fromMs', message: 'Without an approval it opens at once: leave its beginning out. What begins later can be asked for now and approved until then.' }]

function placeIssues({ tenants }: Pick<FleetConfig, 'tenants'>, { tenant, environment, what }: GrantWish): readonly InputIssue[] {
  const found = tenants.find(({ id }) => id === tenant)
  if (found === undefined) return [{ path: 'tenant', message: `The fleet file names no tenant “${tenant}”.` }]
  if (found.support === undefined) return [{ path: 'tenant', message: `The fleet file names nothing that can be opened for ${found.name}. Add its doors under support.` }]
  const door = found.support.doors.find((each) => each.environment === environment)
  if (door === undefined) return [{ path: 'environment', message: `${found.name} has no support access in “${environment}”. There is: ${found.support.doors.map((each) => each.environment).join(', ')}.` }]
  return [
    ...(what.length === 0 ? [{ path: 'what', message: 'Choose what is to be opened.' }] : []),
    ...(what.includes('ssh') && door.securityGroup === undefined ? [{ path: 'what', message: `The fleet file names no security group for ${environment} of ${found.name}, so there is no SSH.` }] : []),
  ]
}

const fields = { reference: 'the client’s number of their request', askedBy: 'who asked, at the client’s', reason: 'the reason' } as const

const textIssues = (wish: GrantWish): readonly InputIssue[] =>
  (Object.keys(fields) as (keyof typeof fields)[]).flatMap((path) => {
    const text = wish[path].trim()
    const fault = lineFault(text, mostOf[path])
    if (fault !== undefined) return [{ path, message: `${sentence(fields[path])}: ${fault}` }]
    return text === '' ? [{ path, message: `Say ${fields[path]}.` }] : []
  })

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

/** Nobody plans support access for longer ahead; a request of next quarter is asked for next quarter. */
const mostAheadMs = 90 * 24 * hourMs

/** A wish for one minute, as it comes in: a moment later, its end cut to a whole second. */
const shortestMs = minuteMs - 30 * secondMs

function timeIssues({ fromMs, untilMs }: GrantWish, longestMinutes: number, nowMs: number): readonly InputIssue[] {
  const beginsMs = Math.max(fromMs ?? nowMs, nowMs)
  if (beginsMs > nowMs + mostAheadMs) return [{ path: 'fromMs', message: 'That is more than 90 days away.' }]
  if (untilMs <= nowMs) return [{ path: 'untilMs', message: 'Its end has passed already, in AWS time.' }]
  if (untilMs <= beginsMs) return [{ path: 'untilMs', message: 'It ends before it begins.' }]
  if (untilMs - beginsMs < shortestMs) return [{ path: 'untilMs', message: 'It is too short: at least a minute.' }]
  if (untilMs - beginsMs > longestMinutes * minuteMs) return [{ path: 'untilMs', message: `Longer than this desk allows: ${lengthText(longestMinutes)} at most. Ask again when it ends.` }]
  return []
}
