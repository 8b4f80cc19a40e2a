import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readRoleSession, roleSessionArn, type RoleSession } from '#electron/training/sign-in/index'

/** Hears with which keys a client comes, and tells it who they are: what GetCallerIdentity makes of the portal's role keys. */
export interface StsEar {
  readonly endpoint: string
  heard(): { readonly accessKeyId: string; readonly session: RoleSession } | undefined
  stop(): Promise<void>
}

export async function startStsEar(): Promise<StsEar> {
  let heard: { accessKeyId: string; session: RoleSession } | undefined
  const server = createServer((request, response) => {
    const accessKeyId = /Credential=([^/]+)\//.exec(request.headers.authorization ?? '')?.[1]
    const session = readRoleSession(String(request.headers['x-amz-security-token']))
    if (accessKeyId !== undefined && session !== undefined) heard = { accessKeyId, session }
    request.resume()
    response.writeHead(session === undefined ? 403 : 200, { 'content-type': 'text/xml' })
    response.end(session === undefined ? refusal : identity(session))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // a TCP server's address is never a string
  return {
    endpoint: `http://127.0.0.1:${port}`,
    heard: () => heard,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const identity = (session: RoleSession): string =>
  `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>${roleSessionArn(session)}</Arn><UserId>AROATRAINING:${session.userName}</UserId><Account>${session.accountId}</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></GetCallerIdentityResponse>`

const refusal = '<ErrorResponse><Error><Type>Sender</Type><Code>InvalidClientTokenId</Code><Message>No session token</Message></Error></ErrorResponse>'
