import { packTags } from '#shared/fleet/other-tags'
import type { FullyTagged, Tagged } from '#shared/fleet/tagged'

export interface TagNames {
  readonly tenant: string
  readonly environment: string
}

interface AwsTag {
  readonly Key?: string | undefined
  readonly Value?: string | undefined
}

/** The two tags that place a resource, by the fleet file's names for them; a tag with an empty value counts as absent. */
export function placingTags(names: TagNames, tags: readonly AwsTag[] | undefined): Tagged {
  const tenantTag = valueOf(tags, names.tenant)
  const environmentTag = valueOf(tags, names.environment)
  return { ...(tenantTag === undefined ? {} : { tenantTag }), ...(environmentTag === undefined ? {} : { environmentTag }) }
}

/** With every other tag as well. `shared`: texts that were met before in this reading, so that each is kept once. */
export function allTags(names: TagNames, tags: readonly AwsTag[] | undefined, shared: Map<string, string>): FullyTagged {
  const others = (tags ?? []).flatMap(({ Key: key, Value: value = '' }) => (key === undefined || key === names.tenant || key === names.environment ? [] : [[key, value] as const]))
  const packed = packTags(others)
  if (packed === undefined) return placingTags(names, tags)
  const otherTags = shared.get(packed) ?? packed
  shared.set(packed, otherTags)
  return { ...placingTags(names, tags), otherTags }
}

const valueOf = (tags: readonly AwsTag[] | undefined, key: string): string | undefined => tags?.find((tag) => tag.Key === key)?.Value || undefined
