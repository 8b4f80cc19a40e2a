import { describe, expect, it } from 'vitest'
import type { AlarmMatter } from '#shared/alarms/matter'
import type { HistoryItem } from '#shared/history/batch'
import { minuteMs } from '#shared/kernel/time'
import { createHistoryRecorder } from '#electron/polling/history-recorder'
import { monday } from '#test/builders/fleet'

const alarm = (name: string, tenants: AlarmMatter['tenants'] = []): AlarmMatter => ({ kind: 'alarm', key: name, name, sinceAtMs: monday, flapping: false, suppressed: false, tenants, critical: false, words: `Alarm ${name} is firing.`, turns: [] })

function recording() {
  const sent: HistoryItem[] = []
  const recorder = createHistoryRecorder({ run: 'r', awsNowMs: () => monday, beatMs: () => minuteMs, send: (items) => sent.push(...items) })
  const look = (matters: readonly AlarmMatter[], settled = true): readonly unknown[] => {
    sent.length = 0
    recorder.alarms({ matters, settled })
    recorder.flush()
    return sent.map((item) => (item.kind === 'entry' && item.entry.kind === 'alarm' ? [item.entry.change, item.entry.alarm, item.entry.summary] : item))
  }
  return { recorder, look }
}

describe('Alarms of no tenant in the history', () => {
  it('are told when they begin and when they are over, not when they stood at the start', () => {
    const { look } = recording()
    expect(look([alarm('billing')])).toEqual([])
    expect(look([alarm('billing'), alarm('quota')])).toEqual([['began', 'quota', 'Alarm quota is firing, and belongs to no tenant.']])
    expect(look([alarm('quota')])).toEqual([['over', 'billing', 'Alarm billing is firing, and belongs to no tenant.']])
  })

  it('are not those of tenants, whose findings tell of them', () => {
    const { look } = recording()
    look([])
    expect(look([alarm('cpu', [{ id: 'acme', name: 'Acme' }])])).toEqual([])
  })

  it('are not over because they were not read: a start, or a nap of the computer', () => {
    const { recorder, look } = recording()
    look([alarm('billing')])
    expect(look([], false)).toEqual([])
    recorder.slept()
    expect(look([alarm('quota')])).toEqual([])
  })
})
