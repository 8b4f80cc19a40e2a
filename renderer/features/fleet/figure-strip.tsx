import { useMemo, type ReactNode } from 'react'
import type { FleetTable } from '#shared/fleet/table'
import { isUncovered } from '#shared/alarms/covered-alarms'
import { figures } from '#shared/fleet/table-figures'
import { healths, type Health } from '#shared/health/finding'
import { HealthMark } from '../../components/health-mark'
import { formatAge, formatDuration, missing } from '../../format/duration'
import { formatCount, plural } from '../../format/number'
import { healthWords } from '../../format/words'
import { textAt } from '../../stores/cells'
import { useServices, useSlice, useTimed } from '../../stores/services'
import { worstFirst } from '../../stores/settings-store'
import { AccessFigure } from './access-figure'
import { Figure } from './figure'
import { toggleWord } from './filter-words'

/** Is anything burning, where, since when: the whole fleet in one line, whatever the filter. Each figure filters by itself. */
export function FigureStrip({ table }: { readonly table: FleetTable }): ReactNode {
  const { ui } = useServices()
  const all = useMemo(() => figures(table), [table])
  // None counted before anything was read is not none.
  const counted = (count: number): number => (count === 0 && all.oldestObservedAtMs === undefined ? Number.NaN : count)
  return (
    <section className="strip" aria-label="Figures of the fleet">
      <div className="strip-line">
        {healths.map((health) => (
          <HealthFigure key={health} health={health} count={all.byHealth[health]} />
        ))}
        <span className="strip-gap" />
        <Figure
          label={<><span className="figure-word">worst </span>RPO lag</>}
          isWhose
          hint="The largest recovery point lag of the fleet, as observed"
          value={all.worstLag === undefined ? missing : formatDuration(all.worstLag.lagMs)}
          detail={all.worstLag === undefined ? '' : textAt(table, 'name', all.worstLag.row)}
          onPress={all.worstLag === undefined ? undefined : () => ui.setState({ openRow: all.worstLag!.row, focus: { row: all.worstLag!.row, column: 0 } })}
        />
        <FilterFigure room="less" word="alarms>0" label="alarms firing" value={counted(all.alarmsFiring)} detail={all.tenantsWithFiringAlarms > 0 ? plural(all.tenantsWithFiringAlarms, 'tenant') : ''} />
        <UncoveredFigure counted={counted} />
        <AccessFigure />
        <FilterFigure room="least" word="failover:progress" label="in failover" value={counted(all.failoversInProgress)} detail="" />
        <OldestData atMs={all.oldestObservedAtMs} />
      </div>
    </section>
  )
}

function HealthFigure({ health, count }: { readonly health: Health; readonly count: number }): ReactNode {
  const word = `health:${health}`
  const { settings } = useServices()
  const active = useSlice('settings', (state) => state.filter.split(/\s+/).includes(word))
  const quiet = count === 0 || health === 'healthy'
  return (
    <button type="button" className={`figure health-figure ${quiet ? 'zero' : `health-${health}`}`} aria-pressed={active} onClick={() => settings.setState(({ filter }) => ({ filter: toggleWord(filter, word) }))}>
      <HealthMark kind={health} />
      <span className="figure-value num">{formatCount(count)}</span>
      <span className="figure-label">{healthWords[health].toLowerCase()}</span>
    </button>
  )
}

function FilterFigure({ word, label, value, detail, room }: { readonly word: string; readonly label: string; readonly value: number; readonly detail: string; readonly room: 'least' | 'less' }): ReactNode {
  const { settings } = useServices()
  const active = useSlice('settings', (state) => state.filter.split(/\s+/).includes(word))
  return <Figure label={label} room={room} value={formatCount(value)} detail={detail} zero={!(value > 0)} pressed={active} hint={`Show only tenants with ${label}`} onPress={() => settings.setState(({ filter }) => ({ filter: toggleWord(filter, word) }))} />
}

/** Firing alarms that nobody takes care of; pressing it leads to the desk, filtered to them. */
function UncoveredFigure({ counted }: { readonly counted: (count: number) => number }): ReactNode {
  const { attention, ui } = useServices()
  const count = useSlice('alarms', (state) => (state.kind === 'ready' ? state.desk.alarms.filter(isUncovered).length : Number.NaN))
  const open = (): void => {
    attention.setState({ onlyUncovered: true })
    ui.setState({ route: 'alarms' })
  }
  return <Figure label={<><span className="figure-wide">alarms </span>uncovered</>} value={formatCount(counted(count))} detail="" zero={!(count > 0)} hint="Firing alarms that nobody takes care of, on the alarm desk" onPress={open} />
}

function OldestData({ atMs }: { readonly atMs: number | undefined }): ReactNode {
  const { settings } = useServices()
  const isSorted = useSlice('settings', ({ sort }) => sort[0]?.column === 'observedAtMs')
  const age = useTimed((nowMs) => (atMs === undefined ? missing : formatAge(Math.max(0, nowMs - atMs))))
  return <Figure label="oldest data" value={age} detail="" hint="Age of the oldest poll any verdict rests on. Sorts by data age; again: worst first." pressed={isSorted} onPress={() => settings.setState({ sort: isSorted ? worstFirst : [{ column: 'observedAtMs', direction: 'ascending' }] })} />
}
