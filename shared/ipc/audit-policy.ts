import type { CommandName } from './channels'
import type { Commands } from './contract'
import type { AuditPolicy } from './audit-policy-kinds'
import { alarmPolicies, attentionPolicies, auditPolicies, sessionPolicies, setupPolicies, windowPolicies } from './audit-policy-desk'
import { maintenancePolicies } from './audit-policy-maintenance'
import { supportPolicies } from './audit-policy-support'

/** What of each command is written down: `audit-policy-kinds.ts` says what the words mean. A command without a line does not compile. */
export const auditPolicy: { readonly [N in CommandName]: AuditPolicy<Commands[N]['input'], Commands[N]['output']> } = {
  'fleet.load': { kind: 'reading' },
  'fleet.tenant': { kind: 'reading' },
  'recovery.load': { kind: 'reading' },
  'metrics.load': { kind: 'reading' },
  'metrics.leave': { kind: 'reading' },
  'services.logHits': { kind: 'reading' },
  'watch.status': { kind: 'reading' },
  'watch.refresh': { kind: 'reading' },
  'history.state': { kind: 'reading' },
  'history.fleetAt': { kind: 'reading' },
  'history.changes': { kind: 'reading' },
  'incidents.list': { kind: 'reading' },
  'handover.sheet': { kind: 'reading' },
  ...windowPolicies,
  ...sessionPolicies,
  ...setupPolicies,
  ...alarmPolicies,
  ...attentionPolicies,
  ...maintenancePolicies,
  ...supportPolicies,
  ...auditPolicies,
}
