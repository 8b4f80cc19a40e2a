import type { Tagged } from '#shared/fleet/records'

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

const valueOf = (tags: readonly AwsTag[] | undefined, key: string): string | undefined => tags?.find((tag) => tag.Key === key)?.Value || undefined
