import type { Evidence } from '#shared/maintenance/run-event'
import type { DatabaseChange, DatabaseState, RestoreSpec } from '#electron/ports/operator/databases'
import type { Tags } from '#electron/ports/operator/outcome'

/**
 * Bringing a database back from its snapshot, one step at a time, from what is there now.
 *
 * The database that went wrong is set aside under another name and stays until an operator deletes it; a new one is made from the snapshot
 * under the old name, with everything the old one had; whatever AWS did not take over at once is set afterwards.
 */
export type RestoreStep =
  | { readonly kind: 'setAside' }
  | { readonly kind: 'restore'; readonly spec: RestoreSpec }
  | { readonly kind: 'settle'; readonly change?: DatabaseChange; readonly tags?: Tags; readonly differences: readonly Difference[] }
  /** The database that was set aside is no tenant's any more: the watch would see two. */
  | { readonly kind: 'disown'; readonly arn: string; readonly tag: string }
  | { readonly kind: 'wait'; readonly message: string }
  | { readonly kind: 'done'; readonly evidence: readonly Evidence[] }
  | { readonly kind: 'stuck'; readonly message: string }
  | { readonly kind: 'unclear'; readonly message: string }

export interface Difference {
  readonly label: string
  readonly before: string
  readonly now: string
}

export interface RestoreSight {
  readonly name: string
  readonly asideName: string
  /** What it is brought back from. */
  readonly snapshot: string
  /** The key of the tag that says whose a database is. */
  readonly tenantTag: string
  /** As it was when the run began. */
  readonly before: DatabaseState
  /** Undefined: there is none of that name. */
  readonly current: DatabaseState | undefined
  readonly aside: DatabaseState | undefined
}

const broken = /^(failed|incompatible-|inaccessible-|restore-error|storage-full)/
/** AWS changes nothing of a database in these states, so that it keeps its name. */
const unrenamable = /^(failed|restore-error|inaccessible-|incompatible-(?!parameters))/

export function restoreStep(sight: RestoreSight): RestoreStep {
  const { name, asideName, tenantTag, before, current, aside } = sight
  if (aside === undefined) return withoutAside(sight)
  if (areTwo(before, aside)) return { kind: 'unclear', message: `${asideName} is there already, and it is not the ${name} that this run began with: it is ${aside.resourceId}, not ${before.resourceId}. Nothing was done. Rename that database, or restore ${name} by hand.` }
  if (current === undefined) return aside.status === 'renaming' ? { kind: 'wait', message: `${name} is being renamed.` } : { kind: 'restore', spec: specOf(name, before) }
  // AWS shows a database under both of its names for a moment.
  if (areSame(before, current)) return areSame(before, aside) ? { kind: 'wait', message: `${name} is being renamed.` } : { kind: 'unclear', message: `${name} is still the database that this run began with, and ${asideName} is there too. Nothing was done. See whose ${asideName} is.` }
  if (broken.test(current.status)) return { kind: 'stuck', message: `${name}, made from the snapshot, is ${current.status}. ${asideName} is the database as the change left it.` }
  if (current.status !== 'available' || Object.keys(current.pending).length > 0) return { kind: 'wait', message: `${name} is ${current.status}.` }
  const differences = differencesOf(before, current)
  if (differences.length > 0) return settle(before, current, differences)
  if (aside.tags[tenantTag] !== undefined) return { kind: 'disown', arn: aside.arn, tag: tenantTag }
  return {
    kind: 'done',
    evidence: [
      { label: 'Restored', value: name },
      { label: 'Engine version', value: current.engineVersion ?? 'unknown' },
      { label: 'Compared with before', value: `no difference in ${sorted(traits.map(({ label }) => label.toLowerCase()))}` },
      ...monitoringEvidence(before, current),
      { label: 'Not compared', value: notCompared },
      { label: 'Kept aside', value: `${asideName}, without its tag ${tenantTag}: it is nobody’s until somebody deletes it` },
    ],
  }
}

