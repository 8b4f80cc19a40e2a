import type { AwsOperator, AwsOperators } from '#electron/ports/aws-operator'
import type { Done, OperatorFailure } from '#electron/ports/operator/outcome'
import type { Result } from '#shared/kernel/result'
import { reads, type DeedLog } from './deed-log'
import type { Life } from './life'

/** Requests that are out, of whichever console: time stands still meanwhile. */
export interface Traffic {
  out: number
}

export interface Guard {
  readonly life: Life
  readonly deeds: DeedLog
  readonly traffic: Traffic
  /** For what it is done: an effect's id. */
  readonly purpose: string
}

type Method = (...args: readonly unknown[]) => Promise<Result<Done<unknown>, OperatorFailure>>

/** The same operators: each write has an edge before it leaves and one after AWS took it, and what AWS took is noted whoever is dead by then. */
export const guardOperators =
  (operators: AwsOperators, guard: Guard): AwsOperators =>
  (account, region) => {
    const inner = operators(account, region)
    const { databases, groups, alarms, access, objects, mail, automation } = inner
    const guarded: AwsOperator = {
      ...inner,
      databases: guardPort(databases, guard),
      groups: guardPort(groups, guard),
      alarms: guardPort(alarms, guard),
      access: guardPort(access, guard),
      objects: guardPort(objects, guard),
      mail: guardPort(mail, guard),
      automation: guardPort(automation, guard),
    }
    return guarded
  }

function guardPort<P extends object>(port: P, guard: Guard): P {
  return new Proxy(port, {
    get: (target, name): unknown => {
      const method: unknown = Reflect.get(target, name)
      if (typeof name !== 'string' || typeof method !== 'function') return method
      const call = method.bind(target) as Method // every member of these ports is one
      return (...args: readonly unknown[]) => (reads.has(name) ? read(guard, call, args) : write(guard, name, call, args))
    },
  })
}

const read = ({ life, traffic }: Guard, call: Method, args: readonly unknown[]) => life.whileAlive(counted(traffic, () => call(...args)))

async function write({ life, deeds, traffic, purpose }: Guard, name: string, call: Method, args: readonly unknown[]) {
  await life.edge(`${purpose}: before ${name}`)
  const answered = deeds.sends(name, args)
  const outcome = await counted(traffic, () => call(...args))
  answered()
  if (outcome.ok) deeds.note(name, args, outcome.value.value)
  await life.edge(`${purpose}: after ${name}`)
  return outcome
}

/** A request that is out until it is answered. */
export async function counted<T>(traffic: Traffic, send: () => Promise<T>): Promise<T> {
  traffic.out += 1
  try {
    return await send()
  } finally {
    traffic.out -= 1
  }
}
