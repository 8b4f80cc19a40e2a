import type { AlarmEffect } from '../../world/effects'
import { withDeeds, type World } from '../../world/world'
import { faults } from '../../wire/service-fault'
import type { Input } from '../input'
import { answered, operation, refused, type Answer } from '../operation'
import type { Place } from '../../world/fleet-model'

/** Names that are nobody's are passed over, as CloudWatch does. */
function switched(world: World, place: Place, input: Input, actionsOff: boolean): Answer {
  const names = input.texts('AlarmNames')
  if (names.length > 100) return refused(faults.validation("1 validation error detected: Value at 'alarmNames' failed to satisfy constraint: Member must have length less than or equal to 100"))
  const effects = names.flatMap((name): AlarmEffect[] => {
    const target = place.alarmByName.get(name)
    if (target === undefined) return []
    const truth = actionsOff ? [{ kind: 'alarm.actions-off', fromMs: world.nowMs, toMs: Infinity, checks: ['alarm-actions-off'], explainsOnly: true }] : []
    return [{ on: 'alarm', kind: actionsOff ? 'alarm.actions-off' : 'alarm.actions-on', target, fromMs: world.nowMs, toMs: Infinity, actionsOff, truth }]
  })
  return { ...answered(undefined), world: withDeeds(world, { effects: [...world.deeds.effects, ...effects] }) }
}

export const disableAlarmActions = operation('common', ({ world, place, input }) => switched(world, place, input, true))

export const enableAlarmActions = operation('common', ({ world, place, input }) => switched(world, place, input, false))