function withoutAside({ name, asideName, snapshot, before, current }: RestoreSight): RestoreStep {
  if (current === undefined) return { kind: 'unclear', message: `Neither ${name} nor ${asideName} is there. Look for it in AWS before anything else.` }
  if (areTwo(before, current)) return { kind: 'unclear', message: `${name} is another database than this run began with: it is ${current.resourceId}, not ${before.resourceId}, and ${asideName} is not there. Nothing was done. Somebody may have replaced it: ask before anything else.` }
  if (unrenamable.test(current.status))
    return { kind: 'stuck', message: `${name} is ${current.status}: AWS renames no database in this state, so it cannot be set aside and its name stays taken. Its snapshot ${snapshot} is there. Delete ${name} in AWS, restore ${snapshot} under the name ${name}, then say that it was done; or repair it and try again.` }
  return current.status === 'renaming' ? { kind: 'wait', message: `${name} is being renamed.` } : { kind: 'setAside' }
}

/** A name may go over to another database; the resource ID never does. Where AWS did not say it, neither is known. */
const areTwo = (one: DatabaseState, other: DatabaseState): boolean => one.resourceId !== undefined && other.resourceId !== undefined && one.resourceId !== other.resourceId
const areSame = (one: DatabaseState, other: DatabaseState): boolean => one.resourceId !== undefined && one.resourceId === other.resourceId

const specOf = (name: string, before: DatabaseState): RestoreSpec => ({
  databaseId: name,
  ...given('instanceClass', before.instanceClass),
  ...given('multiAz', before.multiAz),
  ...given('subnetGroup', before.subnetGroup),
  ...given('parameterGroup', before.parameterGroups[0]?.name),
  ...given('optionGroup', before.optionGroups[0]),
  ...(before.securityGroups.length > 0 ? { securityGroups: before.securityGroups } : {}),
  ...(before.logExports.length > 0 ? { logExports: before.logExports } : {}),
  ...given('retentionDays', before.retentionDays),
  ...given('deletionProtection', before.deletionProtection),
  ...given('copyTagsToSnapshot', before.copyTagsToSnapshot),
  ...given('publiclyAccessible', before.publiclyAccessible),
  tags: ownTags(before.tags),
})

/** AWS keeps tags of its own, which nobody else may set. */
const ownTags = (tags: Tags): Tags => Object.fromEntries(Object.entries(tags).filter(([key]) => !key.startsWith('aws:')))

const given = <K extends string, V>(key: K, value: V | undefined): { readonly [k in K]?: V } => (value === undefined ? {} : ({ [key]: value } as { readonly [k in K]?: V })) // one key, its value

interface Trait {
  readonly label: string
  readonly of: (state: DatabaseState) => string | undefined
  /** Absent: cannot be set afterwards. */
  readonly set?: (before: DatabaseState) => Partial<DatabaseChange>
}

const sorted = (names: readonly string[]): string => [...names].sort().join(', ')
const tagText = (tags: Tags): string => sorted(Object.entries(ownTags(tags)).map(([key, value]) => `${key}=${value}`))
const onOff = (is: boolean | undefined): string | undefined => (is === undefined ? undefined : is ? 'on' : 'off')

