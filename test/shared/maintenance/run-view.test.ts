import { describe, expect, it } from 'vitest'
import { minuteMs, secondMs } from '#shared/kernel/time'
import { effectsOf } from '#shared/maintenance/effects'
import { percentDone, runView } from '#shared/maintenance/run-view'
import { aPlan, aStory, doneEvents, opensMs } from './window-story'

const upTo = (phase: string): readonly string[] => {
  const effects = effectsOf(aPlan()).filter((effect) => effect.phase !== 'restore')
  return effects.slice(0, effects.findIndex((effect) => effect.phase === phase)).map(({ id }) => id)
}
const upgrade = 'change:0:arn:aws:rds:eu-west-1:111122223333:db:acme-frontend'
const stateOf = (view: ReturnType<typeof runView>, phase: string) => view.phases.find((each) => each.phase === phase)?.state

describe('A run on the screen', () => {
  it('says what it does now, to what, and how far it is', () => {
    const events = [...doneEvents(upTo('snapshot')), { kind: 'started' as const, effect: upTo('change').at(-1)!, atMs: opensMs + minuteMs }, { kind: 'inProgress' as const, effect: upTo('change').at(-1)!, atMs: opensMs + minuteMs, lookAgainAtMs: opensMs + 2 * minuteMs, percent: 40 }]
    const view = runView(aStory(events), opensMs + minuteMs)
    expect(stateOf(view, 'close')).toBe('done')
    expect(stateOf(view, 'snapshot')).toBe('busy')
    expect(stateOf(view, 'change')).toBe('waiting')
    expect(view.next?.words).toBe('Taking snapshots: zenith-frontend.')
    expect(percentDone(view)).toBeGreaterThan(25)
    expect(percentDone(view)).toBeLessThan(50)
  })

  it('calls banks by their names and databases by theirs', () => {
    const view = runView(aStory(doneEvents(upTo('mute'))), opensMs + secondMs)
    expect(view.phases.find(({ phase }) => phase === 'close')?.effects.map(({ name }) => name)).toEqual(['Acme Bank', 'zenith'])
    expect(view.lines[0]?.words).toBe('Close access: zenith done (Seen: close:zenith)')
  })

  it('asks where the plan says so, with the failure’s own words', () => {
    const story = aStory([...doneEvents(upTo('change')), { kind: 'started', effect: upgrade, atMs: opensMs + minuteMs }, { kind: 'failed', effect: upgrade, atMs: opensMs + 2 * minuteMs, message: 'AWS took it and did not make it.', again: 'never' }], { plan: aPlan({ onFailure: 'stopAndAsk' }) })
    const view = runView(story, opensMs + 3 * minuteMs)
    // The other database is still to be looked at: nothing of it was begun.
    expect(view.questions).toMatchObject([{ id: `failed:${upgrade}`, message: 'AWS took it and did not make it.', choices: ['retry', 'restore', 'keep'] }])
    expect(stateOf(view, 'change')).toBe('asking')
    expect(view.next?.words).toBe('It waits for an answer.')
  })

  it('asks without downtime even where the plan says restore: a restore would lose what people wrote meanwhile', () => {
    const failed = [{ kind: 'started' as const, effect: upgrade, atMs: opensMs + minuteMs }, { kind: 'failed' as const, effect: upgrade, atMs: opensMs + 2 * minuteMs, message: 'no', again: 'never' as const }]
    const viewOf = (kind: 'downtime' | 'noDowntime') => runView(aStory([...doneEvents(upTo('change')), ...failed], { plan: aPlan({ kind, onFailure: 'restore' }) }), opensMs + 3 * minuteMs)
    expect(viewOf('noDowntime').questions).toMatchObject([{ id: `failed:${upgrade}`, choices: ['retry', 'restore', 'keep'] }])
    expect(viewOf('downtime').questions).toEqual([])
  })

  it('is over when everything is told, and counts phases that were not needed as such', () => {
    const all = effectsOf(aPlan()).filter((effect) => effect.phase !== 'restore').map(({ id }) => id)
    const view = runView(aStory(doneEvents(all)), opensMs + minuteMs)
    expect(view).toMatchObject({ outcome: 'succeeded', endedAtMs: opensMs + 2 * all.length - 1 })
    expect(view.next).toBeUndefined()
    expect(stateOf(view, 'restore')).toBe('notNeeded')
    expect(percentDone(view)).toBe(100)
  })

  it('says that nobody carries it before anything else', () => {
    expect(runView(aStory([], { carriedBy: { kind: 'nobody' } }), opensMs).next?.words).toContain('Nobody carries this run')
  })

  it('counts a retry down, and says who paused', () => {
    const failing = aStory([{ kind: 'started', effect: 'validate:plan', atMs: opensMs }, { kind: 'failed', effect: 'validate:plan', atMs: opensMs, message: 'throttled', again: 'later' }])
    expect(runView(failing, opensMs + secondMs).next).toEqual({ words: 'Something failed and is tried again.', atMs: opensMs + 5 * secondMs })
    expect(runView(aStory([{ kind: 'paused', by: 'ben', atMs: opensMs }]), opensMs + secondMs).next?.words).toContain('Paused by ben')
  })
})
