/**
 * The Query protocol's flat names as a tree: `Filters.Filter.1.Name=x` and `AlarmNames.member.1=y` become
 * `{Filters: [{Name: 'x'}], AlarmNames: ['y']}`. Whatever stands between a list's name and its number is the item's name: left out. EC2 has
 * lists without it, also within lists: `IpPermissions.1.IpRanges.1.CidrIp`.
 */
export function queryParams(text: string): Record<string, unknown> {
  const root: Branch = new Map()
  for (const [name, value] of new URLSearchParams(text)) place(root, steps(name), value)
  return toObject(root)
}

type Branch = Map<string, Branch | string>

const isNumber = (step: string | undefined): boolean => step !== undefined && /^\d+$/.test(step)

function steps(name: string): string[] {
  const parts = name.split('.')
  return parts.filter((part, at) => at === 0 || isNumber(part) || !isNumber(parts[at + 1]) || isNumber(parts[at - 1]))
}

function place(branch: Branch, [step, ...rest]: readonly string[], value: string): void {
  if (step === undefined) return
  if (rest.length === 0) {
    branch.set(step, value)
    return
  }
  const next = branch.get(step)
  const inner: Branch = next instanceof Map ? next : new Map<string, Branch | string>()
  branch.set(step, inner)
  place(inner, rest, value)
}

const toObject = (branch: Branch): Record<string, unknown> => Object.fromEntries([...branch].map(([key, value]) => [key, toValue(value)]))

function toValue(value: Branch | string): unknown {
  if (typeof value === 'string') return value
  const keys = [...value.keys()]
  if (!keys.every(isNumber)) return toObject(value)
  return keys.sort((left, right) => Number(left) - Number(right)).map((key) => toValue(value.get(key) ?? ''))
}
