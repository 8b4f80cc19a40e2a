import { Command, Settings } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button, IconButton } from '../components/button'
import { FilterBox } from '../features/fleet/filter-box'
import { useServices, useSlice } from '../stores/services'
import { runAction } from './actions'
import { keyWords } from './keymap'

export function TopBar(): ReactNode {
  const services = useServices()
  const desk = useSlice('session', ({ status }) => status?.desk)
  const live = useSlice('session', ({ status }) => status?.source.kind === 'live')
  const route = useSlice('ui', (state) => state.route)
  return (
    <div className="top-bar">
      <nav className="row" aria-label="Screens">
        <Button look="quiet" className="brand" aria-current={route === 'fleet' ? 'page' : undefined} onClick={() => runAction('goFleet', services)}>
          Watchfloor
        </Button>
        <span className="desk ellipsis" title={desk}>{desk ?? ' '}</span>
        {live && <span className="live-mark" title="Real clients: what you see and do concerns them">Live</span>}
      </nav>
      {route === 'fleet' ? <FilterBox /> : <div className="grow" />}
      <Button icon={Command} look="plain" className="palette-button" onClick={() => runAction('palette', services)}>
        Go to
        <kbd>{keyWords('mod+k', isMac)}</kbd>
      </Button>
      <IconButton label="Settings (g s)" icon={Settings} aria-current={route === 'settings' ? 'page' : undefined} onClick={() => runAction('goSettings', services)} />
    </div>
  )
}

export const isMac = typeof navigator !== 'undefined' && navigator.userAgent.includes('Mac')
