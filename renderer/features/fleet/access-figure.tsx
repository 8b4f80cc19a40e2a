import type { ReactNode } from 'react'
import type { SupportDeskView } from '#shared/support/support-view'
import { isOpenOrUnproven } from '../../components/support/grant-order'
import { missing } from '../../format/duration'
import { formatCount, plural } from '../../format/number'
import { useServices, useSlice } from '../../stores/services'
import { openSupport } from '../../stores/support-visit'
import { Figure } from './figure'

/** Grants that stand open or are not proven closed, open reviews, and in red what drifted or fails. */
export function AccessFigure(): ReactNode {
  const services = useServices()
  const desk = useSlice('support', (state) => (state.desk.kind === 'ready' ? state.desk.value : undefined))
  const open = desk?.grants.filter(isOpenOrUnproven).length ?? Number.NaN
  const { words, tone } = desk === undefined ? { words: '', tone: undefined } : attentionOf(desk)
  return <Figure label={open === 1 ? 'grant' : 'grants'} value={desk === undefined ? missing : formatCount(open)} detail={words} tone={tone} zero={!(open > 0) && words === ''} hint="Support access that is open or not proven closed; reviews of break-glass that nobody has made" onPress={() => openSupport(services, '')} />
}

export function attentionOf({ grants, drifts, openReviews }: Pick<SupportDeskView, 'grants' | 'drifts' | 'openReviews'>): { readonly words: string; readonly tone: 'critical' | 'degraded' | undefined } {
  const failing = grants.filter(({ trouble }) => trouble !== undefined).length
  const words = [...(failing === 0 ? [] : [`${failing} failing`]), ...(drifts.length === 0 ? [] : [plural(drifts.length, 'drift')]), ...(openReviews === 0 ? [] : [`${plural(openReviews, 'review')} open`])]
  return { words: words.join(', '), tone: failing + drifts.length > 0 ? 'critical' : openReviews > 0 ? 'degraded' : undefined }
}
