import { GetParameterCommand, GetParameterHistoryCommand, GetParametersByPathCommand, PutParameterCommand, SSMClient, type Parameter, type ParameterHistory } from '@aws-sdk/client-ssm'
import type { OperatorCall, Outcome } from '#electron/ports/operator/outcome'
import type { ParameterOperator, StoredParameter } from '#electron/ports/operator/parameters'
import { withDates, type ClientConfig, type Clients } from '../clients'
import { dateMiddlewareOptions, jsonDateMiddleware } from '../date'
import { omitAbsent } from '../omit-absent'
import type { Exchange } from '../send'
import { operate } from './operate'
import { wholeList } from './whole-list'

const open = (config: ClientConfig): SSMClient => withDates(new SSMClient(config), (client) => client.middlewareStack.add(jsonDateMiddleware, dateMiddlewareOptions))

export function createParameterOperator(clients: Clients, exchange: Exchange): ParameterOperator {
  const ssm = () => clients.later('ssm-parameters', open)
  const on = <T extends object, V>(call: OperatorCall, operation: string, request: (signal: AbortSignal) => Promise<T>, read: (output: T) => V | undefined): Promise<Outcome<V>> => operate(exchange, call, 'ssm', operation, request, read)
  return {
    get: (call, name) => on(call, 'GetParameter', (abortSignal) => ssm().send(new GetParameterCommand({ Name: name }), { abortSignal }), ({ Parameter: found }) => (found === undefined ? undefined : toParameter(found))),
    under: (call, path) =>
      wholeList((token) =>
        on(
          call,
          'GetParametersByPath',
          (abortSignal) => ssm().send(new GetParametersByPathCommand({ Path: path, Recursive: true, ...omitAbsent({ NextToken: token }) }), { abortSignal }),
          ({ Parameters: found, NextToken: next }) => page(found?.flatMap((one) => toParameter(one) ?? []), next),
        ),
      ),
    history: (call, name) =>
      wholeList((token) =>
        on(
          call,
          'GetParameterHistory',
          (abortSignal) => ssm().send(new GetParameterHistoryCommand({ Name: name, ...omitAbsent({ NextToken: token }) }), { abortSignal }),
          ({ Parameters: found, NextToken: next }) => page(found?.flatMap((one) => toParameter(one) ?? []), next),
        ),
      ),
    put: (call, { name, value, description, how }) =>
      on(
        call,
        'PutParameter',
        (abortSignal) => ssm().send(new PutParameterCommand({ Name: name, Value: value, Overwrite: how === 'replace', Type: 'String', ...omitAbsent({ Description: description }) }), { abortSignal }),
        ({ Version: version }) => (version === undefined ? undefined : { version }),
      ),
  }
}

const page = <T>(items: readonly T[] | undefined, next: string | undefined) => (items === undefined ? undefined : { items, ...omitAbsent({ next }) })

function toParameter({ Name: name, Value: value, Version: version, LastModifiedDate: modified, ...more }: Parameter | ParameterHistory): StoredParameter | undefined {
  if (name === undefined || value === undefined || version === undefined) return undefined
  return { name, value, version, ...omitAbsent({ modifiedAtMs: modified?.getTime(), modifiedBy: 'LastModifiedUser' in more ? more.LastModifiedUser : undefined }) }
}
