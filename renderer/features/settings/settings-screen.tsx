import type { ReactNode } from 'react'
import { About } from './about'
import { Appearance } from './appearance'
import { BeingTold } from './being-told'
import { SignInSettings } from './sign-in-settings'
import { SourceSettings } from './source-settings'

export function SettingsScreen(): ReactNode {
  return (
    <div className="settings" tabIndex={-1}>
      <h1>Settings</h1>
      <Appearance />
      <BeingTold />
      <SourceSettings />
      <SignInSettings />
      <About />
    </div>
  )
}
