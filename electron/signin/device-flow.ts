import type { DeviceAuthorization, SsoFailure } from '#electron/ports/sso'
import { secondMs } from '#shared/kernel/time'
import type { StoredRegistration } from '#shared/session/stored-session'
import { failAttempt, failureOf, isPageAddress, unsafePage, type AttemptContext, type AttemptResult } from './attempt'

/** RFC 8628, 3.5: each slow_down lengthens the interval for good. */
const slowDownMs = 5 * secondMs

/** Failures that say nothing about the sign-in: it goes on waiting. */
const passing: ReadonlySet<SsoFailure['kind']> = new Set(['authorizationPending', 'unreachable', 'timeout', 'serverFault', 'throttled', 'unreadableReply'])

/** Device code: the operator types a short code on a page, on any computer. */
export async function signInByDeviceCode(context: AttemptContext): Promise<AttemptResult> {
  const { id, parts, registrations, signal } = context
  const registration = await registrations.ensure('deviceCode', signal)
  if (!registration.ok) return failureOf(registration.error)
  const reply = await parts.oidc.startDeviceAuthorization(registration.value, parts.session.startUrl, signal)
  parts.awsTime.note(reply.ok ? reply.value.dateMs : reply.error.dateMs)
  if (!reply.ok) {
    if (reply.error.kind === 'clientRefused') registrations.forget('deviceCode')
    return failureOf(reply.error)
  }
  const device = reply.value.value
  if (!isPageAddress(device.verificationUri) || !isPageAddress(device.verificationUriComplete)) return unsafePage
  const expiresAtMs = parts.clock.nowMs() + device.expiresInMs
  context.endAt(expiresAtMs)
  context.showPage(device.verificationUriComplete)
  const { userCode, verificationUri } = device
  parts.apply({ kind: 'codeIssued', attemptId: id, code: { userCode, verificationUri }, expiresAtMs })
  return poll(context, registration.value, device)
}

async function poll({ parts, registrations, signal }: AttemptContext, registration: StoredRegistration, device: DeviceAuthorization): Promise<AttemptResult> {
  let { intervalMs } = device
  for (;;) {
    await parts.timers.sleep(intervalMs, `device code of ${parts.session.name}`, signal)
    if (signal.aborted) return failAttempt('cancelled', 'The sign-in was ended.')
    const reply = await parts.oidc.createToken(registration, { kind: 'deviceCode', deviceCode: device.deviceCode }, signal)
    parts.awsTime.note(reply.ok ? reply.value.dateMs : reply.error.dateMs)
    if (reply.ok) return { ok: true, value: { method: 'deviceCode', clientId: registration.clientId, tokens: reply.value.value } }
    if (reply.error.kind === 'slowDown') intervalMs += slowDownMs
    else if (!passing.has(reply.error.kind)) {
      if (reply.error.kind === 'clientRefused') registrations.forget('deviceCode')
      return failureOf(reply.error)
    }
  }
}
