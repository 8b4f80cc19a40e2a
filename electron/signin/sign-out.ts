import { utcTime } from './utc-time'
import { signInMethods } from '#shared/session/sso-session'
import type { Secret } from '#shared/session/secret'
import { signOutReport, type SignOutReport, type SignOutStep } from '#shared/session/sign-out-report'
import type { RoleKeys } from './role-keys'
import { registrationKey, tokensKey, type SessionParts } from './session-parts'

/** Ends the sign-in at the portal, clears the keychain, and says of each whether it was done. */
export async function signOut(parts: SessionParts, token: Secret | undefined, forgotten: ReturnType<RoleKeys['forget']>): Promise<SignOutReport> {
  const steps = [await leavePortal(parts, token), await clearKeychain(parts), memoryStep(forgotten)]
  const report = signOutReport(parts.session.name, steps)
  parts.logger.info('signed out', { session: parts.session.name, complete: report.complete })
  return report
}

async function leavePortal({ portal, awsTime, session }: SessionParts, token: Secret | undefined): Promise<SignOutStep> {
  if (token === undefined) return { what: 'portal', done: true, message: 'Nobody was signed in.' }
  const reply = await portal.logout(token, new AbortController().signal)
  awsTime.note(reply.ok ? reply.value.dateMs : reply.error.dateMs)
  if (reply.ok) return { what: 'portal', done: true, message: 'The sign-in was ended at Identity Center.' }
  if (reply.error.kind === 'tokenRefused') return { what: 'portal', done: true, message: 'The sign-in had already ended at Identity Center.' }
  const message = `Identity Center could not be told, so the sign-in lives on there until it expires. End it at ${session.startUrl}. (${reply.error.message})`
  return { what: 'portal', done: false, message }
}

async function clearKeychain({ session, store }: SessionParts): Promise<SignOutStep> {
  const keys = [tokensKey(session), ...signInMethods.map((method) => registrationKey(session, method))]
  const failures: string[] = []
  for (const key of keys) {
    const removed = await store.remove(key)
    if (!removed.ok) failures.push(removed.error.message)
  }
  const [first] = failures
  if (first === undefined) return { what: 'keychain', done: true, message: 'Nothing of this sign-in is left in the keychain.' }
  return { what: 'keychain', done: false, message: `Entries in the keychain could not be removed; what is in them is ended at Identity Center. (${first})` }
}

function memoryStep({ count, lastExpiresAtMs }: ReturnType<RoleKeys['forget']>): SignOutStep {
  const until = lastExpiresAtMs === undefined ? '' : ` AWS would honour them until ${utcTime(lastExpiresAtMs)} at the latest.`
  return { what: 'memory', done: true, message: count === 0 ? 'No role credentials were in memory.' : `${count} ${count === 1 ? 'set' : 'sets'} of role credentials forgotten.${until}` }
}
