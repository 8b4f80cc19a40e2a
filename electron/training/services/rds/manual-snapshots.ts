import { minuteMs } from '#shared/kernel/time'
import { said, workOn } from '../../deeds/work'
import { chance } from '../../world/chance'
import { copiesKept } from '../../world/database-copies'
import { keyArnOf } from '../../world/database-key'
import { settingsAt } from '../../world/database-settings'
import { databaseShape } from '../../world/database-shape'
import type { DatabaseEffect } from '../../world/effects'
import type { Database, Place, Tags } from '../../world/fleet-model'
import { progressOf, snapshotArn, snapshotTakesMs, workEndsAt, type ManualSnapshot } from '../../world/manual-snapshots'
import { zone } from '../../world/place'
import { withDeeds, type World } from '../../world/world'
import { instant, list, type Tree } from '../../wire/tree'
import type { Input } from '../input'
import { answered, operation, refused } from '../operation'
import { copiesIn } from './copies'
import { rdsFaults } from './faults'
import { databaseByIdOrArn, engineFacts, statusNow, tagsOf, tagTrees } from './instances'
import { findSnapshot } from './named-snapshot'

export interface ManualHere {
  readonly id: string
  readonly database: Database
  readonly manual: ManualSnapshot
}

export const manualSnapshotsIn = ({ deeds }: World, { account, region }: Pick<Place, 'account' | 'region'>): readonly ManualHere[] =>
  deeds.snapshots.filter((manual) => manual.account === account && manual.region === region).map((manual) => ({ id: manual.id, database: manual.database, manual }))

/** As raised for what the account's backup jobs keep here. */
export function manualQuota(world: World, place: Place): { readonly used: number; readonly max: number } {
  const kept = world.places.copiedInto(place.account, place.region).length * copiesKept
  return { used: copiesIn(world, place).length + manualSnapshotsIn(world, place).length, max: Math.max(100, Math.ceil((kept * 1.25) / 100) * 100) }
}

const namePattern = /^[a-z](?!.*--)[a-z0-9-]{0,254}(?<!-)$/i

function readName(input: Input, parameter: string): string | undefined {
  const id = input.text(parameter)
  if (id === undefined) input.fail(rdsFaults.missing(parameter))
  else if (!namePattern.test(id)) input.fail(rdsFaults.value(`The parameter ${parameter} is not a valid identifier. Identifiers must begin with a letter; must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens.`))
  return id?.toLowerCase()
}

export const readTags = (input: Input): Tags => Object.fromEntries(input.records('Tags').map((tag) => [tag.text('Key') ?? '', tag.text('Value') ?? '']))

const isTaken = (world: World, place: Place, id: string): boolean => [...manualSnapshotsIn(world, place), ...copiesIn(world, place)].some((each) => each.id === id)

/** Needs `available`; the database backs up meanwhile. Automated ones are made by nobody, and named `rds:`. */
export const createDbSnapshot = operation('rds', ({ world, place, input }) => {
  const id = readName(input, 'DBSnapshotIdentifier')
  const databaseId = input.text('DBInstanceIdentifier') ?? ''
  const database = databaseByIdOrArn(place, databaseId)
  const quota = manualQuota(world, place)
  if (id === undefined || input.problem !== undefined) return refused(input.problem ?? rdsFaults.missing('DBSnapshotIdentifier'))
  if (database === undefined) return refused(rdsFaults.noInstance(databaseId))
  if (isTaken(world, place, id)) return refused(rdsFaults.snapshotExists(id))
  const status = statusNow(world, database)
  if (status !== 'available') return refused(rdsFaults.notAvailable(database.id, status))
  if (quota.used >= quota.max) return refused(rdsFaults.tooManySnapshots(quota.max))
  const { nowMs } = world
  const effects = world.effects.database(database)
  const settings = settingsAt(database, effects, nowMs)
  const tags = readTags(input)
  const snapshot: ManualSnapshot = {
    id,
    account: place.account,
    region: place.region,
    database,
    settings,
    az: databaseShape(database, effects, nowMs).az,
    begunAtMs: nowMs,
    movesAtMs: nowMs,
    endsAtMs: nowMs + snapshotTakesMs(database, nowMs, settings.storageGib),
    fails: hasMishap(effects, nowMs, 'snapshotFails'),
    tags: Object.keys(tags).length === 0 && settings.copyTagsToSnapshot ? tagsOf(world, database) : tags,
    keyArn: keyArnOf(database),
  }
  const after = withDeeds(world, { snapshots: [...world.deeds.snapshots, snapshot], effects: [...world.deeds.effects, backingUp(database, snapshot)] })
  return { ...answered({ DBSnapshot: manualTree(after, snapshot) }), world: after }
})

export const hasMishap = (effects: readonly DatabaseEffect[], nowMs: number, kind: string): boolean => effects.some(({ mishap, fromMs, toMs }) => mishap?.kind === kind && fromMs <= nowMs && nowMs < toMs)

