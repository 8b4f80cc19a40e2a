import type { ParameterVersion } from './support-things'
import type { World } from './world'

interface Where {
  readonly account: string
  readonly region: string
}

/** AWS keeps the last hundred. */
const mostVersions = 100

/** The tenant's support-access document. */
export const supportParameter = (tenant: string, environment: string): string => `/watchfloor/support-access/${tenant}/${environment}`

const keyOf = ({ account, region }: Where, name: string): string => `${account}/${region}${name}`

/** Oldest first; empty: there is none of that name. */
export const versionsOf = (world: World, where: Where, name: string): readonly ParameterVersion[] => world.deeds.parameters.get(keyOf(where, name)) ?? []

/** The present versions of everything below a path, by name. */
export function parametersUnder(world: World, where: Where, path: string): readonly ParameterVersion[] {
  const beginning = keyOf(where, path.endsWith('/') ? path : `${path}/`)
  return [...world.deeds.parameters]
    .filter(([key]) => key.startsWith(beginning))
    .flatMap(([, versions]) => versions.at(-1) ?? [])
    .sort((left, right) => (left.name < right.name ? -1 : 1))
}

/** What the next version makes of all parameters. */
export function withParameter(world: World, where: Where, written: Pick<ParameterVersion, 'name' | 'value' | 'by'> & { readonly description?: string | undefined }): ReadonlyMap<string, readonly ParameterVersion[]> {
  const before = versionsOf(world, where, written.name)
  const { description = before.at(-1)?.description, ...rest } = written
  const version: ParameterVersion = { ...rest, ...(description === undefined ? {} : { description }), version: (before.at(-1)?.version ?? 0) + 1, atMs: world.nowMs }
  return new Map(world.deeds.parameters).set(keyOf(where, written.name), [...before, version].slice(-mostVersions))
}

export function withoutParameter(world: World, where: Where, name: string): ReadonlyMap<string, readonly ParameterVersion[]> {
  const left = new Map(world.deeds.parameters)
  left.delete(keyOf(where, name))
  return left
}
