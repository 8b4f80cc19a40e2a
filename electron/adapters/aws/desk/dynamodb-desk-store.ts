import type { Clock, Ids, Timers } from '#electron/ports/clock'
import type { CredentialSource } from '#electron/ports/credentials'
import type { DeskStore, Writer } from '#electron/ports/desk-store'
import { personOfUserId } from '#shared/desk/statement'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { createClients } from '../clients'
import { CredentialFailure } from '../errors'
import type { Exchange } from '../send'
import { fetchIdentity } from '../sts'
import { createDeskTable } from './create-desk-table'
import { createJournals } from './journals'
import { createLeases } from './leases'
import { createRecords } from './records'
import { createStatements } from './statements'

export interface DynamoDeskOptions {
  readonly table: string
  readonly account: string
  readonly region: string
  /** Checked with `loopbackEndpoint`; absent: AWS. */
  readonly endpoint?: string
  readonly credentials: CredentialSource
  readonly clock: Clock
  readonly timers: Timers
  readonly ids: Ids
  /** Wall time until a silent socket is given up; default 5 s. */
  readonly requestTimeoutMs?: number
}

const defaultTimeoutMs = 5_000

/** The desk of many consoles, in one table of DynamoDB (decision 0032). */
export function createDynamoDeskStore(options: DynamoDeskOptions): DeskStore & { close(): void } {
  const { account, region, endpoint, credentials, clock, timers, ids } = options
  const clients = createClients({
    region,
    ...(endpoint === undefined ? {} : { endpoint }),
    requestTimeoutMs: options.requestTimeoutMs ?? defaultTimeoutMs,
    credentials: async () => {
      const keys = await credentials.forAccount(account)
      if (!keys.ok) throw new CredentialFailure(keys.error)
      return keys.value
    },
  })
  const exchange: Exchange = { account, region, clock, timers, keys: () => credentials.forAccount(account), onExpired: () => credentials.drop(account) }
  const me = createWhoAmI(options, () => fetchIdentity(clients.sts(), exchange, { signal: new AbortController().signal, onRequest: async () => undefined }))
  const table = createDeskTable({ table: options.table, clients, exchange, timers, ids })
  return {
    whoWrites: async () => {
      const identity = await me()
      return identity.ok ? ok(identity.value.writer) : identity
    },
    ...createRecords(table),
    ...createLeases(table),
    ...createJournals(table),
    ...createStatements(
      table,
      async () => {
        const identity = await me()
        return identity.ok ? ok(identity.value.userId) : identity
      },
      ids,
    ),
    close: () => clients.close(),
  }
}

interface Me {
  readonly userId: string
  readonly writer: Writer
}

/** Asked once for each set of keys: with others, somebody else may sit here. */
function createWhoAmI({ account, credentials }: DynamoDeskOptions, identify: () => ReturnType<typeof fetchIdentity>): () => Promise<Result<Me, AppError>> {
  let known: { readonly accessKeyId: string; readonly me: Me } | undefined
  return async () => {
    const keys = await credentials.forAccount(account)
    if (!keys.ok) return keys
    if (known?.accessKeyId === keys.value.accessKeyId) return ok(known.me)
    const identity = await identify()
    if (!identity.ok) return identity.error.retry === 'later' ? err(unanswered(identity.error)) : identity
    const { userId, arn } = identity.value
    if (userId === undefined) return err(appError('unreadableReply', 'AWS did not say whose keys these are. It is tried again.'))
    const me: Me = { userId, writer: { person: personOfUserId(userId), vouchedBy: isVouchedFor(arn) ? 'aws' : 'nobody' } }
    known = { accessKeyId: keys.value.accessKeyId, me }
    return ok(me)
  }
}

const unanswered = ({ at, code }: AppError): AppError =>
  appError('offline', 'AWS does not answer who is signed in. Nothing can be written to the desk’s store until it does; what was read last is still shown. Check network, VPN and proxy.', { ...(at === undefined ? {} : { at }), ...(code === undefined ? {} : { code }) })

/**
 * A session's name is chosen by whoever takes the role. Identity Center takes its own roles itself, in the name of who signed in; a user of
 * IAM is one by their keys.
 */
const isVouchedFor = (arn: string): boolean => /^arn:aws[\w-]*:(sts::\d{12}:assumed-role\/AWSReservedSSO_[^/]+_[0-9a-f]{16}\/|iam::\d{12}:user\/)/.test(arn)
