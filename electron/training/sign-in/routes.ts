import type { Result } from '#shared/kernel/result'
import { answerAuthorization, showAuthorization } from './authorize-page'
import { createToken } from './create-token'
import { startDeviceAuthorization } from './device-authorization'
import { answerDevice, showDevice } from './device-page'
import type { SignInOperation } from './faults'
import { escapeHtml, page, styleSheet } from './page-shell'
import { getRoleCredentials, listAccountRoles, listAccounts, logout, takeTurn, type PortalCall, type PortalReply } from './portal'
import { registerClient } from './register-client'
import { json, oidcRefusal, portalRefusal, type Refusal, type Reply } from './reply'
import type { SignInWorld } from './world'

/** A request as it came in, its body read. */
export interface Received {
  readonly query: URLSearchParams
  readonly accessToken: string | undefined
  readonly body: string
  readonly nowMs: number
}

export interface Route {
  /** Of AWS's two services; a page for people belongs to neither and no fault hits it. */
  readonly service: 'oidc' | 'portal' | 'page'
  readonly operation?: SignInOperation
  readonly answer: (world: SignInWorld, received: Received) => Reply
}

/** By method and path, as the services' models have them. */
export const routes: Readonly<Record<string, Route>> = {
  'POST /client/register': oidc('RegisterClient', registerClient),
  'POST /device_authorization': oidc('StartDeviceAuthorization', startDeviceAuthorization),
  'POST /token': oidc('CreateToken', createToken),
  'GET /assignment/accounts': portal('ListAccounts', listAccounts),
  'GET /assignment/roles': portal('ListAccountRoles', listAccountRoles),
  'GET /federation/credentials': portal('GetRoleCredentials', getRoleCredentials),
  'POST /logout': portal('Logout', logout),
  'GET /authorize': forPeople((world, { query, nowMs }) => showAuthorization(world, query, nowMs)),
  'POST /authorize': forPeople((world, { body, nowMs }) => answerAuthorization(world, new URLSearchParams(body), nowMs)),
  'GET /device': forPeople((world, { query, nowMs }) => showDevice(world, query, nowMs)),
  'POST /device': forPeople((world, { body, nowMs }) => answerDevice(world, new URLSearchParams(body), nowMs)),
  'GET /start': forPeople(startPage),
  'GET /style.css': forPeople(() => styleSheet),
}

function oidc(operation: SignInOperation, run: (world: SignInWorld, body: unknown, nowMs: number) => Result<object, Refusal>): Route {
  return {
    service: 'oidc',
    operation,
    answer: (world, { body, nowMs }) => {
      const result = run(world, parsed(body), nowMs)
      return result.ok ? json(result.value) : oidcRefusal(result.error)
    },
  }
}

function portal(operation: SignInOperation, run: (world: SignInWorld, call: PortalCall) => PortalReply): Route {
  return {
    service: 'portal',
    operation,
    answer: (world, received) => {
      const turn = takeTurn(world, received.nowMs)
      const result = turn.ok ? run(world, received) : turn
      if (!result.ok) return portalRefusal(result.error)
      return result.value === undefined ? { status: 200, headers: {}, body: '' } : json(result.value)
    },
  }
}

function forPeople(answer: Route['answer']): Route {
  return { service: 'page', answer }
}

/** Undefined for what is no JSON: each operation refuses that in its own words. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

function startPage(world: SignInWorld): Reply {
  const accounts = world.accounts.map(({ id, name, roles }) => `<li>${escapeHtml(name)} (${escapeHtml(id)}): ${escapeHtml(roles.join(', '))}</li>`).join('\n')
  return page('Access portal of the training fleet', `<p>Programs sign in at this address. These accounts are behind it:</p>\n<ul>\n${accounts}\n</ul>`)
}
