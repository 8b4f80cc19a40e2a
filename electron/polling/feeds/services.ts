import { minuteMs } from '#shared/kernel/time'
import { ok } from '#shared/kernel/result'
import { guardOf } from '#shared/services/allowlist'
import type { BucketRecord, IpSet, SftpServerRecord, TaggedType, WebAclRecord } from '#shared/fleet/service-records'
import type { Reply } from '#electron/ports/aws-reader'
import type { FeedPoller, PollContext } from './feed-poller'
import { pollInTurns } from './in-turns'
import type { PlaceMemory } from './place-memory'

/** Whether somebody set it right is not left for half an hour. */
const soonMs = 5 * minuteMs

const arnsOf = ({ tagged }: PlaceMemory, type: TaggedType): readonly string[] => (tagged ?? []).filter((resource) => resource.type === type).map(({ key }) => key)

/** The door of each load balancer with a tenant's tag: its web ACL, and who is on the lists that the web ACL goes by. */
export const pollWebAcls: FeedPoller = (context) =>
  pollInTurns<WebAclRecord>(context, {
    feed: 'wafv2.web-acls',
    arns: arnsOf(context.memory, 'load-balancer'),
    memory: context.memory.webAcls,
    read: (arn) => readDoor(context, arn),
    refused: (key, refused, readAtMs) => ({ kind: 'web-acl', key, ipSets: [], readAtMs, refused }),
    isTroubled: (record) => ['open', 'shut'].includes(guardOf(record).kind),
    soonMs,
  })

async function readDoor({ reader, call }: PollContext, arn: string): Promise<Reply<WebAclRecord>> {
  const door = await reader.webAcl(call, arn)
  const record = door.ok ? door.value.records[0] : undefined
  if (!door.ok || record === undefined) return door
  const ipSets: IpSet[] = []
  for (const setArn of new Set((record.acl?.rules ?? []).flatMap((rule) => rule.ipSets))) {
    const reply = await reader.ipSet(call, setArn)
    if (!reply.ok && reply.error.kind !== 'denied' && reply.error.kind !== 'notFound') return reply
    ipSets.push((reply.ok ? reply.value.records[0] : undefined) ?? { arn: setArn, name: setArn.split('/').at(-2) ?? setArn })
  }
  return ok({ records: [{ ...record, ipSets }], dateMs: door.value.dateMs })
}

export const pollSftpServers: FeedPoller = (context) =>
  pollInTurns<SftpServerRecord>(context, {
    feed: 'transfer.servers',
    arns: arnsOf(context.memory, 'sftp-server'),
    memory: context.memory.sftpServers,
    read: (arn) => context.reader.sftpServer(context.call, arn),
    refused: (key, refused, readAtMs) => ({ kind: 'sftp-server', key, id: key.slice(key.lastIndexOf('/') + 1), readAtMs, refused }),
    isTroubled: ({ state }) => state !== undefined && state !== 'ONLINE',
    soonMs,
  })

export const pollBuckets: FeedPoller = (context) =>
  pollInTurns<BucketRecord>(context, {
    feed: 's3.buckets',
    arns: arnsOf(context.memory, 'bucket'),
    memory: context.memory.buckets,
    read: (arn) => context.reader.bucket(context.call, arn),
    refused: (key, refused, readAtMs) => ({ kind: 'bucket', key, name: key.slice(key.lastIndexOf(':') + 1), untold: [], readAtMs, refused }),
    isTroubled: ({ blocksPublicAccess }) => blocksPublicAccess === false,
    soonMs: 30 * minuteMs,
  })
