import type { SessionsView } from '#shared/ipc/session-contract'
import type { UnlockWay } from '#shared/session/lock'

/** How the operator gets out from under the cover, best first, and what is to be said about it. */
export function unlockingFor(signIn: SessionsView['signIn'], platform: NodeJS.Platform, hasOsPrompt: boolean): { readonly ways: readonly UnlockWay[]; readonly note: string } {
  const byAws: readonly UnlockWay[] = signIn === 'sso' ? ['signIn'] : ['confirm']
  if (hasOsPrompt) return { ways: ['osPrompt', ...(signIn === 'sso' ? byAws : [])], note: 'The fleet is still being read.' }
  return { ways: byAws, note: noteFor(signIn, platform) }
}

function noteFor(signIn: SessionsView['signIn'], platform: NodeJS.Platform): string {
  if (signIn === 'sso') return `The fleet is still being read. ${noPrompt(platform)} Sign in again to go on.`
  if (signIn === 'profile') return 'The fleet is still being read. This desk signs in by an AWS profile, which cannot be asked again: the cover only keeps others from acting by accident. Lock the computer to keep them out.'
  return 'Nothing is at stake in training: one click uncovers it.'
}

// Electron, up to its release 45, has no call for Windows Hello, and none for Linux; Touch ID alone can be asked.
const noPrompt = (platform: NodeJS.Platform): string =>
  platform === 'win32' ? 'Windows Hello cannot be asked from here.' : platform === 'darwin' ? 'This Mac has no Touch ID.' : 'This system has no prompt that could be asked.'