const traits: readonly Trait[] = [
  { label: 'Engine version', of: ({ engineVersion }) => engineVersion },
  { label: 'Class', of: ({ instanceClass }) => instanceClass, set: ({ instanceClass }) => given('instanceClass', instanceClass) },
  { label: 'Multi-AZ', of: ({ multiAz }) => onOff(multiAz), set: ({ multiAz }) => given('multiAz', multiAz) },
  { label: 'Subnet group', of: ({ subnetGroup }) => subnetGroup },
  { label: 'Parameter group', of: ({ parameterGroups }) => parameterGroups[0]?.name, set: ({ parameterGroups }) => given('parameterGroup', parameterGroups[0]?.name) },
  { label: 'Option group', of: ({ optionGroups }) => optionGroups[0], set: ({ optionGroups }) => given('optionGroup', optionGroups[0]) },
  { label: 'Security groups', of: ({ securityGroups }) => sorted(securityGroups), set: ({ securityGroups }) => ({ securityGroups }) },
  { label: 'Log exports', of: ({ logExports }) => sorted(logExports), set: ({ logExports }) => ({ logExports }) },
  { label: 'Backup retention', of: ({ retentionDays }) => retentionDays?.toString(), set: ({ retentionDays }) => given('retentionDays', retentionDays) },
  { label: 'Deletion protection', of: ({ deletionProtection }) => onOff(deletionProtection), set: ({ deletionProtection }) => given('deletionProtection', deletionProtection) },
  { label: 'Tags to snapshots', of: ({ copyTagsToSnapshot }) => onOff(copyTagsToSnapshot), set: ({ copyTagsToSnapshot }) => given('copyTagsToSnapshot', copyTagsToSnapshot) },
  { label: 'Performance Insights', of: ({ performanceInsights }) => onOff(performanceInsights), set: ({ performanceInsights }) => given('performanceInsights', performanceInsights) },
  { label: 'IAM authentication', of: ({ iamAuthentication }) => onOff(iamAuthentication), set: ({ iamAuthentication }) => given('iamAuthentication', iamAuthentication) },
  { label: 'Public access', of: ({ publiclyAccessible }) => onOff(publiclyAccessible), set: ({ publiclyAccessible }) => given('publiclyAccessible', publiclyAccessible) },
  { label: 'Backup window', of: ({ backupWindow }) => backupWindow, set: ({ backupWindow }) => given('backupWindow', backupWindow) },
  { label: 'Maintenance window', of: ({ maintenanceWindow }) => maintenanceWindow, set: ({ maintenanceWindow }) => given('maintenanceWindow', maintenanceWindow) },
  { label: 'IOPS', of: ({ iops }) => iops?.toString(), set: ({ iops }) => given('iops', iops) },
  { label: 'Storage autoscaling limit', of: ({ maxStorageGib }) => maxStorageGib?.toString(), set: ({ maxStorageGib }) => given('maxStorageGib', maxStorageGib) },
  { label: 'Key', of: ({ kmsKeyId }) => kmsKeyId },
  { label: 'Tags', of: ({ tags }) => tagText(tags) },
]

/** It writes under a role, and a run may hand over none: that is left to an operator. */
function monitoringEvidence({ monitoringSeconds: was }: DatabaseState, { monitoringSeconds: is }: DatabaseState): readonly Evidence[] {
  if (was === undefined) return []
  return [{ label: 'Enhanced monitoring', value: was === is ? 'as before' : `was every ${was} s, is ${is === undefined || is === 0 ? 'off' : `every ${is} s`}: set it by hand, with the role that it needs` }]
}

/** A restored database has them of its snapshot or of AWS's defaults. Certificates are left to AWS: an old one may not be asked for any more. */
const notCompared = 'certificate authority, storage throughput, processor features, Active Directory, Performance Insights retention and key'

/** What AWS did not say before cannot be missed. */
export function differencesOf(before: DatabaseState, now: DatabaseState): readonly Difference[] {
  return traits.flatMap(({ label, of }) => {
    const was = of(before)
    const is = of(now) ?? 'unknown'
    return was === undefined || was === is ? [] : [{ label, before: was, now: is }]
  })
}

function settle(before: DatabaseState, current: DatabaseState, differences: readonly Difference[]): RestoreStep {
  const differing = new Set(differences.map(({ label }) => label))
  const changes = traits.filter(({ label }) => differing.has(label)).map(({ set }) => set?.(before) ?? {})
  const change = Object.assign({}, ...changes) as Partial<DatabaseChange> // each a part of one
  const hasTags = differing.has('Tags')
  if (Object.keys(change).length === 0 && !hasTags) return { kind: 'stuck', message: `${current.id} was made from the snapshot, but is not as it was: ${differenceWords(differences)}. This cannot be set afterwards.` }
  return { kind: 'settle', ...(Object.keys(change).length > 0 ? { change: { ...change, now: true } } : {}), ...(hasTags ? { tags: ownTags(before.tags) } : {}), differences }
}

export const differenceWords = (differences: readonly Difference[]): string => differences.map(({ label, before, now }) => `${label.toLowerCase()} was ${before}, is ${now}`).join('; ')
