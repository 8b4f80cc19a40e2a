import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { draftSchema } from '#shared/maintenance/draft-schema'
import { instantsOf, parseWallTime } from '#shared/kernel/wall-time'
import { minuteMs } from '#shared/kernel/time'
import { clockTrouble, sayable, whenOf } from '../../../../renderer/features/maintenance/wizard/when-of-form'
import { draftOf, firstFaulty, issuesOf, placeOfIssue, previewDraftOf } from '../../../../renderer/features/maintenance/wizard/draft-of-form'
import { formOfStep, issuesOfStep, newStep, stepKindIds, stepOfForm } from '../../../../renderer/features/maintenance/wizard/step-kinds'
import { formOfWindow } from '../../../../renderer/features/maintenance/wizard/form-of-window'
import { emptyForm, isTouched, type PlanForm } from '../../../../renderer/stores/plan-form'
import { fakePlan, groupOf } from '../../maintenance/fake-plans'
import { planStepSchema } from '#shared/maintenance/plan-schema'

const form: PlanForm = { ...emptyForm('Europe/Berlin'), title: ' Upgrade ', why: 'Support ends.', tenants: ['acme-bank'], day: '2026-03-08', steps: [{ key: 0, kind: 'db.engine-upgrade', values: { toVersion: '8.0.39', allowMajor: '' } }] }
const standIn = { start: '2026-03-08T00:00', zone: 'UTC', durationMinutes: 60 }

describe('A form', () => {
  it('becomes a draft that the core takes', () => {
    expect(draftOf(form)).toEqual({
      title: 'Upgrade',
      why: 'Support ends.',
      kind: 'downtime',
      window: { start: '2026-03-08T02:00', zone: 'Europe/Berlin', durationMinutes: 120 },
      select: { tenants: ['acme-bank'] },
      steps: [{ kind: 'db.engine-upgrade', toVersion: '8.0.39', allowMajor: false }],
      onFailure: 'restore',
    })
    expect(draftSchema.safeParse(draftOf(form)).success).toBe(true)
  })

  it('is not touched until something is written', () => {
    expect(isTouched({ ...emptyForm('UTC'), step: 'when' })).toBe(false)
    expect(isTouched({ ...emptyForm('UTC'), why: 'x' })).toBe(true)
  })

  it('says what is missing, part by part', () => {
    expect(firstFaulty(issuesOf(emptyForm('UTC')))).toBe('what')
    expect(firstFaulty(issuesOf({ ...form, tenants: [] }))).toBe('whom')
    expect(firstFaulty(issuesOf({ ...form, steps: [] }))).toBe('steps')
    expect(firstFaulty(issuesOf({ ...form, steps: [newStep('db.engine-upgrade', 4)] }))).toBe('steps')
    expect(firstFaulty(issuesOf({ ...form, minutes: '2' }))).toBe('when')
    expect(firstFaulty(issuesOf(form))).toBeUndefined()
    expect(issuesOf({ ...form, kind: 'emergency' }).what['emergencyReason']).toContain('why it cannot wait')
  })

  it('is previewed while half of it is missing, with stand-ins that are never saved', () => {
    const half = { ...emptyForm('UTC'), environments: ['portal'] }
    expect(draftSchema.safeParse(previewDraftOf(half, standIn)).success).toBe(true)
    expect(previewDraftOf(half, standIn)).toMatchObject({ window: standIn, select: { environments: ['portal'] } })
    expect(previewDraftOf(emptyForm('UTC'), standIn)).toBeUndefined()
    expect(previewDraftOf(form, standIn)).toEqual(draftOf(form))
  })

  it('knows where an issue of the core belongs', () => {
    expect(placeOfIssue('draft.title', form)).toEqual({ step: 'what', field: 'title' })
    expect(placeOfIssue('select', form)).toEqual({ step: 'whom', field: 'select' })
    expect(placeOfIssue('window.durationMinutes', form)).toEqual({ step: 'when', field: 'durationMinutes' })
    expect(placeOfIssue('draft.steps[0].changes.instanceClass', form)).toEqual({ step: 'steps', field: 'instanceClass', key: 0 })
    expect(placeOfIssue('draft.steps.0.toVersion', form)).toEqual({ step: 'steps', field: 'toVersion', key: 0 })
  })

  it('is made of a window again: the same plan, of what it touches', () => {
    const plan = fakePlan({ id: 'w', title: 'W', groups: [groupOf('frontend', ['acme-bank'])], steps: [{ kind: 'db.modify', changes: { multiAz: false, storageGib: 100 } }, { kind: 'ssm.automation', document: 'D', parameters: { Id: ['a', 'b'] } }] })
    const made = formOfWindow({ id: 'w', version: 3, plan })
    expect(made.edit).toEqual({ id: 'w', version: 3, title: 'W' })
    expect(draftOf(made)).toMatchObject({ id: 'w', why: plan.why, window: plan.window, steps: plan.steps, select: { tenants: ['acme-bank'], environments: ['frontend'] } })
  })
})

