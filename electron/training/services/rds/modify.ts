import { majorOf, upgradeTo } from '../../deeds/engine-versions'
import { nextWindowMs } from '../../deeds/maintenance-window'
import { modificationWork, type Modification } from '../../deeds/modification'
import { notRenamed, renamed } from '../../deeds/renaming'
import { workOn } from '../../deeds/work'
import { settingsAt } from '../../world/database-settings'
import { databaseShape } from '../../world/database-shape'
import { retentionAt } from '../../world/database-backups'
import type { DatabaseEffect, DatabaseShape, Effect, Mishap } from '../../world/effects'
import type { Database, DatabaseSettings, Place } from '../../world/fleet-model'
import { withDeeds, type World } from '../../world/world'
import type { ServiceFault } from '../../wire/service-fault'
import type { Input } from '../input'
import { answered, operation, refused } from '../operation'
import { rdsFaults } from './faults'
import { databaseByIdOrArn, instanceTree, statusNow } from './instances'

/** What is set at once, without taking the database away; a parameter group still waits for a restart. */
const quickMs = 20_000

/** Changes are made now or in the next maintenance window; asked for again, what waits is replaced by what is asked for. */
export const modifyDbInstance = operation('rds', ({ world, place, input }) => {
  const id = input.text('DBInstanceIdentifier') ?? ''
  const database = databaseByIdOrArn(place, id)
  if (database === undefined) return refused(rdsFaults.noInstance(id))
  const status = statusNow(world, database)
  if (!modifiable.has(status)) return refused(rdsFaults.notAvailable(database.id, status))
  const now = stateOf(world, database)
  const read = readModification(input, place, database, now)
  if (input.problem !== undefined) return refused(input.problem)
  const isNow = input.flag('ApplyImmediately') === true
  const quick = quickEffects(database, readQuick(input), readRetention(input, now), world.nowMs)
  const open = { ...stillWaiting(world, database), ...read }
  const hasWork = Object.keys(isNow ? open : read).length > 0
  if (!hasWork && quick.length === 0) return answered({ DBInstance: instanceTree(world, database) })
  const times = { fromMs: isNow ? world.nowMs : nextWindowMs(database, world.nowMs), askedAtMs: world.nowMs, mishaps: mishapsOf(now.effects, world.nowMs) }
  const work = hasWork ? modificationWork(database, now.shape, open, times) : { effects: [], endsAtMs: world.nowMs }
  const mine = work.effects.map((effect): DatabaseEffect => (isNow ? effect : { ...effect, deed: deedOf(database) }))
  const before = hasWork ? withoutWaiting(world, database) : world
  const base = withDeeds(before, { effects: [...before.deeds.effects, ...quick, ...mine] })
  const after = open.newId === undefined || !hasWork ? base : renamed(base, database, open.newId, work.endsAtMs)
  return { ...answered({ DBInstance: instanceTree(after, database) }), world: after }
})

/** RDS takes changes while it backs up or optimizes storage, and no others. */
const modifiable = new Set(['available', 'backing-up', 'storage-optimization', 'storage-full', 'incompatible-parameters'])

const deedOf = ({ key }: Database): string => `modification of ${key}`

interface State {
  readonly effects: readonly DatabaseEffect[]
  readonly shape: DatabaseShape
  readonly settings: DatabaseSettings
  readonly retentionDays: number
}

export function stateOf(world: World, database: Database): State {
  const effects = world.effects.database(database)
  return { effects, shape: databaseShape(database, effects, world.nowMs), settings: settingsAt(database, effects, world.nowMs), retentionDays: retentionAt(database, effects, world.nowMs) }
}

export const mishapsOf = (effects: readonly DatabaseEffect[], nowMs: number): readonly Mishap[] => effects.flatMap(({ mishap, fromMs, toMs }) => (mishap !== undefined && fromMs <= nowMs && nowMs < toMs ? [mishap] : []))

function readModification(input: Input, place: Place, database: Database, { settings, shape }: State): Modification {
  const version = input.text('EngineVersion')
  const instanceClass = input.text('DBInstanceClass')
  const storageGib = input.whole('AllocatedStorage', { min: 20, max: 65_536 })
  const multiAz = input.flag('MultiAZ')
  const newId = input.text('NewDBInstanceIdentifier')?.toLowerCase()
  if (newId !== undefined && newId !== database.id && place.databaseById.has(newId)) input.fail(rdsFaults.instanceExists())
  if (storageGib !== undefined && storageGib < settings.storageGib) input.fail(rdsFaults.combination('Requested storage cannot be less than the current storage.'))
  return {
    ...(version === undefined || version === settings.engineVersion ? {} : readUpgrade(input, database, settings, version)),
    ...(instanceClass === undefined || instanceClass === settings.instanceClass ? {} : readClass(input, instanceClass)),
    // RDS rounds up what is less than a tenth more.
    ...(storageGib === undefined || storageGib <= settings.storageGib ? {} : { storageGib: Math.max(storageGib, Math.ceil(settings.storageGib * 1.1)) }),
    ...(multiAz === undefined || multiAz === shape.multiAz ? {} : { multiAz }),
    ...(newId === undefined || newId === database.id ? {} : { newId }),
  }
}

