import { CreateScheduleCommand, DeleteScheduleCommand, GetScheduleCommand, ListSchedulesCommand, SchedulerClient, UpdateScheduleCommand, type GetScheduleOutput } from '@aws-sdk/client-scheduler'
import { partitionOf } from '#shared/fleet/partition'
import { err } from '#shared/kernel/result'
import type { OperatorCall, Outcome } from '#electron/ports/operator/outcome'
import type { Schedule, ScheduleOperator, ScheduleState } from '#electron/ports/operator/schedules'
import { withDates, type ClientConfig, type Clients } from '../clients'
import { dateMiddlewareOptions, jsonDateMiddleware } from '../date'
import { omitAbsent } from '../omit-absent'
import type { Exchange } from '../send'
import { operate } from './operate'
import { wholeList } from './whole-list'

const open = (config: ClientConfig): SchedulerClient => withDates(new SchedulerClient(config), (client) => client.middlewareStack.add(jsonDateMiddleware, dateMiddlewareOptions))

export function createScheduleOperator(clients: Clients, exchange: Exchange): ScheduleOperator {
  const scheduler = () => clients.later('scheduler', open)
  const on = <T extends object, V>(call: OperatorCall, operation: string, request: (signal: AbortSignal) => Promise<T>, read: (output: T) => V | undefined): Promise<Outcome<V>> => operate(exchange, call, 'scheduler', operation, request, read)
  return {
    create: async (call, schedule) => takenName(await on(call, 'CreateSchedule', (abortSignal) => scheduler().send(new CreateScheduleCommand(inputOf(schedule, exchange.region)), { abortSignal }), () => null)),
    update: (call, schedule) => on(call, 'UpdateSchedule', (abortSignal) => scheduler().send(new UpdateScheduleCommand(inputOf(schedule, exchange.region)), { abortSignal }), () => null),
    get: (call, { group, name }) => on(call, 'GetSchedule', (abortSignal) => scheduler().send(new GetScheduleCommand({ GroupName: group, Name: name }), { abortSignal }), toState),
    named: (call, group, prefix) =>
      wholeList((token) =>
        on(
          call,
          'ListSchedules',
          (abortSignal) => scheduler().send(new ListSchedulesCommand({ GroupName: group, ...(prefix === '' ? {} : { NamePrefix: prefix }), MaxResults: 100, ...omitAbsent({ NextToken: token }) }), { abortSignal }),
          ({ Schedules: found, NextToken: next }) => (found === undefined ? undefined : { items: found.flatMap(({ Name: name }) => name ?? []), ...omitAbsent({ next }) }),
        ),
      ),
    delete: (call, { group, name }) => on(call, 'DeleteSchedule', (abortSignal) => scheduler().send(new DeleteScheduleCommand({ GroupName: group, Name: name }), { abortSignal }), () => null),
  }
}

/** Scheduler calls a name that is taken a conflict. */
const takenName = <T>(outcome: Outcome<T>): Outcome<T> => (!outcome.ok && outcome.error.why === 'conflict' ? err({ ...outcome.error, why: 'alreadyThere' }) : outcome)

/** `ActionAfterCompletion: NONE`: it stays where it is after it fired, and says so until it is deleted. */
const inputOf = ({ group, name, atMs, description, roleArn, does }: Schedule, region: string) => ({
  GroupName: group,
  Name: name,
  Description: description,
  ScheduleExpression: `at(${new Date(atMs).toISOString().slice(0, 19)})`,
  ScheduleExpressionTimezone: 'UTC',
  FlexibleTimeWindow: { Mode: 'OFF' as const },
  ActionAfterCompletion: 'NONE' as const,
  State: 'ENABLED' as const,
  Target: { Arn: `arn:${partitionOf(region)}:scheduler:::aws-sdk:${does.service}:${does.operation}`, RoleArn: roleArn, Input: JSON.stringify(does.input) },
})

/** Undefined: it is no one-off schedule of one call, as they are made here. */
function toState(output: GetScheduleOutput): ScheduleState | undefined {
  const { GroupName: group, Name: name, Description: description, ScheduleExpression: expression, State: state, Target: target } = output
  const at = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)$/.exec(expression ?? '')?.[1]
  const [, service, operation] = /^arn:[\w-]+:scheduler:::aws-sdk:([\w-]+):(\w+)$/.exec(target?.Arn ?? '') ?? []
  const input = parsed(target?.Input)
  if (group === undefined || name === undefined || at === undefined || service === undefined || operation === undefined || input === undefined) return undefined
  return { group, name, atMs: Date.parse(`${at}Z`), description: description ?? '', roleArn: target?.RoleArn ?? '', does: { service, operation, input }, isEnabled: state !== 'DISABLED', firesThen: firesThen(output) }
}

/** Absent, its zone is UTC and its window off. */
const firesThen = ({ ScheduleExpressionTimezone: zone = 'UTC', FlexibleTimeWindow: window, StartDate: from, EndDate: to }: GetScheduleOutput): boolean =>
  zone === 'UTC' && (window?.Mode ?? 'OFF') === 'OFF' && from === undefined && to === undefined

function parsed(text = '{}'): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : undefined // checked on this line
  } catch {
    return undefined
  }
}
