import { expect, it } from 'vitest'
import { killsOf } from '#electron/drill/support/killed/kills'
import type { KillScenario } from '#electron/drill/support/killed/scenarios'

const scenario: KillScenario = { name: 'one', about: ['opening', 'watching'], steps: [] }
const passed = ['opening: before parameters.get', 'opening: after parameters.put', 'opening: before parameters.get', 'watching: before parameters.get', 'watching: before parameters.get', 'end: after parameters.put', 'opening: before store.append opened', 'opening: after audit.append support.door intent']

it('kills at every edge of what a scenario is about, told apart by how often its name was passed, and where nothing happens at the first of each name', () => {
  expect(killsOf(scenario, passed, false).map(({ edge, phase, sort, when }) => [edge.label, edge.time, phase, sort, when])).toEqual([
    ['opening: before parameters.get', 1, 'opening', 'AWS', 'before'],
    ['opening: after parameters.put', 1, 'opening', 'AWS', 'after'],
    ['opening: before parameters.get', 2, 'opening', 'AWS', 'before'],
    ['watching: before parameters.get', 1, 'watching', 'AWS', 'before'],
    ['opening: before store.append opened', 1, 'opening', 'store', 'before'],
    ['opening: after audit.append support.door intent', 1, 'opening', 'audit', 'after'],
  ])
})

it('thinned, kills where AWS has it and nobody knows, and before the line that says so, once in each phase', () =>
  expect(killsOf(scenario, [...passed, 'opening: after network.authorize'], true).map(({ edge }) => edge.label)).toEqual(['opening: after parameters.put', 'opening: before store.append opened']))
