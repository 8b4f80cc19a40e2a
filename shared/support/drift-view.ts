import type { Drift } from './drift'
import type { DriftView } from './support-view'

/** For a screen: what it is, and what its repair does. */
export const driftView = (drift: Drift, foundAtMs: number): DriftView => ({
  id: drift.id,
  ...(drift.tenant === undefined ? {} : { tenant: drift.tenant }),
  kind: drift.kind,
  ...(drift.grant === undefined ? {} : { grant: drift.grant }),
  words: wordsOf(drift),
  foundAtMs,
  repair: repairs[drift.kind],
})

const repairs: Record<DriftView['kind'], string> = {
  'rule-without-grant': 'Remove the rule',
  'document-without-grant': 'Take them out of the document',
  'schedule-without-grant': 'Delete the schedule',
  'grant-without-rule': 'Open SSH again',
  'grant-without-document': 'Write it into the document again',
  'grant-without-schedule': 'Make the schedule again',
  'document-unreadable': 'Write the document anew',
}

function wordsOf({ kind, target, tenant, environment, account, region, grant, grants = [], from, isForeign }: Drift): string {
  const where = tenant === undefined || environment === undefined ? `${account}/${region}` : `${tenant}, ${environment}`
  switch (kind) {
    case 'rule-without-grant':
      if (isForeign === true) return `${where}: the rule ${target} lets in ${from ?? 'somebody'} by SSH and is not ours. Support access from there can be neither opened nor proven closed while it stands.`
      return `${where}: the rule ${target} lets in ${from ?? 'somebody'} by SSH, and nobody granted it.`
    case 'document-without-grant':
      return `${where}: the document ${target} lets in ${grants.join(', ')}, and nobody granted it.`
    case 'schedule-without-grant':
      return `${where}: the schedule ${target} would close something that no grant has open.`
    case 'grant-without-rule':
      return `${where}: ${grant ?? 'a grant'} is granted, but its rule (${target}) is gone. Somebody took it away.`
    case 'grant-without-document':
      return `${where}: ${grant ?? 'a grant'} is granted, but the document ${target} does not name it. Somebody took it out.`
    case 'grant-without-schedule':
      return `${where}: ${grant ?? 'a grant'} is open, and no schedule closes ${target} at its end.`
    case 'document-unreadable':
      return `${where}: what stands in ${target} is no support-access document. An application that reads as it should lets nobody in by it.`
  }
}
