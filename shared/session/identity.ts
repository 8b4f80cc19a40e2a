/** Who is signed in, from the ARN that GetCallerIdentity answers. */
export interface OperatorIdentity {
  readonly account: string
  /** The person: the session name of an assumed role (Identity Center puts the user name there), or the IAM user's name. */
  readonly operator: string
  /** The role's name as the fleet file knows it; absent for an IAM user. */
  readonly role?: string
}

const assumedRole = /^arn:aws[\w-]*:sts::(\d{12}):assumed-role\/([^/]+)\/(.+)$/
const iamUser = /^arn:aws[\w-]*:iam::(\d{12}):user\/(?:.*\/)?([^/]+)$/
const rootUser = /^arn:aws[\w-]*:iam::(\d{12}):root$/
/** Identity Center names the role it makes in each account after the permission set, with a random tail. */
const ssoRole = /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/

/** Undefined for an ARN of another form: then nobody is recognised and nothing beyond reading is allowed. */
export function identityOfArn(arn: string): OperatorIdentity | undefined {
  const role = assumedRole.exec(arn)
  if (role !== null) return { account: role[1]!, operator: role[3]!, role: ssoRole.exec(role[2]!)?.[1] ?? role[2]! }
  const user = iamUser.exec(arn)
  if (user !== null) return { account: user[1]!, operator: user[2]! }
  const root = rootUser.exec(arn)
  return root === null ? undefined : { account: root[1]!, operator: 'root' }
}
