import { Siren } from 'lucide-react'
import type { ReactNode } from 'react'
import type { GrantView } from '#shared/support/support-view'
import { useTimed } from '../../stores/services'
import { stageLook, stageWords } from './stage-words'

/** Where a grant stands: shape, words, and a colour where it differs from what is usual. */
export function GrantMark({ grant }: { readonly grant: Pick<GrantView, 'stage' | 'trouble' | 'doors' | 'proof'> }): ReactNode {
  const { icon: Icon, tone } = stageLook(grant)
  const words = useTimed((nowMs) => stageWords(grant, nowMs))
  return <span className={`access access-${tone}`}><Icon aria-hidden="true" />{words}</span>
}

/** Opened without an approval. */
export const BreakGlassMark = (): ReactNode => <span className="break-glass-mark"><Siren aria-hidden="true" />break-glass</span>
