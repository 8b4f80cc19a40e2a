import type { FailurePolicy } from '#shared/maintenance/plan'
import type { WindowKind } from '#shared/maintenance/notice-rule'
import type { PlanStep } from '#shared/maintenance/plan-step'

/** A plan as it is being typed: every field as text, nothing judged. It becomes a draft in features/maintenance/wizard. */
export interface PlanForm {
  readonly step: FormStep
  /** The window that is edited, as it was when the editing began. */
  readonly edit?: { readonly id: string; readonly version: number; readonly title: string }
  readonly title: string
  readonly why: string
  readonly kind: WindowKind
  readonly emergencyReason: string
  readonly tenants: readonly string[]
  readonly environments: readonly string[]
  readonly accounts: readonly string[]
  readonly engines: readonly string[]
  /** `key=value`, of the resources themselves. */
  readonly tags: readonly string[]
  readonly steps: readonly StepForm[]
  readonly onFailure: FailurePolicy
  /** Where snapshots are copied to; empty: nowhere. */
  readonly copyRegion: string
  readonly copyKey: string
  /** `2026-03-08` */
  readonly day: string
  /** `02:00` */
  readonly time: string
  readonly zone: string
  readonly minutes: string
  /** Which of the two, where the clocks show the time twice; undefined: nobody has said. */
  readonly when: 'earlier' | 'later' | undefined
}

/** One step's fields by name; which there are depends on its kind. */
export interface StepForm {
  /** Stays the same while steps are moved and removed. */
  readonly key: number
  readonly kind: PlanStep['kind']
  readonly values: Readonly<Record<string, string>>
}

export const formSteps = ['what', 'whom', 'steps', 'when', 'preview'] as const
export type FormStep = (typeof formSteps)[number]

export const emptyForm = (zone: string): PlanForm => ({
  step: 'what',
  title: '',
  why: '',
  kind: 'downtime',
  emergencyReason: '',
  tenants: [],
  environments: [],
  accounts: [],
  engines: [],
  tags: [],
  steps: [],
  onFailure: 'restore',
  copyRegion: '',
  copyKey: '',
  day: '',
  time: '02:00',
  zone,
  minutes: '120',
  when: undefined,
})

/** Whether anything would be lost. */
export const isTouched = (form: PlanForm): boolean => JSON.stringify({ ...form, step: 'what' }) !== JSON.stringify(emptyForm(form.zone))
