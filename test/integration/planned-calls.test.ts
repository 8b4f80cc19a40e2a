import { describe, expect, it } from 'vitest'
import { minuteMs } from '#shared/kernel/time'
import type { PlanDraft } from '#shared/maintenance/draft'
import type { PlanStep } from '#shared/maintenance/plan-step'
import type { PlannedCall } from '#shared/maintenance/planned-calls'
import { askAll, withAnswers } from '#electron/cli/maintenance/asked'
import { openPlannedCallsStage, valueOf } from './planned-calls-stage'

/** What a preview says that a window will ask of AWS, against what a training fleet records while it runs. */
const draftOf = (step: PlanStep, more: Partial<PlanDraft>): PlanDraft => ({
  title: 'Every call',
  why: 'test',
  kind: 'downtime',
  window: { start: '2026-03-06T22:00', zone: 'UTC', durationMinutes: 420 },
  select: { tenants: ['acme'] },
  steps: [step],
  onFailure: 'stopAndAsk',
  ...more,
})

interface Calls {
  readonly said: readonly PlannedCall[]
  readonly made: ReadonlyMap<string, number>
}

async function run(draft: PlanDraft, events: readonly object[] = []): Promise<Calls> {
  const stage = await openPlannedCallsStage(events)
  const { time, settled } = stage
  const [ana, ben] = [stage.officeOf('ana'), stage.officeOf('benjamin')]
  /** Requests and answers come while time stands; what waits for time is given it. */
  const until = async <T>(work: Promise<T>): Promise<T> => {
    let isOver = false
    void work.then(() => (isOver = true), () => (isOver = true))
    await settled()
    while (!isOver) {
      const dueMs = time.nextDueAtMs()
      if (dueMs === undefined) await settled()
      else await time.advanceTo(dueMs, settled)
    }
    return work
  }
  try {
    const preview = valueOf(await ana.preview(draft))
    const said = withAnswers(preview, await until(askAll(ana, draft, preview.plan))).forecast.calls
    const { id, hash, span } = valueOf(await until(ana.save(draft)))
    valueOf(await until(ben.approve(id, hash)))
    valueOf(await until(ana.announce(id)))
    await time.advanceTo(span.fromMs + minuteMs, settled)
    const before = stage.recorded()
    valueOf(await until(ana.start({ id, hash })))
    for (;;) {
      const { stage: now, run: running, outcome } = valueOf(await until(ana.window(id)))
      if (now === 'ended') {
        expect(outcome).toBe('succeeded')
        break
      }
      for (const { id: question } of running?.questions ?? []) valueOf(await until(ana.say(id, { kind: 'answer', question, choice: 'wasDone' })))
      await time.advanceTo(time.nextDueAtMs()!, settled)
    }
    await ana.over(id)
    const made = new Map([...stage.recorded()].map(([operation, many]) => [operation, many - (before.get(operation) ?? 0)] as const).filter(([, many]) => many > 0))
    return { said: said.filter(({ by }) => by === 'run'), made }
  } finally {
    await until(Promise.all([ana.stop(), ben.stop()]))
    await stage.stop()
  }
}

/** By operation. */
function sums(said: readonly PlannedCall[], which: (call: PlannedCall) => boolean): Readonly<Record<string, number>> {
  const times: Record<string, number> = {}
  for (const call of said.filter(which)) times[call.operation] = (times[call.operation] ?? 0) + call.times
  return times
}

const waits = [{ at: 'PT0S', kind: 'db.pending-maintenance', tenant: 'acme', environment: 'frontend', action: 'system-update' }]
const cases: readonly (readonly [string, PlanStep, Partial<PlanDraft>, readonly object[]])[] = [
  ['db.engine-upgrade', { kind: 'db.engine-upgrade', toVersion: '8.0.41', allowMajor: false }, {}, []],
  ['db.modify', { kind: 'db.modify', changes: { retentionDays: 35, instanceClass: 'db.m6i.2xlarge' } }, {}, []],
  ['db.modify with a restart', { kind: 'db.modify', changes: { parameterGroup: 'mysql-tuned' } }, {}, []],
  ['db.apply-pending-maintenance', { kind: 'db.apply-pending-maintenance', action: 'system-update' }, {}, waits],
  ['db.failover-drill without downtime', { kind: 'db.failover-drill' }, { kind: 'noDowntime' }, []],
  ['app.instance-refresh', { kind: 'app.instance-refresh', minHealthyPercent: 90 }, {}, []],
  ['ssm.automation', { kind: 'ssm.automation', document: 'Bank-PostUpgradeTasks', parameters: {} }, {}, []],
  ['manual, with a copy', { kind: 'manual', instructions: 'Turn the key in the safe.' }, { copyTo: { region: 'eu-central-1', kmsKeyId: 'arn:aws:kms:eu-central-1:111122223333:key/there' } }, []],
]

describe('What a preview says that a window will ask of AWS', () => {
  it.each(cases)('is what a training fleet records, of %s', async (_, step, more, events) => {
    const { said, made } = await run(draftOf(step, more), events)
    expect([...made.keys()].sort()).toEqual([...new Set(said.map(({ operation }) => operation))].sort())
    const changing = sums(said, ({ isRepeated }) => !isRepeated)
    expect(Object.fromEntries(Object.keys(changing).map((operation) => [operation, made.get(operation)]))).toEqual(changing)
    for (const [operation, times] of Object.entries(sums(said, ({ isRepeated }) => isRepeated))) expect({ operation, isAtLeast: (made.get(operation) ?? 0) >= times }).toEqual({ operation, isAtLeast: true })
  })
})
