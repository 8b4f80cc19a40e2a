import type { TenantServices } from '../../fleet/service-views'
import { about, basisOf, evidence, type Check, type Verdict, type Words } from '../check'
import { momentText } from '../wording'

type Server = TenantServices['sftpServers'][number]

/** Whether the tenant's files are taken. A server that is gone is left to its tag. */
export const sftp: Check = {
  id: 'sftp',
  clause: 'availability',
  title: 'SFTP server',
  feeds: ['tagging.resources', 'transfer.servers'],
  judge: ({ services }) => (services?.sftpServers ?? []).flatMap(judgeServer),
}

/** On the way from one state to the other. */
const passing: Readonly<Record<string, string>> = { STARTING: 'is being started', STOPPING: 'is being stopped' }
const down: Readonly<Record<string, string>> = { OFFLINE: 'is switched off', START_FAILED: 'could not be started', STOP_FAILED: 'could not be stopped properly' }

function judgeServer(server: Server): readonly Verdict[] {
  const { record } = server
  const { id } = server.tagged
  if (record === undefined || record.refused === 'notFound') return []
  if (record.refused === 'denied') return [aboutServer(server, { severity: 'info', summary: `Whether the SFTP server ${id} is online cannot be told: AWS refused transfer:DescribeServer for it. Allow it in the watching role.` })]
  const { state } = record
  if (state === 'ONLINE') return []
  if (state === undefined) return [aboutServer(server, { severity: 'unknown', summary: `Whether the SFTP server ${id} is online cannot be told: the server did not return State.` })]
  const words = down[state]
  if (words !== undefined) return [aboutServer(server, { severity: 'degraded', summary: `The SFTP server ${id} ${words}: files of its tenant are not taken. Start it.` })]
  return [aboutServer(server, { severity: 'watch', summary: `The SFTP server ${id} ${passing[state] ?? `is in the state ${state}`}: files are not taken until it is online.` })]
}

function aboutServer({ tagged, environment, place, record }: Server, words: Words): Verdict {
  const facts = [
    ...(record?.state === undefined ? [] : [evidence('State', record.state)]),
    ...(record?.protocols === undefined ? [] : [evidence('Protocols', record.protocols.join(', '))]),
    ...(record?.users === undefined ? [] : [evidence('Users', String(record.users))]),
    ...(record === undefined ? [] : [evidence('Read', momentText(record.readAtMs))]),
  ]
  return about({ kind: 'sftp-server', id: tagged.id, account: place.account, region: place.region, ...(environment === undefined ? {} : { environment }) }, basisOf(place, 'transfer.servers'), { evidence: facts, ...words })
}
