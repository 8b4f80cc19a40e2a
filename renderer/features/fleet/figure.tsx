import type { ReactNode } from 'react'
import { HealthMark } from '../../components/health-mark'

interface FigureProps {
  /** A word that a narrow window leaves out is a `figure-wide`. */
  readonly label: ReactNode
  readonly value: string
  readonly detail: string
  readonly hint: string
  /** Something is wrong with it: in its colour and with its mark. */
  readonly tone?: 'critical' | 'degraded' | undefined
  readonly zero?: boolean
  readonly pressed?: boolean
  readonly onPress: (() => void) | undefined
}

/** One figure of the strip: how many of what, and more of it on one press. */
export function Figure({ label, value, detail, hint, tone, zero = false, pressed, onPress }: FigureProps): ReactNode {
  return (
    <button type="button" className={`figure ${zero ? 'zero' : ''} ${tone === undefined ? '' : `health-${tone}`}`} title={hint} aria-pressed={pressed} disabled={onPress === undefined} onClick={onPress}>
      {tone !== undefined && <HealthMark kind={tone} />}
      <span className="figure-value num">{value}</span>
      <span className="figure-label">{label}</span>
      {detail !== '' && <span className="figure-detail ellipsis">{detail}</span>}
    </button>
  )
}
