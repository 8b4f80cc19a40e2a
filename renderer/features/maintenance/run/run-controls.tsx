import { CirclePause, CirclePlay, CircleStop, TimerReset } from 'lucide-react'
import type { ReactNode } from 'react'
import type { RunView, WindowView } from '#shared/maintenance/window-view'
import { Button } from '../../../components/button'
import { mayRun } from '../../../stores/access-store'
import { useServices, useSlice } from '../../../stores/services'
import { askFirst } from '../dialogs/ask-first'
import { useAct } from '../use-act'

/** Pausing loses nothing and asks nothing; extending and cancelling say first what they mean. */
export function RunControls({ window, run }: { readonly window: WindowView; readonly run: RunView }): ReactNode {
  const services = useServices()
  const { act, busy, error } = useAct()
  const may = useSlice('access', (state) => mayRun(state, 'maintenance.say'))
  if (!may || run.outcome !== undefined) return null
  const isPaused = run.pausedBy !== undefined
  const say = (kind: 'pause' | 'resume'): void => void act('maintenance.say', { id: window.id, word: { kind } }, { busy: kind === 'pause' ? 'Pausing …' : 'Resuming …', done: kind === 'pause' ? 'Paused' : 'Resumed' })
  return (
    <>
      {error !== undefined && <span className="alarms-uncovered text" role="alert">{error.message}</span>}
      <Button icon={isPaused ? CirclePlay : CirclePause} look={isPaused ? 'primary' : 'plain'} disabled={busy !== undefined} onClick={() => say(isPaused ? 'resume' : 'pause')}>{isPaused ? 'Resume' : 'Pause'}</Button>
      <Button icon={TimerReset} onClick={() => askFirst(services, { kind: 'extend' })}>Extend</Button>
      {run.cancelledBy === undefined && <Button icon={CircleStop} onClick={() => askFirst(services, { kind: 'cancel' })}>Cancel</Button>}
    </>
  )
}
