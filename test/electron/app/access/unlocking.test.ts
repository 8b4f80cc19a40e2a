import { describe, expect, it } from 'vitest'
import { unlockingFor } from '#electron/app/access/unlocking'

describe('The way out from under the cover', () => {
  it('is the system’s prompt where there is one, then a new sign-in', () => {
    expect(unlockingFor('sso', 'darwin', true).ways).toEqual(['osPrompt', 'signIn'])
    expect(unlockingFor('profile', 'darwin', true).ways).toEqual(['osPrompt'])
    expect(unlockingFor('training', 'darwin', true).ways).toEqual(['osPrompt'])
  })

  it('is a new sign-in where the system cannot ask, and says so', () => {
    for (const [platform, words] of [['win32', 'Windows Hello'], ['darwin', 'no Touch ID'], ['linux', 'no prompt']] as const) {
      const { ways, note } = unlockingFor('sso', platform, false)
      expect(ways).toEqual(['signIn'])
      expect(note).toContain(words)
    }
  })

  it('is one click where nobody can be asked, and the cover says what that is worth', () => {
    for (const signIn of ['profile', 'training', 'none'] as const) expect(unlockingFor(signIn, 'linux', false).ways).toEqual(['confirm'])
    expect(unlockingFor('profile', 'linux', false).note).toContain('cannot be asked again')
  })

  it('never is a click where one signs in with Identity Center', () => {
    for (const platform of ['win32', 'darwin', 'linux'] as const) for (const hasPrompt of [true, false]) expect(unlockingFor('sso', platform, hasPrompt).ways).not.toContain('confirm')
  })
})
