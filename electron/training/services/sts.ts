import { secondMs } from '#shared/kernel/time'
import { faults } from '../wire/service-fault'
import { instant } from '../wire/tree'
import { issueSession } from './identity'
import { answered, operation, refused } from './operation'

export const getCallerIdentity = operation('common', ({ identity }) => answered({ UserId: identity.userId, Account: identity.account, Arn: identity.arn }))

const rolePattern = /^arn:aws:iam::(\d{12}):role\/([\w+=,.@/-]+)$/

/** Longest life of a session: a role's own maximum, or one hour when a session assumes another role. */
const longestSeconds = 43_200
const chainedSeconds = 3600

export const assumeRole = operation('common', ({ world, identity, input }) => {
  const arn = input.text('RoleArn')
  const session = input.text('RoleSessionName')
  const seconds = input.whole('DurationSeconds', { min: 900, max: longestSeconds }) ?? 3600
  if (arn === undefined || session === undefined) {
    return refused(faults.validation(`1 validation error detected: Value null at '${arn === undefined ? 'roleArn' : 'roleSessionName'}' failed to satisfy constraint: Member must not be null`))
  }
  const match = rolePattern.exec(arn)
  if (match === null) return refused(faults.validation(`${arn} is invalid`))
  const [, account = '', path = ''] = match
  const known = world.fleet.accounts.some(({ id }) => id === account)
  const denied = world.effects.account(account).some((effect) => effect.denied && effect.fromMs <= world.nowMs && world.nowMs < effect.toMs)
  if (!known || denied) return refused({ ...faults.denied(identity.arn, 'sts:AssumeRole', arn), message: `User: ${identity.arn} is not authorized to perform: sts:AssumeRole on resource: ${arn}` })
  if (identity.session && seconds > chainedSeconds) {
    return refused(faults.validation('The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining'))
  }
  const role = path.split('/').at(-1) ?? path
  const issued = issueSession({ account, role, session, expiresAtMs: Math.floor((world.nowMs + seconds * secondMs) / secondMs) * secondMs })
  return answered({
    Credentials: { AccessKeyId: issued.accessKeyId, SecretAccessKey: issued.secretAccessKey, SessionToken: issued.sessionToken, Expiration: instant(issued.expiresAtMs) },
    AssumedRoleUser: { AssumedRoleId: `${issued.roleId}:${session}`, Arn: `arn:aws:sts::${account}:assumed-role/${role}/${session}` },
  })
})