function backingUp(database: Database, snapshot: ManualSnapshot): DatabaseEffect {
  const toMs = workEndsAt(snapshot)
  const started = said('backupStarted', snapshot.begunAtMs)
  return workOn(database, { fromMs: snapshot.begunAtMs, toMs, status: 'backing-up', isDown: false, more: { notices: snapshot.fails ? [started] : [started, said('backupFinished', toMs)] } })
}

/** At most so many copies are on their way into a Region. */
const mostInFlight = 20

/** From this Region or another; across Regions an encrypted one needs a key of the Region that it goes to. */
export const copyDbSnapshot = operation('rds', ({ world, place, input }) => {
  const id = readName(input, 'TargetDBSnapshotIdentifier')
  const sourceName = input.text('SourceDBSnapshotIdentifier') ?? ''
  const key = input.text('KmsKeyId')
  const quota = manualQuota(world, place)
  if (id === undefined || input.problem !== undefined) return refused(input.problem ?? rdsFaults.missing('TargetDBSnapshotIdentifier'))
  const source = findSnapshot(world, place, sourceName)
  if (source === undefined) return refused(rdsFaults.noSnapshot(sourceName))
  if (isTaken(world, place, id)) return refused(rdsFaults.snapshotExists(id))
  if (source.status !== 'available') return refused(rdsFaults.snapshotNotAvailable(source.id, source.status))
  const isAway = source.region !== place.region
  if (isAway && key === undefined) return refused(rdsFaults.combination('PreSignedUrl and KmsKeyId must be specified when copying an encrypted snapshot across Regions.'))
  if (quota.used >= quota.max) return refused(rdsFaults.tooManySnapshots(quota.max))
  const { nowMs } = world
  const inFlight = manualSnapshotsIn(world, place).filter(({ manual }) => manual.source !== undefined && progressOf(manual, nowMs).status === 'creating')
  if (inFlight.length >= mostInFlight) return refused(rdsFaults.tooManyCopies(mostInFlight))
  const draw = (what: string): number => chance(source.database.noise, id, nowMs, what)
  const movesAtMs = nowMs + Math.floor((isAway ? 1 + draw('queue') * 6 : 0.2) * minuteMs)
  const copy: ManualSnapshot = {
    id,
    account: place.account,
    region: place.region,
    database: source.database,
    settings: source.settings,
    az: zone(place.region, 0),
    begunAtMs: nowMs,
    movesAtMs,
    endsAtMs: movesAtMs + Math.floor((isAway ? 15 + draw('length') * 25 : 4 + draw('length') * 6) * minuteMs),
    fails: hasMishap(world.effects.database(source.database), nowMs, 'snapshotFails'),
    tags: input.flag('CopyTags') === true ? { ...source.tags, ...readTags(input) } : readTags(input),
    keyArn: key?.startsWith('arn:') === true ? key : key === undefined ? source.keyArn : `arn:aws:kms:${place.region}:${place.account}:key/${key}`,
    source: { arn: source.arn, region: source.region, originalAtMs: source.originalAtMs },
  }
  const after = withDeeds(world, { snapshots: [...world.deeds.snapshots, copy] })
  return { ...answered({ DBSnapshot: manualTree(after, copy) }), world: after }
})

export function manualTree(world: World, snapshot: ManualSnapshot): Tree {
  const { database, settings, source } = snapshot
  const { status, percent } = progressOf(snapshot, world.nowMs)
  const engine = engineFacts[database.engine]
  const isMade = status !== 'creating'
  const arn = snapshotArn(snapshot)
  return {
    DBSnapshotIdentifier: snapshot.id,
    DBInstanceIdentifier: database.id,
    SnapshotCreateTime: isMade ? instant(snapshot.begunAtMs + 1000) : undefined,
    Engine: database.engine,
    AllocatedStorage: settings.storageGib,
    Status: status,
    Port: engine.port,
    AvailabilityZone: snapshot.az,
    VpcId: `vpc-${database.account}`,
    InstanceCreateTime: instant(database.createdAtMs),
    MasterUsername: 'admin',
    EngineVersion: settings.engineVersion,
    LicenseModel: engine.license,
    SnapshotType: 'manual',
    OptionGroupName: settings.optionGroup,
    PercentProgress: percent,
    ...(source === undefined ? {} : { SourceRegion: source.region, SourceDBSnapshotIdentifier: source.arn }),
    StorageType: 'gp3',
    Encrypted: true,
    KmsKeyId: snapshot.keyArn,
    DBSnapshotArn: arn,
    IAMDatabaseAuthenticationEnabled: false,
    ProcessorFeatures: list([], 'ProcessorFeature'),
    DbiResourceId: database.resourceId,
    TagList: tagTrees(world.deeds.tags.get(arn) ?? snapshot.tags),
    SnapshotTarget: 'region',
    OriginalSnapshotCreateTime: isMade ? instant(source?.originalAtMs ?? snapshot.begunAtMs + 1000) : undefined,
  }
}
