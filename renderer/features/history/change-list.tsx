import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef, useState, type ReactNode } from 'react'
import { healths } from '#shared/health/finding'
import type { HealthEntry, HistoryEntry } from '#shared/history/entry'
import { entryMark, entryWords } from '#shared/history/entry-words'
import type { HistoryChanges } from '#shared/history/fleet-at'
import { minuteMs } from '#shared/kernel/time'
import { incidentTitle, outageWords, plannedWords } from '#shared/incidents/incident-words'
import { HealthMark, type MarkKind } from '../../components/health-mark'
import { formatDuration } from '../../format/duration'
import { formatCount, plural } from '../../format/number'
import { withoutOwnName } from '../../format/own-name'
import { formatTime } from '../../format/time'
import { clauseWords } from '../../format/words'
import { useSlice } from '../../stores/services'
import { textAt } from '../../stores/cells'
import type { Asked } from '../../stores/use-history'

/** One line of what happened. */
interface Line {
  readonly key: string
  readonly atMs: number
  readonly mark: MarkKind
  readonly tenant?: string
  readonly words: string
  readonly note?: string
  /** Found by the filter, not shown: its clause is. */
  readonly check?: string
}

const linePx = 46

interface ChangeListProps {
  readonly changes: Asked<HistoryChanges>
  readonly atMs: number
  readonly onGo: (ms: number, tenant: string | undefined) => void
}

/** What happened in the window, newest first, and what nobody saw. A line takes the whole screen to its moment. */
export function ChangeList({ changes, atMs, onGo }: ChangeListProps): ReactNode {
  const [wanted, setWanted] = useState('')
  const names = useTenantNames()
  const value = changes.kind === 'ready' ? changes.value : undefined
  const lines = useMemo(() => shownLines(value, names, wanted), [value, names, wanted])
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({ count: lines.length, getScrollElement: () => scroller.current, estimateSize: () => linePx, overscan: 10 })
  return (
    <section className="change-list" aria-label="Changes" aria-busy={changes.kind === 'loading'}>
      <header className="row wrap">
        <h2>Changes</h2>
        <span className="soft num">{value === undefined ? '' : plural(lines.length, 'line')}</span>
        <span className="grow" />
        <input className="input" type="search" aria-label="Filter changes" placeholder="Filter: tenant, check, words" value={wanted} onChange={({ target }) => setWanted(target.value)} />
      </header>
      {changes.kind === 'failed' && <p className="history-trouble" role="alert">{changes.error.message}</p>}
      {value !== undefined && value.leftOut > 0 && <p className="soft then-empty">The oldest {plural(value.leftOut, 'change')} of this span are left out: choose a shorter one.</p>}
      {value !== undefined && lines.length === 0 && <p className="soft then-empty" role="status">{wanted === '' ? 'Nothing changed in this span.' : 'No change of this span matches.'}</p>}
      <div ref={scroller} className="change-scroll">
        <ol className="then-body" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const line = lines[index]
            return line === undefined ? null : (
              <li key={line.key} className="change-line" aria-setsize={lines.length} aria-posinset={index + 1} data-future={line.atMs > atMs || undefined} style={{ transform: `translateY(${start}px)` }}>
                <button type="button" onClick={() => onGo(line.atMs, line.tenant)} title={line.words}>
                  <time className="num soft">{formatTime(line.atMs, atMs)}</time>
                  <HealthMark kind={line.mark} />
                  <span className="change-words"><span className="ellipsis">{line.tenant !== undefined && <strong>{names.get(line.tenant) ?? line.tenant}</strong>}{line.note !== undefined && <span className="faint"> {line.note}</span>}</span><span className="ellipsis soft">{line.tenant === undefined ? line.words : withoutOwnName(line.words, { id: line.tenant, name: names.get(line.tenant) ?? '' })}</span></span>
                </button>
              </li>
            )
          })}
        </ol>
      </div>
    </section>
  )
}

