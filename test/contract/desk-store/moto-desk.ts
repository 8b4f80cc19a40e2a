import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { createDynamoDeskStore } from '#electron/adapters/aws/desk/dynamodb-desk-store'
import { randomIds } from '#electron/adapters/system/ids'
import { realClock, realTimers } from '#electron/adapters/system/real-time'
import type { AwsCredentials } from '#electron/ports/credentials'
import type { DeskStore } from '#electron/ports/desk-store'
import { ok } from '#shared/kernel/result'
import { parseTemplate } from '../../architecture/aws-templates'

export const account = '123456789012'
export const region = 'eu-west-1'
export const table = 'watchfloor-desk'
const keys = { accessKeyId: 'AKIAEXAMPLE000000000', secretAccessKey: 'secret' }

/** The desk's table as the product's own template describes it. */
export async function makeTable(endpoint: string): Promise<void> {
  const db = new DynamoDBClient({ endpoint, region, credentials: keys, maxAttempts: 1 })
  const template = parseTemplate('desk-store.yaml', readFileSync(path.join(import.meta.dirname, '../../../resources/aws/desk-store.yaml'), 'utf8'))
  const { AttributeDefinitions, KeySchema, BillingMode } = template.resources['Table']!.Properties as Pick<ConstructorParameters<typeof CreateTableCommand>[0], 'AttributeDefinitions' | 'KeySchema' | 'BillingMode'>
  await db.send(new CreateTableCommand({ TableName: table, AttributeDefinitions, KeySchema, BillingMode }))
  db.destroy()
}

/** Keys of a role's session with this name: what AWS calls them is `AROA...:<person>`. */
export async function keysOf(endpoint: string, person: string, signedIn: AwsCredentials = keys): Promise<AwsCredentials> {
  const sts = new STSClient({ endpoint, region, credentials: signedIn, maxAttempts: 1 })
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${account}:role/WatchfloorApprover`, RoleSessionName: person }))
  sts.destroy()
  return { accessKeyId: Credentials!.AccessKeyId!, secretAccessKey: Credentials!.SecretAccessKey!, sessionToken: Credentials!.SessionToken! }
}

export async function openConsole(endpoint: string, person: string, more: { readonly table?: string; readonly requestTimeoutMs?: number; readonly through?: string } = {}): Promise<DeskStore & { close(): void }> {
  const own = await keysOf(endpoint, person)
  return createDynamoDeskStore({
    table: more.table ?? table,
    account,
    region,
    endpoint: more.through ?? endpoint,
    credentials: { forAccount: async () => ok(own), drop: () => undefined },
    clock: realClock,
    timers: realTimers,
    ids: randomIds,
    ...(more.requestTimeoutMs === undefined ? {} : { requestTimeoutMs: more.requestTimeoutMs }),
  })
}
