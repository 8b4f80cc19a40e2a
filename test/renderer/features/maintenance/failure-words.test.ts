import { describe, expect, it } from 'vitest'
import type { Question } from '#shared/maintenance/decide'
import type { Phase } from '#shared/maintenance/effects'
import type { RunView } from '#shared/maintenance/window-view'
import { failureWords } from '../../../../renderer/features/maintenance/plan-parts'
import { choiceWords } from '../../../../renderer/features/maintenance/run/question-words'

const runOf = (...phases: readonly Phase[]): Pick<RunView, 'phases'> => ({ phases: phases.map((phase) => ({ phase, state: 'done', done: 0, effects: [] })) })
const question: Question = { id: 'failed:change:0:db', why: 'failed', effect: 'change:0:db', choices: ['retry', 'restore', 'keep'] }

describe('What is said of a restore', () => {
  it('without downtime: that nobody was closed out, and that what people wrote is lost', () => {
    expect(choiceWords('restore', question, runOf('snapshot', 'change')).does).toContain('Access was never closed: everything that people wrote since the snapshot is lost')
    expect(choiceWords('restore', question, runOf('close', 'snapshot', 'change')).does).not.toContain('never closed')
  })

  it('in a plan: never without asking where access stays open', () => {
    expect(failureWords({ kind: 'downtime', onFailure: 'restore' })).toMatch(/without asking\.$/)
    expect(failureWords({ kind: 'noDowntime', onFailure: 'restore' })).toMatch(/lose what people wrote .* nothing is restored without asking\. The run stops and asks/)
    expect(failureWords({ kind: 'noDowntime', onFailure: 'stopAndAsk' })).toBe(failureWords({ kind: 'downtime', onFailure: 'stopAndAsk' }))
  })

  it('in a plan of app groups alone: that there is nothing to restore', () => {
    expect(failureWords({ kind: 'downtime', onFailure: 'restore', databases: [] })).toBe('App groups have no snapshot to go back to, so nothing is restored. The run stops and asks an operator: try again, or leave it as it is.')
    expect(failureWords({ kind: 'downtime', onFailure: 'restore', databases: [{}] })).toBe(failureWords({ kind: 'downtime', onFailure: 'restore' }))
  })

  it('left out, where there is none to choose: nobody reads of a rest that is verified', () => {
    expect(choiceWords('keep', { ...question, choices: ['retry', 'keep'] }, runOf('change')).does).not.toContain('verified')
    expect(choiceWords('keep', question, runOf('change')).does).toContain('partly done')
  })
})
