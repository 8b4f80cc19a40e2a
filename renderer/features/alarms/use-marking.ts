import { useState } from 'react'
import type { MarkKind } from '#shared/alarms/acknowledgement'
import type { CoveredAlarm } from '#shared/alarms/covered-alarms'
import { isCalling } from '#shared/alarms/desk-alarm'
import { refusalOfCommand } from '#shared/ipc/command-capabilities'
import type { AlarmDesk } from '#shared/ipc/alarms-contract'
import { useServices, useSlice } from '../../stores/services'

export interface Marking {
  /** Why nothing can be marked here. */
  readonly refusal: string | undefined
  readonly mayMark: boolean
  readonly note: string
  readonly setNote: (note: string) => void
  readonly error: string | undefined
  readonly mark: (kind: MarkKind) => void
}

const said: Record<MarkKind, string> = { acknowledged: 'You take care of', seen: 'You know of', withdrawn: 'You took back your mark on' }

/** Marks the alarm that is looked at, in one's own name; the answer is the new state of the desk. */
export function useMarking(desk: AlarmDesk, alarm: CoveredAlarm | undefined): Marking {
  const { client, alarms, ui } = useServices()
  const capabilities = useSlice('access', ({ view }) => view?.capabilities)
  const [note, setNote] = useState('')
  const [trouble, setTrouble] = useState<{ readonly alarm: string; readonly words: string } | undefined>(undefined)
  const refusal = refusalOfCommand('alarms.mark', new Set(capabilities ?? [])) ?? (desk.me === undefined ? 'AWS has not said yet who is signed in.' : desk.marksTrouble)
  const mayMark = refusal === undefined && alarm !== undefined && isCalling(alarm) && alarm.stateUpdatedAtMs !== undefined
  const mark = async (kind: MarkKind): Promise<void> => {
    if (alarm?.stateUpdatedAtMs === undefined) return
    const words = note.trim()
    const answer = await client.invoke('alarms.mark', { alarm: alarm.key, stateUpdatedAtMs: alarm.stateUpdatedAtMs, kind, ...(words === '' ? {} : { note: words }) })
    if (!answer.ok) return setTrouble({ alarm: alarm.key, words: answer.error.message })
    setNote('')
    setTrouble(undefined)
    alarms.setState({ kind: 'ready', desk: answer.value }, true)
    ui.setState({ announcement: `${said[kind]} ${alarm.name}` })
  }
  return { refusal, mayMark, note, setNote, error: trouble !== undefined && trouble.alarm === alarm?.key ? trouble.words : undefined, mark: (kind) => void mark(kind) }
}
