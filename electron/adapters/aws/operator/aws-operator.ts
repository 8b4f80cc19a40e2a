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
import { createLockedObjectOperator } from './locked-objects'
import { createMailOperator } from './mail'
import { createNetworkOperator } from './network'
import { createObjectOperator } from './objects'
import { createParameterOperator } from './parameters'
import { createScheduleOperator } from './schedules'
import { createTrailOperator } from './trail'

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
    parameters: createParameterOperator(clients, exchange),
    network: createNetworkOperator(clients, exchange),
    schedules: createScheduleOperator(clients, exchange),
    trail: createTrailOperator(clients, exchange),
    locked: createLockedObjectOperator(clients, exchange),
    close: () => {
      clients.close()
      forget()
    },
  }
}
