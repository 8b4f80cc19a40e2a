import { AssumeRoleCommand, GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import type { Call, Identity } from '#electron/ports/aws-reader'
import type { AwsCredentials } from '#electron/ports/credentials'
import { omitAbsent } from './omit-absent'
import { send, type Exchange } from './send'

export async function fetchIdentity(sts: STSClient, exchange: Exchange, call: Call): Promise<Result<Identity & { readonly dateMs: number }, AppError>> {
  const reply = await send(exchange, call, 'sts', 'GetCallerIdentity', (abortSignal) => sts.send(new GetCallerIdentityCommand({}), { abortSignal }))
  if (!reply.ok) return reply
  const { Account: account, Arn: arn, UserId: userId } = reply.value.output
  if (account === undefined || arn === undefined) return err(appError('unreadableReply', 'AWS did not say whose keys these are. It is tried again.'))
  return ok({ account, arn, ...omitAbsent({ userId }), dateMs: reply.value.dateMs })
}

export interface RoleRequest {
  readonly roleArn: string
  readonly sessionName: string
  readonly externalId?: string
  readonly durationSeconds: number
}

export async function assumeRole(sts: STSClient, exchange: Exchange, call: Call, role: RoleRequest): Promise<Result<AwsCredentials & { readonly dateMs: number }, AppError>> {
  const reply = await send(exchange, call, 'sts', 'AssumeRole', (abortSignal) =>
    sts.send(
      new AssumeRoleCommand({ RoleArn: role.roleArn, RoleSessionName: role.sessionName, DurationSeconds: role.durationSeconds, ...(role.externalId === undefined ? {} : { ExternalId: role.externalId }) }),
      { abortSignal },
    ),
  )
  if (!reply.ok) return reply
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken, Expiration: expiration } = reply.value.output.Credentials ?? {}
  if (accessKeyId === undefined || secretAccessKey === undefined || sessionToken === undefined) {
    return err(appError('unreadableReply', `AWS sent no keys for the role ${role.roleArn}. It is tried again.`))
  }
  return ok({ accessKeyId, secretAccessKey, sessionToken, ...(expiration === undefined ? {} : { expiresAtMs: expiration.getTime() }), dateMs: reply.value.dateMs })
}
