import type { AwsOperator, AwsOperators } from '#electron/ports/aws-operator'
import type { Clock, Timers } from '#electron/ports/clock'
import type { CredentialSource } from '#electron/ports/credentials'
import { createClients } from '../clients'
import { CredentialFailure } from '../errors'
import type { Exchange } from '../send'
import { createAccessOperator } from './access'
import { createAlarmOperator } from './alarms'
import { createAutomationOperator } from './automation'
import { createDatabaseOperator } from './databases'
import { createGroupOperator } from './groups'
import { createMailOperator } from './mail'
import { createObjectOperator } from './objects'
import { onDemand } from './on-demand'

export interface AwsOperatorsOptions {
  /** Checked with `loopbackEndpoint`; absent: AWS. */
  readonly endpoint?: string
  readonly credentials: CredentialSource
  readonly clock: Clock
  readonly timers: Timers
  /** Wall time until a silent socket is given up; default 30 s: a write that is given up early is a write whose outcome is unknown. */
  readonly requestTimeoutMs?: number
  /** The same in the clock's time, for a drill whose clock is not the wall's; absent: none. */
  readonly deadlineMs?: number
}

const defaultRequestTimeoutMs = 30_000

/** Operators by account x Region. */
export function createAwsOperators(options: AwsOperatorsOptions): AwsOperators {
  const operators = new Map<string, AwsOperator>()
  return (account, region) => {
    const key = `${account}/${region}`
    const operator = operators.get(key) ?? createOperator(options, account, region, () => operators.delete(key))
    operators.set(key, operator)
    return operator
  }
}

function createOperator({ credentials, clock, timers, ...options }: AwsOperatorsOptions, account: string, region: string, forget: () => void): AwsOperator {
  const clients = createClients({
    region,
    ...(options.endpoint === undefined ? {} : { endpoint: options.endpoint }),
    requestTimeoutMs: options.requestTimeoutMs ?? defaultRequestTimeoutMs,
    credentials: async () => {
      const result = await credentials.forAccount(account)
      if (!result.ok) throw new CredentialFailure(result.error)
      return result.value
    },
  })
  const exchange: Exchange = {
    account,
    region,
    clock,
    timers,
    ...(options.deadlineMs === undefined ? {} : { deadlineMs: options.deadlineMs }),
    keys: () => credentials.forAccount(account),
    onExpired: () => credentials.drop(account),
  }
  return {
    account,
    region,
    databases: createDatabaseOperator(clients, exchange),
    groups: createGroupOperator(clients, exchange),
    alarms: createAlarmOperator(clients, exchange),
    access: createAccessOperator(clients, exchange),
    objects: createObjectOperator(clients, exchange),
    mail: createMailOperator(clients, exchange),
    automation: createAutomationOperator(clients, exchange),
    parameters: onDemand(async () => (await import('./parameters')).createParameterOperator(clients, exchange), { get: true, under: true, history: true, put: true }),
    network: onDemand(async () => (await import('./network')).createNetworkOperator(clients, exchange), { ingress: true, authorize: true, describe: true, revoke: true }),
    schedules: onDemand(async () => (await import('./schedules')).createScheduleOperator(clients, exchange), { create: true, update: true, get: true, named: true, delete: true }),
    trail: onDemand(async () => (await import('./trail')).createTrailOperator(clients, exchange), { page: true }),
    locked: onDemand(async () => (await import('./locked-objects')).createLockedObjectOperator(clients, exchange), { putLocked: true, getLocked: true, keys: true }),
    close: () => {
      clients.close()
      forget()
    },
  }
}
