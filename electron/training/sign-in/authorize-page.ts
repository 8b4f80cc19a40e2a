import { accountScope, codeGrant } from './grant-types'
import { permitted } from './clients'
import { escapeHtml, page } from './page-shell'
import { isRegistered } from './redirect-uris'
import { redirect, type Reply } from './reply'
import type { Authorization, Registration, SignInWorld } from './world'

/**
 * GET /authorize: the page that asks the person.
 *
 * Until client and redirect address are known to belong together nothing is sent there: the fault is told on the page. After that
 * every fault goes back to the client as `error`, as RFC 6749, 4.1.2.1 wants it.
 */
export function showAuthorization(world: SignInWorld, query: URLSearchParams, nowMs: number): Reply {
  const client = world.registrations.get(query.get('client_id') ?? '')
  if (client === undefined || nowMs >= client.expiresAtMs) return refused('The program that sent you here is not registered, or its registration has expired.')
  const redirectUri = query.get('redirect_uri') ?? ''
  if (!isRegistered(redirectUri, client.redirectUris)) return refused('The program that sent you here asks to be answered at an address that it did not register.')
  const state = query.get('state') ?? undefined
  const fault = faultOf(client, query)
  if (fault !== undefined) return redirect(answerAddress(redirectUri, { ...fault, state }))
  const asked: Authorization = {
    id: world.names.secret('authorization', 32),
    clientId: client.clientId,
    redirectUri,
    ...(state === undefined ? {} : { state }),
    challenge: query.get('code_challenge') ?? '',
    scopes: scopesOf(query) ?? client.scopes,
    expiresAtMs: nowMs + world.policy.codeSeconds * 1_000,
  }
  world.authorizations.set(asked.id, asked)
  return question(world, client, asked)
}

/** POST /authorize: the person's answer. */
export function answerAuthorization(world: SignInWorld, form: URLSearchParams, nowMs: number): Reply {
  const asked = world.authorizations.get(form.get('request') ?? '')
  if (asked === undefined || nowMs >= asked.expiresAtMs) return refused('This question was answered before, or it has expired. Start again in the program.')
  const decision = form.get('decision')
  const userName = form.get('user') ?? world.users[0]?.name ?? ''
  if (decision !== 'deny' && !world.users.some(({ name }) => name === userName)) return refused('There is no such user here.')
  world.authorizations.delete(asked.id)
  if (decision !== 'approve') {
    return redirect(answerAddress(asked.redirectUri, { error: 'access_denied', error_description: 'The person refused', state: asked.state }))
  }
  const code = world.names.secret('code', 64)
  const { clientId, redirectUri, challenge, scopes } = asked
  world.codes.set(code, { code, clientId, redirectUri, challenge, scopes, userName, expiresAtMs: nowMs + world.policy.codeSeconds * 1_000 })
  return redirect(answerAddress(redirectUri, { code, state: asked.state }))
}

/** The AWS CLI writes `scopes`, RFC 6749 `scope`. */
function scopesOf(query: URLSearchParams): readonly string[] | undefined {
  const text = query.get('scopes') ?? query.get('scope')
  return text === null ? undefined : text.split(/[ ,]+/).filter((scope) => scope !== '')
}

function faultOf(client: Registration, query: URLSearchParams): { readonly error: string; readonly error_description: string } | undefined {
  if (query.get('response_type') !== 'code') return { error: 'unsupported_response_type', error_description: 'response_type must be code' }
  if (!permitted(client, codeGrant).ok) return { error: 'unauthorized_client', error_description: 'The client is not registered for authorization codes' }
  if (query.get('code_challenge_method') !== 'S256') return { error: 'invalid_request', error_description: 'code_challenge_method must be S256' }
  if (!/^[\w-]{43}$/.test(query.get('code_challenge') ?? '')) return { error: 'invalid_request', error_description: 'code_challenge must be a SHA-256 in base64url' }
  const scopes = scopesOf(query) ?? []
  if (scopes.some((scope) => !client.scopes.includes(scope))) return { error: 'invalid_scope', error_description: 'The client did not register that scope' }
  return undefined
}

function answerAddress(redirectUri: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const address = new URL(redirectUri)
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) address.searchParams.set(name, value)
  return address.href
}

const refused = (message: string): Reply => page('This request cannot be answered', `<p>${escapeHtml(message)}</p>`, { status: 400 })

function question(world: SignInWorld, client: Registration, asked: Authorization): Reply {
  const target = new URL(asked.redirectUri).origin
  return page(
    `Let ${client.clientName} in?`,
    `<p><strong>${escapeHtml(client.clientName)}</strong> on this computer asks to act in your name.</p>
<dl>
<dt>It may</dt><dd>${wordsOf(asked.scopes)}</dd>
<dt>The answer goes to</dt><dd>${escapeHtml(target)}</dd>
</dl>
<p>Approve only if you have just started this sign-in yourself.</p>
<form method="post" action="/authorize">
<input type="hidden" name="request" value="${escapeHtml(asked.id)}">
${userField(world)}
<button type="submit" name="decision" value="approve">Approve</button>
<button type="submit" name="decision" value="deny">Deny</button>
</form>`,
    { formTarget: target },
  )
}

export const wordsOf = (scopes: readonly string[]): string =>
  scopes.includes(accountScope) || scopes.length === 0 ? 'see your AWS accounts and take the roles that are assigned to you there' : 'see that you are signed in, and nothing else'

export function userField(world: SignInWorld): string {
  const [only] = world.users
  if (world.users.length === 1 && only !== undefined) return `<p>You are <strong>${escapeHtml(only.name)}</strong>.</p>`
  const options = world.users.map(({ name }) => `<option>${escapeHtml(name)}</option>`).join('')
  return `<label>You are <select name="user">${options}</select></label>`
}
