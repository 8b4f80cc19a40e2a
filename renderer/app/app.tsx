import { useLayoutEffect, useRef, type ReactNode, type RefObject } from 'react'
import { LockCover } from '../features/lock/lock-cover'
import { StatusBar } from '../features/status/status-bar'
import { isLocked } from '../stores/access-store'
import { ServicesContext, useSlice, type Services } from '../stores/services'
import { Announcer } from './announcer'
import { Banners } from './banners'
import { Dialogs } from './dialogs'
import { ScreenStack } from './screen-stack'
import { SideRail } from './side-rail'
import { TopBar } from './top-bar'
import { TrainingBanner } from './training-banner'
import { useDrawn } from './use-drawn'
import { useKeys } from './use-keys'
import { useTheme } from './use-theme'

export function App({ services }: { readonly services: Services }): ReactNode {
  return (
    <ServicesContext value={services}>
      <Shell />
    </ServicesContext>
  )
}

/** Covered, the page holds the cover and nothing else: what is not there cannot be found, read out or copied. */
function Shell(): ReactNode {
  useTheme()
  useDrawn()
  useKeys()
  const locked = useSlice('access', isLocked)
  const focused = useRef('')
  return locked ? <LockCover /> : <Frame focused={focused} />
}

/** `focused`: the id of what had the focus when the window was covered. */
function Frame({ focused }: { readonly focused: RefObject<string> }): ReactNode {
  useLayoutEffect(() => {
    if (focused.current !== '') document.getElementById(focused.current)?.focus()
    return () => {
      focused.current = document.activeElement?.id ?? ''
    }
  }, [focused])
  const training = useSlice('session', ({ status }) => status?.source.kind === 'training')
  return (
    <div className="shell" data-training={training || undefined}>
      <header>
        <TrainingBanner />
        <TopBar />
      </header>
      <Banners />
      <div className="workspace">
        <SideRail />
        <ScreenStack />
      </div>
      <StatusBar />
      <Dialogs />
      <Announcer />
    </div>
  )
}
