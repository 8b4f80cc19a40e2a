import { DescribeServerCommand, TransferClient } from '@aws-sdk/client-transfer'
import { appError } from '#shared/kernel/app-error'
import { err, ok } from '#shared/kernel/result'
import type { SftpServerRecord } from '#shared/fleet/service-records'
import type { Call, Reply } from '#electron/ports/aws-reader'
import { withDates, type ClientConfig, type Clients } from './clients'
import { dateMiddlewareOptions, jsonDateMiddleware } from './date'
import { omitAbsent } from './omit-absent'
import { ownCopies } from './own-copy'
import { send, type Exchange } from './send'

const open = (config: ClientConfig): TransferClient => withDates(new TransferClient(config), (client) => client.middlewareStack.add(jsonDateMiddleware, dateMiddlewareOptions))

/** `arn:aws:transfer:<region>:<account>:server/<id>` */
export async function fetchSftpServer(clients: Clients, exchange: Exchange, call: Call, arn: string): Promise<Reply<SftpServerRecord>> {
  const transfer = clients.later('transfer', open)
  const id = arn.slice(arn.lastIndexOf('/') + 1)
  const reply = await send(exchange, call, 'transfer', 'DescribeServer', (abortSignal) => transfer.send(new DescribeServerCommand({ ServerId: id }), { abortSignal }))
  if (!reply.ok) return reply
  const { output, dateMs } = reply.value
  if (output.Server === undefined) return err(appError('unreadableReply', 'The description of an SFTP server is missing from a reply. A proxy may have changed it; it is tried again.'))
  const { State: state, Protocols: protocols, EndpointType: endpointType, HostKeyFingerprint: hostKeyFingerprint, UserCount: users, SecurityPolicyName: securityPolicy } = output.Server
  return ok({ records: ownCopies([{ kind: 'sftp-server' as const, key: arn, id, readAtMs: dateMs, ...omitAbsent({ state, protocols, endpointType, hostKeyFingerprint, users, securityPolicy }) }]), dateMs })
}
