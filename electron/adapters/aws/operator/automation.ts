import { GetAutomationExecutionCommand, SSMClient, StartAutomationExecutionCommand, StopAutomationExecutionCommand } from '@aws-sdk/client-ssm'
import type { AutomationOperator } from '#electron/ports/operator/automation'
import { withDates, type ClientConfig, type Clients } from '../clients'
import { dateMiddlewareOptions, jsonDateMiddleware } from '../date'
import { omitAbsent } from '../omit-absent'
import type { Exchange } from '../send'
import { operate } from './operate'

const open = (config: ClientConfig): SSMClient => withDates(new SSMClient(config), (client) => client.middlewareStack.add(jsonDateMiddleware, dateMiddlewareOptions))

export function createAutomationOperator(clients: Clients, exchange: Exchange): AutomationOperator {
  const ssm = () => clients.later('ssm', open)
  return {
    start: (call, { document, parameters, token }) => {
      const lists = Object.fromEntries(Object.entries(parameters).map(([name, values]) => [name, [...values]]))
      return operate(
        exchange,
        call,
        'ssm',
        'StartAutomationExecution',
        (abortSignal) => ssm().send(new StartAutomationExecutionCommand({ DocumentName: document, Parameters: lists, ClientToken: token }), { abortSignal }),
        ({ AutomationExecutionId: id }) => id,
      )
    },
    execution: (call, id) =>
      operate(exchange, call, 'ssm', 'GetAutomationExecution', (abortSignal) => ssm().send(new GetAutomationExecutionCommand({ AutomationExecutionId: id }), { abortSignal }), ({ AutomationExecution: found }) =>
        found?.AutomationExecutionId === undefined
          ? undefined
          : {
              id: found.AutomationExecutionId,
              status: found.AutomationExecutionStatus ?? 'unknown',
              steps: (found.StepExecutions ?? []).map(({ StepName: name, StepStatus: status }) => ({ name: name ?? '', status: status ?? 'unknown' })),
              ...omitAbsent({ step: found.CurrentStepName || undefined, failure: found.FailureMessage }),
            },
      ),
    stop: (call, id) => operate(exchange, call, 'ssm', 'StopAutomationExecution', (abortSignal) => ssm().send(new StopAutomationExecutionCommand({ AutomationExecutionId: id, Type: 'Cancel' }), { abortSignal }), () => null),
  }
}