describe('A step’s fields', () => {
  it('lead there and back, whatever the step', () => {
    const steps = fc.constantFrom(...stepKindIds)
    const text = fc.stringMatching(/^[a-z][a-z0-9.-]{0,12}$/)
    fc.assert(
      fc.property(steps, text, fc.integer({ min: 20, max: 35 }), (kind, word, number) => {
        const values = { toVersion: word, allowMajor: 'yes', instanceClass: 'db.m6i.large', storageGib: String(number), multiAz: 'off', parameterGroup: word, retentionDays: String(number), action: word, minHealthyPercent: String(number), document: word, parameters: `${word}=x, y`, instructions: word }
        const step = stepOfForm({ kind, values })
        expect(issuesOfStep({ kind, values })).toEqual({})
        expect(planStepSchema.safeParse(step).success).toBe(true)
        expect(stepOfForm(formOfStep(step, 1))).toEqual(step)
      }),
    )
  })

  it.each([
    ['db.engine-upgrade', {}, ['toVersion']],
    ['db.modify', {}, ['instanceClass']],
    ['db.modify', { instanceClass: 'm6i', storageGib: '5', retentionDays: '0' }, ['instanceClass', 'storageGib', 'retentionDays']],
    ['app.instance-refresh', { minHealthyPercent: '101' }, ['minHealthyPercent']],
    ['ssm.automation', { parameters: 'no equals sign' }, ['document', 'parameters']],
    ['manual', { instructions: ' ' }, ['instructions']],
  ] as const)('of %s with %j miss %j', (kind, values, fields) => expect(Object.keys(issuesOfStep({ kind, values }))).toEqual(fields))
})

describe('A time in the form', () => {
  it('that the clocks skip comes with the next that there is', () => {
    expect(clockTrouble({ day: '2026-03-29', time: '02:30', zone: 'Europe/Berlin' })).toEqual({ kind: 'skipped', day: '2026-03-29', time: '03:00' })
  })

  it('that they show twice comes with both instants', () => {
    expect(clockTrouble({ day: '2026-10-25', time: '02:30', zone: 'Europe/Berlin' })).toEqual({ kind: 'twice', earlierMs: Date.UTC(2026, 9, 25, 0, 30), laterMs: Date.UTC(2026, 9, 25, 1, 30) })
    expect(clockTrouble({ day: '2026-10-26', time: '02:30', zone: 'Europe/Berlin' })).toBeUndefined()
  })

  it('means the instant that it was made of, also where the clocks show it twice', () => {
    const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'UTC')
    const minutes = fc.oneof(fc.integer({ min: 0, max: 2_000_000 }), fc.integer({ min: -200, max: 200 }).map((offset) => Date.UTC(2026, 9, 25, 1) / minuteMs - Date.UTC(2024, 0, 1) / minuteMs + offset))
    fc.assert(
      fc.property(zones, minutes, (zone, after) => {
        const atMs = Date.UTC(2024, 0, 1) + after * minuteMs
        const { day, time, when } = whenOf(atMs, zone)
        const instants = instantsOf(parseWallTime(`${day}T${time}`)!, zone)
        expect(when === 'later' ? instants[1] : instants[0]).toBe(atMs)
        expect(when === undefined).toBe(instants.length === 1)
      }),
    )
  })

  it('is one that people can say', () => {
    expect(sayable(Date.UTC(2026, 2, 4, 6, 12, 9))).toBe(Date.UTC(2026, 2, 4, 6, 15))
    expect(sayable(Date.UTC(2026, 2, 4, 6, 15))).toBe(Date.UTC(2026, 2, 4, 6, 15))
  })
})
