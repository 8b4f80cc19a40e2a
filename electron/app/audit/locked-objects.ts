import type { AuditConfig } from '#shared/fleet/fleet-config'
import { createAwsOperators } from '#electron/adapters/aws/index'
import { realClock, realTimers } from '#electron/adapters/system/real-time'
import type { LockedObjectOperator } from '#electron/ports/operator/objects'
import type { OpenAccess } from '../access/open-access'

/** The bucket of anchors, with the keys of whoever sits here. Loaded when the first anchor is laid. */
export const lockedObjects = ({ endpoint, credentials }: OpenAccess, { account, region }: AuditConfig): LockedObjectOperator =>
  createAwsOperators({ ...(endpoint === undefined ? {} : { endpoint }), credentials, clock: realClock, timers: realTimers })(account, region).locked
