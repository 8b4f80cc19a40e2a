import type { Question } from '#shared/maintenance/decide'
import type { Phase } from '#shared/maintenance/effects'
import type { Choice } from '#shared/maintenance/run-event'
import { phaseWords } from '#shared/maintenance/run-view'
import type { RunView } from '#shared/maintenance/window-view'

/** What a question is about, in a run's own words. */
export function questionTitle({ why, effect }: Question, run: Pick<RunView, 'phases'>): string {
  const found = placeOf(effect, run)
  const what = found === undefined ? 'This step' : `${phaseWords[found.phase].name}: ${found.name}`
  switch (why) {
    case 'failed':
      return `${what} failed.`
    case 'unclear':
      return `${what}: AWS cannot tell whether it was done.`
    case 'cancelled':
      return 'Cancelled half-way: some have the change and some have not.'
    case 'cutOff':
      return 'The cut-off came half-way: some have the change and some have not.'
  }
}

export function placeOf(effect: string | undefined, { phases }: Pick<RunView, 'phases'>): { readonly phase: Phase; readonly name: string } | undefined {
  for (const { phase, effects } of phases) {
    const found = effects.find(({ id }) => id === effect)
    if (found !== undefined) return { phase, name: found.name }
  }
  return undefined
}

/** A run that closes nobody out has no such phase. */
const lossWords = ({ phases }: Pick<RunView, 'phases'>): string =>
  phases.some(({ phase }) => phase === 'close') ? 'What was written since the snapshot is lost' : 'Access was never closed: everything that people wrote since the snapshot is lost'

export interface ChoiceWords {
  readonly title: string
  /** What it does, before it is done. */
  readonly does: string
}

export function choiceWords(choice: Choice, question: Question, run: Pick<RunView, 'phases'>): ChoiceWords {
  const phase = placeOf(question.effect, run)?.phase
  switch (choice) {
    case 'retry':
      return { title: 'Try again', does: 'It is done once more, as if it had not been tried. If it fails again, you are asked again.' }
    case 'restore':
      return { title: 'Restore', does: `${question.effect === undefined ? 'Every database that was changed' : 'What it touched'} is brought back from this run’s snapshot. ${lossWords(run)}; the changed instance is kept under another name.` }
    case 'keep':
      if (phase === 'compare') return { title: 'Leave it as it is', does: 'You have looked and take it as it is: its people are in already. The tenants are told, and the run ends as “partly done”.' }
      if (phase === 'verifyAgain') return { title: 'Leave it as it is', does: 'You have looked and take it as it is: access is reopened, alarms are switched on, and the run ends as “partly done”.' }
      return { title: 'Leave it as it is', does: question.choices.includes('restore') ? 'Nothing is put back. The rest is verified, access is reopened, alarms are switched on, and the run ends as “partly done”.' : 'Nothing is put back, and this is not tried again. Access is reopened, alarms are switched on, and the run ends.' }
    case 'wasDone':
      return { title: 'It was done', does: phase === 'reopen' || phase === 'unmute' ? 'You have put it right by hand and looked: the journal says that you said so, and the run goes on.' : 'You have looked and it is there: the journal says that you said so, and the run goes on.' }
    case 'wasNotDone':
      return { title: 'It was not done', does: 'You have looked and it is not there: it is done now.' }
  }
}
