import { databaseOfKey, keyIdOf, keyShape } from '../world/database-key'
import type { KeyShape } from '../world/effects'
import type { Database } from '../world/fleet-model'
import type { World } from '../world/world'
import { instant, list, maybeInstant, type Tree } from '../wire/tree'
import { uuidOf } from '../world/place'
import { answered, operation, refused } from './operation'

/** Keys of this account and Region, by id or ARN, and the one that RDS takes when nobody names one. Another account's key is its owner's to show. */
export const describeKey = operation('common', ({ world, place, input, identity }) => {
  const asked = input.text('KeyId')
  if (asked === undefined) return refused({ code: 'ValidationException', status: 400, message: "1 validation error detected: Value null at 'keyId' failed to satisfy constraint: Member must not be null" })
  const named = readName(asked)
  if (named === undefined) return refused({ code: 'NotFoundException', status: 400, message: `Invalid keyId '${asked}'` })
  if (named.account !== undefined && named.account !== identity.account)
    return refused({ code: 'AccessDeniedException', status: 400, message: `User: ${identity.arn} is not authorized to perform: kms:DescribeKey on resource: ${asked} because no resource-based policy allows the kms:DescribeKey action` })
  if (named.region !== undefined && named.region !== place.region) return refused({ code: 'NotFoundException', status: 400, message: `Invalid arn ${named.region}` })
  if (named.key === 'alias/aws/rds') return answered({ KeyMetadata: defaultKey(world, place) })
  const database = databaseOfKey(place, named.key)
  if (database === undefined) return refused({ code: 'NotFoundException', status: 400, message: `Key '${asked}' does not exist` })
  return answered({ KeyMetadata: metadata(database, keyShape(database, world.effects.database(database), world.nowMs)) })
})

function readName(text: string): { readonly account?: string; readonly region?: string; readonly key: string } | undefined {
  const arn = /^arn:aws:kms:([a-z0-9-]+):(\d{12}):(key\/([\w-]+)|alias\/[\w/-]+)$/.exec(text)
  if (arn !== null) return { region: arn[1] ?? '', account: arn[2] ?? '', key: arn[4] ?? arn[3] ?? '' }
  return /^[\w/-]+$/.test(text) ? { key: text } : undefined
}

function metadata(database: Database, { state, deletionAtMs, validToMs }: KeyShape): Tree {
  const keyId = keyIdOf(database)
  return {
    ...common(database.account, database.region, keyId),
    CreationDate: instant(database.createdAtMs),
    Enabled: state === 'Enabled',
    Description: `${database.tenant}, ${database.environment}`,
    KeyState: state,
    DeletionDate: maybeInstant(deletionAtMs),
    ValidTo: state === 'PendingImport' ? undefined : maybeInstant(validToMs),
    Origin: validToMs === undefined ? 'AWS_KMS' : 'EXTERNAL',
    ExpirationModel: validToMs === undefined || state === 'PendingImport' ? undefined : 'KEY_MATERIAL_EXPIRES',
    KeyManager: 'CUSTOMER',
  }
}

function defaultKey(world: World, { account, region }: { readonly account: string; readonly region: string }): Tree {
  return {
    ...common(account, region, uuidOf(world.fleet.seed, 'default-key', account, region)),
    CreationDate: instant(world.fleet.startAtMs - 900 * 86_400_000),
    Enabled: true,
    Description: 'Default key that protects my RDS database volumes when no other key is defined',
    KeyState: 'Enabled',
    Origin: 'AWS_KMS',
    KeyManager: 'AWS',
  }
}

const common = (account: string, region: string, keyId: string): { readonly [member: string]: Tree } => ({
  AWSAccountId: account,
  KeyId: keyId,
  Arn: `arn:aws:kms:${region}:${account}:key/${keyId}`,
  KeyUsage: 'ENCRYPT_DECRYPT',
  CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
  KeySpec: 'SYMMETRIC_DEFAULT',
  EncryptionAlgorithms: list(['SYMMETRIC_DEFAULT']),
  MultiRegion: false,
})
