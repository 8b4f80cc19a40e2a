import type { ReactNode } from 'react'
import { HealthMark } from '../../components/health-mark'

interface FigureProps {
  /** A word that a narrow window leaves out is a `figure-wide`, one that only the narrowest does a `figure-word`. */
  readonly label: ReactNode
  readonly value: string
  readonly detail: string
  readonly hint: string
  /** Something is wrong with it: in its colour and with its mark. */
  readonly tone?: 'critical' | 'degraded' | undefined
  readonly zero?: boolean
  readonly pressed?: boolean
  /** What a narrow window leaves out: what matters `least`, then what matters `less`. */
  readonly room?: 'least' | 'less'
  /** The detail says whose figure it is: it stays longer than others. */
  readonly isWhose?: boolean
  readonly onPress: (() => void) | undefined
}

/** One figure of the strip: how many of what, and more of it on one press. */
export function Figure({ label, value, detail, hint, tone, zero = false, pressed, room, isWhose = false, onPress }: FigureProps): ReactNode {
  return (
    <button type="button" className={['figure', zero ? 'zero' : '', tone === undefined ? '' : `health-${tone}`, room === undefined ? '' : `figure-${room}`].filter(Boolean).join(' ')} title={hint} aria-pressed={pressed} disabled={onPress === undefined} onClick={onPress}>
      {tone !== undefined && <HealthMark kind={tone} />}
      <span className="figure-value num">{value}</span>
      <span className="figure-label">{label}</span>
      {detail !== '' && <span className={`figure-detail ellipsis ${isWhose ? 'figure-whose' : ''}`}>{detail}</span>}
    </button>
  )
}
