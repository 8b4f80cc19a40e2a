import type { WindowView } from '#shared/maintenance/window-view'
import type { PlanForm } from '../../../stores/plan-form'
import { formOfStep } from './step-kinds'

/** A window's plan as a form. Its selection is rebuilt from what it touches: the wizard shows what it comes to now. */
export function formOfWindow({ id, version, plan }: Pick<WindowView, 'id' | 'version' | 'plan'>): PlanForm {
  const { databases, groups, window, steps } = plan
  const tenants = databases.length > 0 ? databases.map(({ tenant }) => tenant) : groups.flatMap((group) => group.tenants)
  return {
    step: 'what',
    edit: { id, version, title: plan.title },
    title: plan.title,
    why: plan.why,
    kind: plan.kind,
    emergencyReason: plan.emergencyReason ?? '',
    tenants: unique(tenants),
    environments: unique([...databases, ...groups].map(({ environment }) => environment)),
    accounts: [],
    tags: [],
    engines: groups.length === 0 ? unique(databases.map(({ engine }) => engine)) : [],
    steps: steps.map((step, key) => formOfStep(step, key)),
    onFailure: plan.onFailure,
    copyRegion: plan.copyTo?.region ?? '',
    copyKey: plan.copyTo?.kmsKeyId ?? '',
    day: window.start.slice(0, 10),
    time: window.start.slice(11),
    zone: window.zone,
    minutes: String(window.durationMinutes),
    when: window.when,
  }
}

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)].sort()
