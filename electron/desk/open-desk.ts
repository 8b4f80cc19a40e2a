import type { FleetConfig } from '#shared/fleet/fleet-config'
import type { AppError } from '#shared/kernel/app-error'
import { ok, type Result } from '#shared/kernel/result'
import type { LocalDesk } from '#electron/adapters/sqlite/desk/local-desk'
import { createSqliteDeskStore } from '#electron/adapters/sqlite/desk/sqlite-desk-store'
import type { DatabaseFile } from '#electron/adapters/sqlite/open-database'
import type { Clock, Ids, Timers } from '#electron/ports/clock'
import type { CredentialSource } from '#electron/ports/credentials'
import type { DeskStore } from '#electron/ports/desk-store'
import type { DeskState } from '#electron/ports/fleet-desk'
import type { Logger } from '#electron/ports/logger'
import { bindDesk } from './desk-binding'
import { createCopiedDeskStore } from './copied-desk-store'

export interface OpenDeskOptions {
  readonly config: Pick<FleetConfig, 'deskStore' | 'signIn' | 'accounts' | 'endpoint'>
  /** Checked with `loopbackEndpoint`; absent: AWS. */
  readonly endpoint?: string
  readonly credentials: CredentialSource
  /** Opens this machine's file of the desk: in a worker, or in the thread that calls. */
  readonly openLocal: (file: DatabaseFile) => Promise<Result<LocalDesk, AppError>>
  readonly file: DatabaseFile
  /** Somebody named the file: it may be another fleet's. Default: no. */
  readonly isNamedFile?: boolean
  /** Who sits here: the name under which one machine's desk keeps what they say. */
  readonly person: () => Promise<Result<string, AppError>>
  /** The fleet's time. */
  readonly clock: Clock
  readonly timers: Timers
  readonly ids: Ids
  readonly logger: Logger
}

export interface OpenedDesk {
  readonly store: DeskStore
  readonly state: DeskState
  /** The same desk, written by somebody who does not exist: for practising. Undefined where the store itself says who writes. */
  readonly writtenBy?: (person: string) => DeskStore
  close(): Promise<void>
}

/** The desk's store as the fleet file says: this machine's file, or a table in AWS of which this machine keeps copies. `forbidden`: the file is another fleet's. */
export async function openDesk(options: OpenDeskOptions): Promise<Result<OpenedDesk, AppError>> {
  const { config, openLocal, file, logger } = options
  const local = await openLocal(file)
  const setAside = local.ok && local.value.setAside !== undefined ? { setAside: local.value.setAside } : {}
  if (setAside.setAside !== undefined) logger.error('desk.setAside', { file: setAside.setAside })
  if (config.deskStore.kind === 'sqlite') {
    if (!local.ok) return local
    const { desk } = local.value
    // An empty one in the place of a damaged one belongs to nobody yet.
    const bound = setAside.setAside === undefined ? await bindDesk({ config, desk, file: file.file, isNamed: options.isNamedFile ?? false, ids: options.ids }) : ok(null)
    if (!bound.ok) {
      await local.value.close()
      return bound
    }
    const writtenBy = (person: OpenDeskOptions['person']): DeskStore => createSqliteDeskStore({ desk, clock: options.clock, person })
    return ok({ store: writtenBy(options.person), writtenBy: (person) => writtenBy(async () => ok(person)), state: { kind: 'sqlite', ...setAside }, close: () => local.value.close() })
  }
  const remote = await openTable(options, config.deskStore)
  // Without a place for copies the desk works all the same, as long as its store is reached.
  if (!local.ok) logger.warn('desk.noCopies', { words: local.error.message })
  const store = local.ok ? createCopiedDeskStore(remote, local.value.copies, logger) : remote
  const close = async (): Promise<void> => {
    remote.close()
    if (local.ok) await local.value.close()
  }
  return ok({ store, state: { kind: 'dynamodb', ...setAside }, close })
}

/** The SDK's client is loaded only by a desk that has a table. */
async function openTable({ endpoint, credentials, clock, timers, ids }: OpenDeskOptions, { table, account, region }: FleetConfig['deskStore'] & { readonly kind: 'dynamodb' }): Promise<DeskStore & { close(): void }> {
  const { createDynamoDeskStore } = await import('#electron/adapters/aws/desk/dynamodb-desk-store')
  return createDynamoDeskStore({ table, account, region, ...(endpoint === undefined ? {} : { endpoint }), credentials, clock, timers, ids })
}
