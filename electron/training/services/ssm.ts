import { secondMs } from '#shared/kernel/time'
import type { Execution } from '../world/deeds'
import type { Place } from '../world/fleet-model'
import { uuidOf } from '../world/place'
import { withDeeds, type World } from '../world/world'
import type { ServiceFault } from '../wire/service-fault'
import { instant, list, type Tree } from '../wire/tree'
import { answered, operation, refused } from './operation'

const fault = (code: string, message: string): ServiceFault => ({ code, status: 400, message })

/** Documents that every account here has, with their steps. One that is given `fail` fails at its second step. */
const documents: Readonly<Record<string, readonly string[]>> = {
  'AWS-RestartEC2Instance': ['stopInstances', 'startInstances'],
  'Bank-PostUpgradeTasks': ['analyzeTables', 'rebuildStatistics', 'checkReports'],
  'Bank-DrainJobs': ['pauseScheduler', 'waitForJobs'],
}
const stepMs = 40 * secondMs
const cancelMs = 10 * secondMs

/** The same token is the same execution, however often it is asked for. */
export const startAutomationExecution = operation('common', ({ world, place, input }) => {
  const name = input.text('DocumentName') ?? ''
  const token = input.text('ClientToken')
  const parameters = readParameters(input.plain('Parameters'))
  if (documents[name] === undefined) return refused(fault('AutomationDefinitionNotFoundException', `Automation definition ${name} was not found`))
  if (token !== undefined && !/^[a-fA-F0-9]{8}(-[a-fA-F0-9]{4}){3}-[a-fA-F0-9]{12}$/.test(token)) return refused(fault('ValidationException', 'ClientToken must be a UUID'))
  const before = token === undefined ? undefined : ownExecutions(world, place).find((one) => one.token === token)
  if (before !== undefined && (before.document !== name || JSON.stringify(before.parameters) !== JSON.stringify(parameters))) return refused(fault('IdempotentParameterMismatch', 'The parameters differ from those of an earlier request with the same token'))
  if (before !== undefined) return answered({ AutomationExecutionId: before.id })
  const execution: Execution = {
    id: uuidOf(place.account, place.region, 'automation', world.deeds.executions.length),
    account: place.account,
    region: place.region,
    document: name,
    parameters,
    fromMs: world.nowMs,
    stoppedAtMs: Infinity,
    ...(token === undefined ? {} : { token }),
  }
  return { ...answered({ AutomationExecutionId: execution.id }), world: withDeeds(world, { executions: [...world.deeds.executions, execution] }) }
})

const readParameters = (value: unknown): Execution['parameters'] => (typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([name, values]) => [name, Array.isArray(values) ? values.map(String) : []])) : {})

const ownExecutions = ({ deeds }: World, { account, region }: Place): readonly Execution[] => deeds.executions.filter((one) => one.account === account && one.region === region)

interface Course {
  readonly status: string
  readonly endedMs?: number
  readonly steps: readonly { readonly name: string; readonly status: string; readonly fromMs?: number; readonly toMs?: number }[]
}

/** How it stands: step after step, until the last, the one that fails, or the hand that stops it. */
function courseOf({ document, parameters, fromMs, stoppedAtMs }: Execution, nowMs: number): Course {
  const names = documents[document] ?? []
  const failsAt = parameters['fail'] === undefined ? Infinity : 1
  const endMs = Math.min(fromMs + Math.min(names.length, failsAt + 1) * stepMs, stoppedAtMs + cancelMs)
  const isStopped = stoppedAtMs < Infinity
  const steps = names.map((name, at) => {
    const [beginMs, doneMs] = [fromMs + at * stepMs, fromMs + (at + 1) * stepMs]
    if (nowMs < beginMs || beginMs >= Math.min(endMs, stoppedAtMs)) return { name, status: isStopped || at > failsAt ? 'Cancelled' : 'Pending' }
    if (nowMs < doneMs && nowMs < endMs) return { name, status: 'InProgress', fromMs: beginMs }
    return { name, status: at === failsAt ? 'Failed' : doneMs > stoppedAtMs ? 'Cancelled' : 'Success', fromMs: beginMs, toMs: Math.min(doneMs, endMs) }
  })
  if (nowMs < endMs) return { status: nowMs >= stoppedAtMs ? 'Cancelling' : 'InProgress', steps }
  return { status: isStopped ? 'Cancelled' : failsAt < names.length ? 'Failed' : 'Success', endedMs: endMs, steps }
}

export const getAutomationExecution = operation('common', ({ world, place, input }) => {
  const id = input.text('AutomationExecutionId') ?? ''
  const execution = ownExecutions(world, place).find((one) => one.id === id)
  if (execution === undefined) return refused(fault('AutomationExecutionNotFoundException', `Automation execution ${id} was not found`))
  const course = courseOf(execution, world.nowMs)
  return answered({
    AutomationExecution: {
      AutomationExecutionId: id,
      DocumentName: execution.document,
      DocumentVersion: '1',
      ExecutionStartTime: instant(execution.fromMs),
      ExecutionEndTime: course.endedMs === undefined ? undefined : instant(course.endedMs),
      AutomationExecutionStatus: course.status,
      StepExecutions: list(course.steps.map(stepTree)),
      StepExecutionsTruncated: false,
      Parameters: Object.fromEntries(Object.entries(execution.parameters).map(([name, values]) => [name, list(values)])),
      FailureMessage: course.status === 'Failed' ? 'Step fails when it is executing the action. See Automation Service Troubleshooting Guide for more diagnosis details.' : undefined,
      Mode: 'Auto',
      CurrentStepName: course.steps.find(({ status }) => status === 'InProgress')?.name,
    },
  })
})

const stepTree = ({ name, status, fromMs, toMs }: Course['steps'][number]): Tree => ({ StepName: name, Action: 'aws:executeScript', StepStatus: status, ExecutionStartTime: fromMs === undefined ? undefined : instant(fromMs), ExecutionEndTime: toMs === undefined ? undefined : instant(toMs) })

export const stopAutomationExecution = operation('common', ({ world, place, input }) => {
  const id = input.text('AutomationExecutionId') ?? ''
  const execution = ownExecutions(world, place).find((one) => one.id === id)
  if (execution === undefined) return refused(fault('AutomationExecutionNotFoundException', `Automation execution ${id} was not found`))
  if (courseOf(execution, world.nowMs).status !== 'InProgress') return refused(fault('InvalidAutomationStatusUpdateException', 'The specified update status operation is not valid.'))
  return { ...answered({}), world: withDeeds(world, { executions: world.deeds.executions.map((one) => (one === execution ? { ...one, stoppedAtMs: world.nowMs } : one)) }) }
})
