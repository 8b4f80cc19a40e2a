import { z } from 'zod'
import type { DriftView } from './support-view'

/** What AWS has and nobody granted, or what was granted and AWS has not; with all that its repair needs to find it again. */
export interface Drift {
  /** The same each time that it is found. */
  readonly id: string
  readonly kind: DriftView['kind']
  readonly account: string
  readonly region: string
  /** A parameter, a rule of a group, a schedule. */
  readonly target: string
  readonly tenant?: string | undefined
  /** Absent: it lies beside that tenant's doors, and whose it was is not known. */
  readonly environment?: string | undefined
  /** That lacks its enforcement. */
  readonly grant?: string | undefined
  /** That are named and not granted. */
  readonly grants?: readonly string[] | undefined
  readonly securityGroup?: string | undefined
  readonly rule?: string | undefined
  readonly from?: string | undefined
  /** A rule that does not bear our name and lets in the address of a grant. */
  readonly isForeign?: boolean | undefined
}

export const driftSchema = z.object({
  id: z.string(),
  kind: z.enum(['rule-without-grant', 'document-without-grant', 'schedule-without-grant', 'grant-without-rule', 'grant-without-document', 'grant-without-schedule', 'document-unreadable']),
  account: z.string(),
  region: z.string(),
  target: z.string(),
  tenant: z.string().optional(),
  environment: z.string().optional(),
  grant: z.string().optional(),
  grants: z.array(z.string()).optional(),
  securityGroup: z.string().optional(),
  rule: z.string().optional(),
  from: z.string().optional(),
  isForeign: z.boolean().optional(),
})

export const driftOf = (drift: Omit<Drift, 'id'>): Drift => ({ ...drift, id: [drift.kind, drift.account, drift.region, drift.target, drift.grant ?? ''].join('|') })
