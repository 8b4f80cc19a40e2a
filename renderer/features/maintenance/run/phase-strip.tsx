import { useRef, type KeyboardEvent, type ReactNode } from 'react'
import type { Phase } from '#shared/maintenance/effects'
import { phaseWords } from '#shared/maintenance/run-view'
import type { PhaseView, RunView } from '#shared/maintenance/window-view'
import { phaseIcons, phaseStateWords, shownPhases } from './phase-looks'

interface Props {
  readonly run: RunView
  readonly selected: Phase | undefined
  /** Where it is now; nothing once it is over. */
  readonly current: Phase | undefined
  readonly onSelect: (phase: Phase) => void
}

/** The phases of a run in their order, each with its state and its count; arrows go from one to the next. */
export function PhaseStrip({ run, selected, current, onSelect }: Props): ReactNode {
  const strip = useRef<HTMLDivElement>(null)
  const phases = shownPhases(run)
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    const next = step === undefined ? undefined : phases[phases.findIndex(({ phase }) => phase === selected) + step]
    if (next === undefined) return
    onSelect(next.phase)
    strip.current?.querySelector<HTMLElement>(`[data-phase="${next.phase}"]`)?.focus()
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div ref={strip} className="phase-strip" role="tablist" aria-label="Phases" onKeyDown={onKeyDown}>
      {phases.map((view) => <Cell key={view.phase} view={view} isSelected={view.phase === selected} isCurrent={view.phase === current} onSelect={onSelect} />)}
    </div>
  )
}

interface CellProps {
  readonly view: PhaseView
  readonly isSelected: boolean
  readonly isCurrent: boolean
  readonly onSelect: (phase: Phase) => void
}

function Cell({ view: { phase, state, done, effects }, isSelected, isCurrent, onSelect }: CellProps): ReactNode {
  const Icon = phaseIcons[phase]
  const percent = effects.length === 0 ? 0 : (effects.reduce((sum, effect) => sum + (effect.state === 'done' ? 100 : (effect.percent ?? 0)), 0) / effects.length)
  return (
    <button type="button" role="tab" id={`phase-${phase}`} aria-selected={isSelected} aria-controls="phase-effects" tabIndex={isSelected ? 0 : -1} data-phase={phase} data-state={state} data-current={isCurrent || undefined} className="phase-cell" onClick={() => onSelect(phase)}>
      <span className="row"><Icon aria-hidden="true" /><span className="grow" /><span className="num phase-count">{state === 'notNeeded' ? '' : `${done}/${effects.length}`}</span></span>
      <span className="phase-name">{phaseWords[phase].name}</span>
      <span className="phase-state">{phaseStateWords[state]}</span>
      <span className="bar" aria-hidden="true"><span style={{ width: `${percent}%` }} /></span>
    </button>
  )
}
