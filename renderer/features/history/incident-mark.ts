import type { Incident } from '#shared/incidents/incident'
import type { MarkKind } from '../../components/health-mark'

/** How much an incident asks for attention: one that is over and was planned is good to know. */
export const incidentMark = ({ state, planned }: Incident): MarkKind => (state === 'inProgress' || state === 'failed' ? 'critical' : state === 'unfinished' ? 'unknown' : state === 'abandoned' || planned === 'planned' ? 'info' : 'watch')
