import { isChanged } from '../world/service-state'
import { list } from '../wire/tree'
import { answered, operation, refused } from './operation'

export const describeServer = operation('common', ({ world, place, input }) => {
  const id = input.text('ServerId')
  if (id === undefined) return refused({ code: 'InvalidRequestException', status: 400, message: 'ServerId is required' })
  const server = place.services.sftpServers.find((each) => each.id === id)
  if (server === undefined) return refused({ code: 'ResourceNotFoundException', status: 400, message: `Unknown server ${id}` })
  return answered({
    Server: {
      Arn: server.key,
      Domain: 'S3',
      EndpointType: 'PUBLIC',
      HostKeyFingerprint: server.hostKeyFingerprint,
      IdentityProviderType: 'SERVICE_MANAGED',
      LoggingRole: `arn:aws:iam::${server.account}:role/transfer-logging`,
      Protocols: list(['SFTP']),
      SecurityPolicyName: 'TransferSecurityPolicy-2024-01',
      ServerId: server.id,
      State: isChanged(world, server, 'offline') ? 'OFFLINE' : 'ONLINE',
      Tags: list([{ Key: 'tenant', Value: server.tenant }]),
      UserCount: server.users,
    },
  })
})