function readUpgrade(input: Input, { engine }: Database, { engineVersion }: DatabaseSettings, version: string): Modification {
  const upgrade = upgradeTo(engine, engineVersion, version)
  const refuse = (fault: ServiceFault): Modification => (input.fail(fault), {})
  if (upgrade === undefined) return refuse(rdsFaults.combination(`Cannot upgrade ${engine} from ${engineVersion} to ${version}`))
  if (upgrade.isMajor && input.flag('AllowMajorVersionUpgrade') !== true) return refuse(rdsFaults.combination(`The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version (${majorOf(engine, version)}).`))
  return { upgrade: { version, isMajor: upgrade.isMajor } }
}

function readClass(input: Input, instanceClass: string): Modification {
  if (!/^db\.[a-z0-9-]+\.[a-z0-9-]+$/.test(instanceClass)) input.fail(rdsFaults.value(`Invalid DB Instance class: ${instanceClass}`))
  return { instanceClass }
}

/** The world without what was left for the window and is not done. */
function withoutWaiting(world: World, database: Database): World {
  const isOver = (effect: Effect): boolean => (effect.on === 'database' && effect.waiting !== undefined ? effect.waiting.toMs <= world.nowMs : effect.fromMs <= world.nowMs)
  return withDeeds(notRenamed(world, database), { effects: notRenamed(world, database).deeds.effects.filter((effect) => effect.deed !== deedOf(database) || isOver(effect)) })
}

/** What was left for the window and has not begun. */
function stillWaiting(world: World, database: Database): Modification {
  const values = world.deeds.effects.flatMap((effect) => (effect.deed === deedOf(database) && effect.on === 'database' && effect.waiting !== undefined && effect.waiting.toMs > world.nowMs ? [effect.waiting.values] : []))
  const all = Object.assign({}, ...values) as Record<string, unknown> // what readModification put there
  const { EngineVersion: version, DBInstanceClass: instanceClass, AllocatedStorage: storageGib, MultiAZ: multiAz, DBInstanceIdentifier: newId } = all
  const before = settingsAt(database, world.effects.database(database), world.nowMs).engineVersion
  const upgrade = typeof version === 'string' ? upgradeTo(database.engine, before, version) : undefined
  return {
    ...(typeof storageGib === 'number' ? { storageGib } : {}),
    ...(typeof instanceClass === 'string' ? { instanceClass } : {}),
    ...(typeof multiAz === 'boolean' ? { multiAz } : {}),
    ...(upgrade === undefined ? {} : { upgrade }),
    ...(typeof newId === 'string' ? { newId } : {}),
  }
}

function readQuick(input: Input): Partial<DatabaseSettings> {
  const parameterGroup = input.text('DBParameterGroupName')
  const optionGroup = input.text('OptionGroupName')
  const securityGroups = input.texts('VpcSecurityGroupIds')
  const logExports = input.record('CloudwatchLogsExportConfiguration')?.texts('EnableLogTypes') ?? []
  const deletionProtection = input.flag('DeletionProtection')
  const copyTagsToSnapshot = input.flag('CopyTagsToSnapshot')
  return {
    ...(parameterGroup === undefined ? {} : { parameterGroup }),
    ...(optionGroup === undefined ? {} : { optionGroup }),
    ...(securityGroups.length === 0 ? {} : { securityGroups }),
    ...(logExports.length === 0 ? {} : { logExports }),
    ...(deletionProtection === undefined ? {} : { deletionProtection }),
    ...(copyTagsToSnapshot === undefined ? {} : { copyTagsToSnapshot }),
  }
}

function readRetention(input: Input, { retentionDays }: State): number | undefined {
  const days = input.whole('BackupRetentionPeriod', { min: 0, max: 35 })
  return days === retentionDays ? undefined : days
}

function quickEffects(database: Database, values: Partial<DatabaseSettings>, retentionDays: number | undefined, nowMs: number): readonly DatabaseEffect[] {
  if (Object.keys(values).length === 0 && retentionDays === undefined) return []
  const appliedMs = nowMs + quickMs
  const modifying = workOn(database, { fromMs: nowMs + quickMs / 4, toMs: appliedMs, status: 'modifying', isDown: false, more: { settings: { fromMs: appliedMs, values } } })
  if (retentionDays === undefined) return [modifying]
  const asked: DatabaseEffect = {
    on: 'database',
    kind: 'db.retention-changed',
    target: database,
    fromMs: appliedMs,
    toMs: Infinity,
    retentionDays,
    waiting: { fromMs: nowMs, toMs: appliedMs, values: { BackupRetentionPeriod: retentionDays } },
    notices: retentionDays === 0 ? [{ atMs: appliedMs, meaning: 'backupsDisabled', parts: [] }] : [],
    truth: [{ kind: 'db.retention-changed', fromMs: appliedMs, toMs: Infinity, checks: ['backup-retention', 'pitr-window', 'daily-snapshots', ...(retentionDays === 0 ? ['recovery-point'] : [])], explainsOnly: true }],
  }
  return [modifying, asked]
}
