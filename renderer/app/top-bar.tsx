import { Command } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../components/button'
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
      <div className="row">
        <span className="brand">Watchfloor</span>
        <span className="desk ellipsis" title={desk}>{desk ?? ' '}</span>
        {live && <span className="live-mark" title="Real clients: what you see and do concerns them">Live</span>}
      </div>
      {route === 'fleet' ? <FilterBox /> : <div className="grow" />}
      <Button icon={Command} look="plain" className="palette-button" onClick={() => runAction('palette', services)}>
        Go to
        <kbd>{keyWords('mod+k', isMac)}</kbd>
      </Button>
    </div>
  )
}

export const isMac = typeof navigator !== 'undefined' && navigator.userAgent.includes('Mac')
