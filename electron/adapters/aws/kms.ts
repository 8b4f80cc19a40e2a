import { DescribeKeyCommand, type KMSClient } from '@aws-sdk/client-kms'
import { appError } from '#shared/kernel/app-error'
import { err, ok } from '#shared/kernel/result'
import type { KmsKeyRecord } from '#shared/fleet/records'
import type { Call, Reply } from '#electron/ports/aws-reader'
import { omitAbsent } from './omit-absent'
import { ownCopies } from './own-copy'
import { send, type Exchange } from './send'

/** One request a key. The record keeps the name that was asked by, which is how databases name it. */
export async function fetchKey(kms: KMSClient, exchange: Exchange, call: Call, keyId: string): Promise<Reply<KmsKeyRecord>> {
  const reply = await send(exchange, call, 'kms', 'DescribeKey', (abortSignal) => kms.send(new DescribeKeyCommand({ KeyId: keyId }), { abortSignal }))
  if (!reply.ok) return reply
  const { output, dateMs } = reply.value
  const metadata = output.KeyMetadata
  if (metadata === undefined) return err(appError('unreadableReply', 'The description of a key is missing from a reply. A proxy may have changed it; it is tried again.'))
  const { KeyState: state, KeyManager: manager, Origin: origin, DeletionDate: deletion, ValidTo: validTo } = metadata
  const record: KmsKeyRecord = { kind: 'kms-key', key: keyId, readAtMs: dateMs, ...omitAbsent({ state, manager, origin, deletionAtMs: deletion?.getTime(), validToMs: validTo?.getTime() }) }
  return ok({ records: ownCopies([record]), dateMs })
}