/** Made again only when the fleet's names may differ: most patches leave their columns as they are. */
function useTenantNames(): ReadonlyMap<string, string> {
  const table = useSlice('fleet', (state) => (state.kind === 'ready' ? state.table : undefined))
  const [ids, names] = [table?.columns.id, table?.columns.name]
  return useMemo(() => new Map(table === undefined ? [] : Array.from({ length: table.rowCount }, (_, row) => [textAt(table, 'id', row), textAt(table, 'name', row)] as const)), [ids, names])
}

function shownLines(changes: HistoryChanges | undefined, names: ReadonlyMap<string, string>, wanted: string): readonly Line[] {
  if (changes === undefined) return []
  const all: readonly Line[] = [...firstSights(changes.entries), ...changes.entries.filter((entry) => !isFirstSight(entry)).map(lineOf), ...changes.incidents.map(incidentLine), ...changes.gaps.map(gapLine)]
  const text = wanted.trim().toLowerCase()
  const matches = ({ tenant = '', words, note = '', check = '' }: Line): boolean => `${tenant} ${names.get(tenant) ?? ''} ${words} ${note} ${check}`.toLowerCase().includes(text)
  return all.filter((line) => text === '' || matches(line)).sort((a, b) => b.atMs - a.atMs)
}

const isFirstSight = (entry: HistoryEntry): entry is HealthEntry => entry.kind === 'health' && entry.was === undefined

/** A first start sees everybody at once: a line a moment, not one a tenant. */
function firstSights(entries: readonly HistoryEntry[]): readonly Line[] {
  const moments = new Map<number, HealthEntry[]>()
  for (const entry of entries.filter(isFirstSight)) {
    const minute = Math.floor(entry.atMs / minuteMs)
    const seen = moments.get(minute)
    if (seen === undefined) moments.set(minute, [entry])
    else seen.push(entry)
  }
  return [...moments.values()].map((seen): Line => {
    const counts = healths.flatMap((health) => {
      const count = seen.filter((entry) => entry.health === health).length
      return count === 0 ? [] : [`${formatCount(count)} ${health}`]
    })
    const first = seen[0]!
    const words = `${plural(seen.length, 'tenant')} first seen: ${counts.join(', ')}.`
    return { key: first.id, atMs: first.atMs, mark: 'info', words: seen.length === 1 ? `First seen: ${first.health}.` : words, ...(seen.length === 1 ? { tenant: first.tenant } : {}) }
  })
}

function lineOf(entry: HistoryEntry): Line {
  const note = entry.kind === 'finding' ? clauseWords[entry.clause] : undefined
  const gap = entry.afterGap === true ? 'found after a time not watched' : undefined
  const notes = [note, gap].filter((each) => each !== undefined).join(', ')
  return { key: entry.id, atMs: entry.atMs, mark: entryMark(entry), words: entryWords(entry), ...(entry.tenant === undefined ? {} : { tenant: entry.tenant }), ...(notes === '' ? {} : { note: notes }), ...(entry.kind === 'finding' && { check: entry.check }) }
}

function incidentLine(incident: HistoryChanges['incidents'][number]): Line {
  const mark = incident.state === 'completed' ? 'watch' : incident.state === 'abandoned' ? 'info' : 'critical'
  return { key: incident.id, atMs: incident.beganAtMs, mark, tenant: incident.subject.tenant, words: `${incidentTitle(incident)}. Clients cut off: ${outageWords(incident, incident.completedAtMs ?? incident.beganAtMs)}.`, note: `incident, ${plannedWords(incident)}` }
}

const gapLine = ({ fromMs, untilMs }: HistoryChanges['gaps'][number]): Line => ({ key: `gap ${fromMs}`, atMs: fromMs, mark: 'unknown', words: `Nobody watched for ${formatDuration(untilMs - fromMs)}.`, note: 'not watched' })
