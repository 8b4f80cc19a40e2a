import { describe, expect, it } from 'vitest'
import { dayMs, hourMs, minuteMs, secondMs } from '#shared/kernel/time'
import type { DeskWord } from '#shared/maintenance/leftover'
import type { WindowView } from '#shared/maintenance/window-view'
import { createVirtualTime } from '#electron/adapters/system/virtual-time'
import { createWatchWord } from '#electron/maintenance/office/watch-word'

const fromMs = Date.UTC(2026, 2, 5, 21)
const windowOf = (run?: object): WindowView => ({ id: 'upgrade', title: 'MySQL upgrade', tenants: ['acme', 'zenith'], ...(run === undefined ? {} : { run: { startedAtMs: fromMs, toMs: fromMs + 4 * hourMs, phases: [], ...run } }) }) as unknown as WindowView // what is told of it

function open() {
  const time = createVirtualTime(fromMs + hourMs)
  const words: DeskWord[] = []
  const word = createWatchWord({ found: () => [] }, time.clock)
  word.to((said) => words.push(said))
  return { time, word, runs: () => words.at(-1)?.runs?.map(({ tenant, untilMs }) => `${tenant} +${(untilMs - fromMs) / minuteMs} min`) }
}

describe('Whoever watches the fleet is told', () => {
  it('when runs were at work on whom: to their end as it stands, to now beyond it, to their real end once they are over', async () => {
    const { time, word, runs } = open()
    word.seen([windowOf()])
    expect(runs()).toEqual([])
    word.moved(windowOf({}))
    expect(runs()).toEqual(['acme +240 min', 'zenith +240 min'])
    word.moved(windowOf({ toMs: fromMs + 5 * hourMs }))
    expect(runs()).toEqual(['acme +300 min', 'zenith +300 min'])
    await time.advanceTo(fromMs + 6 * hourMs + 10 * secondMs)
    word.seen([windowOf({})])
    expect(runs()).toEqual(['acme +361 min', 'zenith +361 min'])
    word.moved(windowOf({ endedAtMs: fromMs + 30 * minuteMs }))
    expect(runs()).toEqual(['acme +30 min', 'zenith +30 min'])
  })

  it('of a run that ended for two days, as long as AWS may tell late of what happened', async () => {
    const { time, word, runs } = open()
    const over = windowOf({ endedAtMs: fromMs + 30 * minuteMs })
    await time.advanceTo(fromMs + 2 * dayMs)
    word.seen([over])
    expect(runs()).toHaveLength(2)
    await time.advanceTo(fromMs + 2 * dayMs + hourMs)
    word.seen([over])
    expect(runs()).toEqual([])
  })
})
