import { assertNever } from '../kernel/assert-never'
import type { PlanDraft } from '../maintenance/draft'
import type { AuditPolicies } from './audit-policy-kinds'
import type { MaintenanceCommands, RunWord } from './maintenance-contract'

const window = ({ id }: { readonly id: string }) => ({ kind: 'window', id }) as const
const nameOf = ({ title, window: { zone } }: PlanDraft): string => `“${title}” (${zone})`

export const maintenancePolicies: AuditPolicies<MaintenanceCommands> = {
  'maintenance.calendar': { kind: 'reading' },
  'maintenance.window': { kind: 'reading' },
  'maintenance.preview': { kind: 'reading' },
  'maintenance.askAws': { kind: 'reading' },
  'maintenance.save': {
    kind: 'acting',
    title: 'save a maintenance window',
    words: ({ draft, edit }) => (edit === undefined ? `Planned ${nameOf(draft)}.` : `Changed ${nameOf(draft)}.`),
    keeps: (input) => input,
    why: ({ draft }) => draft.why,
    about: ({ draft, edit }) => {
      const id = edit?.id ?? draft.id
      return id === undefined ? undefined : window({ id })
    },
    made: window,
  },
  'maintenance.approve': { kind: 'acting', title: 'approve a maintenance window', words: ({ id }) => `Approved ${id}.`, keeps: (input) => input, about: window },
  'maintenance.practiseApproval': { kind: 'acting', title: 'have the practice colleague approve a maintenance window', words: ({ id }) => `Had the practice colleague approve ${id}.`, keeps: (input) => input, about: window },
  'maintenance.announce': { kind: 'acting', title: 'announce a maintenance window', words: ({ id }) => `Announced ${id}.`, keeps: (input) => input, about: window },
  'maintenance.callOff': { kind: 'acting', title: 'call off a maintenance window', words: ({ id }) => `Called off ${id}.`, keeps: ({ id }) => ({ id }), why: ({ why }) => why, about: window },
  'maintenance.start': { kind: 'acting', title: 'start a maintenance window', words: ({ id }) => `Started ${id}.`, keeps: (input) => input, about: window },
  'maintenance.takeOver': { kind: 'acting', title: 'take over a run', words: ({ id }) => `Took over the run ${id}.`, keeps: (input) => input, about: window },
  'maintenance.say': { kind: 'acting', title: 'speak to a run', words: ({ id, word }) => `${wordsOf(word)} the run ${id}.`, keeps: (input) => input, about: window },
  'maintenance.report': { kind: 'acting', title: 'export a run’s report', words: ({ id, as }) => `Exported the report of ${id} (${as}).`, keeps: (input) => input, about: window },
  'maintenance.export': { kind: 'acting', title: 'export windows as a calendar', words: ({ ids }) => `Exported ${ids.length} window${ids.length === 1 ? '' : 's'} as a calendar.`, keeps: (input) => input },
}

function wordsOf(word: RunWord): string {
  switch (word.kind) {
    case 'answer':
      return `Answered “${word.choice}” to`
    case 'cancel':
      return 'Cancelled'
    case 'pause':
      return 'Paused'
    case 'resume':
      return 'Resumed'
    case 'extend':
      return `Extended to ${new Date(word.toMs).toISOString()}`
    default:
      return assertNever(word)
  }
}
