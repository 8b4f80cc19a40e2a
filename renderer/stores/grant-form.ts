import type { AccessKind } from '#shared/support/grant'
import type { GrantView } from '#shared/support/support-view'

/** A grant as it is being written: fields as text, nothing judged. It becomes a wish in features/support/form. */
export interface GrantForm {
  readonly tenant: string
  /** Empty: not chosen; where there is one only, it is taken. */
  readonly environment: string
  readonly what: readonly AccessKind[]
  readonly reference: string
  readonly askedBy: string
  readonly reason: string
  readonly from: 'now' | 'later'
  /** `2026-03-08`, in the zone of this computer. */
  readonly day: string
  /** `02:00` */
  readonly time: string
  /** Its length; of an extension: how much longer than the grant that it extends. */
  readonly minutes: string
  /** The grant that it goes on from: it ends so much later. */
  readonly extended?: Pick<GrantView, 'id' | 'untilMs'>
  /** The deliberate step: without an approval. */
  readonly isBreakGlass: boolean
  /** The tenant's id as typed. */
  readonly confirm: string
}

export const emptyGrantForm = (tenant: string): GrantForm => ({ tenant, environment: '', what: [], reference: '', askedBy: '', reason: '', from: 'now', day: '', time: '', minutes: '60', isBreakGlass: false, confirm: '' })

/** A new grant that begins now and ends later than the one it is made from. */
export const formOfExtension = ({ id, tenant, environment, what, reference, askedBy, reason, untilMs }: GrantView): GrantForm => ({
  ...emptyGrantForm(tenant),
  environment,
  what,
  reference,
  askedBy,
  reason,
  minutes: '30',
  extended: { id, untilMs },
})
