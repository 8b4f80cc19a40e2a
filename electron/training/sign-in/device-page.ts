import { userField, wordsOf } from './authorize-page'
import { decideDevice } from './device-authorization'
import { escapeHtml, page } from './page-shell'
import type { Reply } from './reply'
import { deviceByUserCode, type DeviceGrant, type SignInWorld } from './world'

/** GET /device: asks for the code, or, with `user_code`, whether it is the one that the device shows. */
export function showDevice(world: SignInWorld, query: URLSearchParams, nowMs: number): Reply {
  const userCode = query.get('user_code')
  if (userCode === null || userCode === '') return codeForm()
  const device = deviceByUserCode(world, userCode)
  return device === undefined || !isWaiting(device, nowMs) ? codeForm(unknownCode) : question(world, device)
}

/** POST /device: the person's answer to that question. */
export function answerDevice(world: SignInWorld, form: URLSearchParams, nowMs: number): Reply {
  const userCode = form.get('user_code') ?? ''
  const answer = form.get('decision')
  if (answer === null) return showDevice(world, new URLSearchParams({ user_code: userCode }), nowMs)
  const userName = form.get('user') ?? world.users[0]?.name ?? ''
  if (answer === 'approve' && !world.users.some(({ name }) => name === userName)) return codeForm('There is no such user here.')
  if (!decideDevice(world, userCode, answer === 'approve' ? { userName } : 'denied', nowMs)) return codeForm(unknownCode)
  return answer === 'approve'
    ? page('You are signed in', '<p>The program goes on by itself. You can close this page.</p>')
    : page('Refused', '<p>The program was not let in. You can close this page.</p>')
}

const unknownCode = 'That code is unknown, was answered before, or has expired. Look at it again, or start again in the program.'
const isWaiting = (device: DeviceGrant, nowMs: number): boolean => device.decision === 'pending' && nowMs < device.expiresAtMs

function codeForm(fault?: string): Reply {
  return page(
    'Enter the code',
    `${fault === undefined ? '' : `<p role="alert">${escapeHtml(fault)}</p>`}
<form method="get" action="/device">
<label>The code that the program shows <input name="user_code" autocomplete="off" autofocus required></label>
<button type="submit">Next</button>
</form>`,
    fault === undefined ? {} : { status: 400 },
  )
}

function question(world: SignInWorld, device: DeviceGrant): Reply {
  const client = world.registrations.get(device.clientId)
  const name = client?.clientName ?? 'A program'
  return page(
    `Let ${name} in?`,
    `<p><strong>${escapeHtml(name)}</strong> asks to act in your name. Does it show this code?</p>
<p class="code">${escapeHtml(device.userCode)}</p>
<dl><dt>It may</dt><dd>${wordsOf(client?.scopes ?? [])}</dd></dl>
<p>Approve only if you have just started this sign-in yourself, and the codes are equal.</p>
<form method="post" action="/device">
<input type="hidden" name="user_code" value="${escapeHtml(device.userCode)}">
${userField(world)}
<button type="submit" name="decision" value="approve">Approve</button>
<button type="submit" name="decision" value="deny">Deny</button>
</form>`,
  )
}
