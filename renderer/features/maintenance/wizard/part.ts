import type { PlanForm } from '../../../stores/plan-form'
import type { FieldIssues } from './step-kinds'
import type { Previewed } from './use-preview'

/** What every part of the wizard is given. */
export interface PartProps {
  readonly form: PlanForm
  readonly change: (next: Partial<PlanForm>) => void
  /** What is to be mended here, by field; nothing until somebody tried to go on. */
  readonly issues: FieldIssues
  /** By a step's key. */
  readonly ofStep: Readonly<Record<number, FieldIssues>>
  readonly previewed: Previewed
}
