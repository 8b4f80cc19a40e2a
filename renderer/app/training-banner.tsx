import type { ReactNode } from 'react'
import { useServices, useSlice } from '../stores/services'
import { isOffered, runAction } from './actions'

/** Never to be mistaken for production: a violet line on top and, with the shell, a violet frame. */
export function TrainingBanner(): ReactNode {
  const source = useSlice('session', ({ status }) => status?.source)
  const speed = useSlice('session', ({ status }) => status?.speed ?? 1)
  const services = useServices()
  const route = useSlice('ui', (state) => state.route)
  const offered = useSlice('access', (state) => isOffered('connect', state))
  if (source?.kind !== 'training') return null
  return (
    <div className="training-banner" role="note" aria-label="Training">
      <strong>TRAINING</strong>
      <span>
        Simulated fleet “{source.scenario}”: no client is affected by anything here.
        {speed !== 1 && ` Time runs ${speed} times as fast.`}
      </span>
      {offered && route !== 'setup' && (
        <button type="button" className="training-action" onClick={() => runAction('connect', services)}>
          Connect your AWS
        </button>
      )}
    </div>
  )
}
