import { appError } from '#shared/kernel/app-error'
import { err, ok } from '#shared/kernel/result'
import type { AwsOperator, AwsOperators } from '#electron/ports/aws-operator'
import type { FailureKind, Outcome } from '#electron/ports/operator/outcome'
import type { IngressRule } from '#electron/ports/operator/network'
import type { StoredParameter } from '#electron/ports/operator/parameters'
import type { Schedule, ScheduleState } from '#electron/ports/operator/schedules'

export type Operation = 'get' | 'put' | 'history' | 'ingress' | 'authorize' | 'describe' | 'revoke' | 'schedule.get' | 'schedule.create' | 'schedule.update' | 'schedule.named' | 'schedule.delete'

/** What happens to one request: nothing; refused before; done, and the answer lost. */
export type Fate = 'fine' | FailureKind | 'lost'

/** As it was made, and what somebody changed in it. */
type KeptSchedule = Schedule & Partial<ScheduleState> & { hasFired?: boolean }

export interface FakeSupportAws {
  readonly operators: AwsOperators
  readonly parameters: Map<string, StoredParameter[]>
  readonly rules: Map<string, IngressRule[]>
  readonly schedules: Map<string, KeptSchedule>
  /** Operations in order, as asked. */
  readonly asked: string[]
  /** Decides about each request; `before`: nothing was done yet. Whoever never answers is dead. */
  fate: (operation: Operation, target: string) => Fate
  edge: (at: string) => Promise<void>
  /** Somebody else writes a document. */
  write(name: string, value: string): void
  /** Schedules whose time has come do what they do. */
  fire(nowMs: number): void
  document(name: string): string | undefined
}

export function createFakeSupportAws(nowMs: () => number): FakeSupportAws {
  const parameters = new Map<string, StoredParameter[]>()
  const rules = new Map<string, IngressRule[]>()
  const schedules = new Map<string, KeptSchedule>()
  const asked: string[] = []
  let nextRule = 0

  const put = (name: string, value: string): number => {
    const versions = parameters.get(name) ?? []
    const version = (versions.at(-1)?.version ?? 0) + 1
    parameters.set(name, [...versions, { name, value, version, modifiedAtMs: nowMs() }])
    return version
  }
  const fail = (why: FailureKind): Outcome<never> => err({ why, error: appError(why === 'refused' ? 'denied' : why === 'gone' ? 'notFound' : 'unreachable', `AWS says ${why}.`) })

  const fake: FakeSupportAws = {
    parameters,
    rules,
    schedules,
    asked,
    fate: () => 'fine',
    edge: async () => undefined,
    write: (name, value) => void put(name, value),
    fire: (atMs) => {
      for (const schedule of schedules.values()) {
        if (schedule.hasFired === true || schedule.atMs > atMs) continue
        schedule.hasFired = true
        const { operation, input } = schedule.does
        if (operation === 'putParameter') put(String(input['Name']), String(input['Value']))
        else {
          const permission = (input['IpPermissions'] as readonly { readonly IpRanges?: readonly { readonly CidrIp: string }[]; readonly Ipv6Ranges?: readonly { readonly CidrIpv6: string }[] }[])[0]!
          const cidr = permission.IpRanges?.[0]?.CidrIp ?? permission.Ipv6Ranges?.[0]?.CidrIpv6
          const group = String(input['GroupId'])
          rules.set(group, (rules.get(group) ?? []).filter((rule) => rule.cidr !== cidr || rule.fromPort !== 22))
        }
      }
    },
    document: (name) => parameters.get(name)?.at(-1)?.value,
    operators: () => operator,
  }

  const request = async <T>(operation: Operation, target: string, act: () => Outcome<T>): Promise<Outcome<T>> => {
    await fake.edge(`before ${operation}`)
    asked.push(`${operation} ${target}`)
    const fate = fake.fate(operation, target)
    if (fate !== 'fine' && fate !== 'lost') return fail(fate)
    const outcome = act()
    await fake.edge(`after ${operation}`)
    return fate === 'lost' ? fail('unknown') : outcome
  }
  const done = <T>(value: T): Outcome<T> => ok({ value, dateMs: nowMs() })
  const keyOf = ({ group, name }: { readonly group: string; readonly name: string }): string => `${group}/${name}`

  const operator = {
    parameters: {
      get: (_, name) => request('get', name, () => (parameters.get(name)?.at(-1) === undefined ? fail('gone') : done(parameters.get(name)!.at(-1)!))),
      history: (_, name) => request('history', name, () => (parameters.has(name) ? done(parameters.get(name)!.slice(-100)) : fail('gone'))),
      put: (_, { name, value, how }) => request('put', name, () => (how === 'create' && parameters.has(name) ? fail('alreadyThere') : done({ version: put(name, value) }))),
      under: async () => fail('refused'),
    },
    network: {
      ingress: (_, group) => request('ingress', group, () => done(rules.get(group) ?? [])),
      authorize: (_, { securityGroup, cidr, port, description }) =>
        request('authorize', securityGroup, () => {
          const there = rules.get(securityGroup) ?? []
          if (there.some((rule) => rule.cidr === cidr && rule.fromPort === port)) return fail('alreadyThere')
          const rule: IngressRule = { id: `sgr-${(nextRule += 1)}`, securityGroup, protocol: 'tcp', fromPort: port, toPort: port, cidr, description }
          rules.set(securityGroup, [...there, rule])
          return done(rule)
        }),
      describe: (_, group, id, description) =>
        request('describe', group, () => {
          if (!(rules.get(group) ?? []).some((rule) => rule.id === id)) return fail('gone')
          rules.set(group, (rules.get(group) ?? []).map((rule) => (rule.id === id ? { ...rule, description } : rule)))
          return done(null)
        }),
      revoke: (_, group, id) =>
        request('revoke', group, () => {
          const there = rules.get(group) ?? []
          rules.set(group, there.filter((rule) => rule.id !== id))
          return there.some((rule) => rule.id === id) ? done(null) : fail('gone')
        }),
    },
    schedules: {
      create: (_, schedule) =>
        request('schedule.create', schedule.name, () => {
          if (schedules.has(keyOf(schedule))) return fail('alreadyThere')
          schedules.set(keyOf(schedule), { ...schedule })
          return done(null)
        }),
      update: (_, schedule) =>
        request('schedule.update', schedule.name, () => {
          if (!schedules.has(keyOf(schedule))) return fail('gone')
          schedules.set(keyOf(schedule), { ...schedule })
          return done(null)
        }),
      get: (_, at) => request('schedule.get', at.name, () => (schedules.has(keyOf(at)) ? done({ isEnabled: true, firesThen: true, ...schedules.get(keyOf(at))! }) : fail('gone'))),
      named: (_, group, prefix) => request('schedule.named', group, () => done([...schedules.values()].filter(({ name }) => name.startsWith(prefix)).map(({ name }) => name))),
      delete: (_, at) => request('schedule.delete', at.name, () => (schedules.delete(keyOf(at)) ? done(null) : fail('gone'))),
    },
  } as Pick<AwsOperator, 'parameters' | 'network' | 'schedules'> as AwsOperator // no more is asked of it
  return fake
}
