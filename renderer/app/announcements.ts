import type { FleetTable } from '#shared/fleet/table'
import { healths } from '#shared/health/finding'
import { plural } from '../format/number'
import { isPresent, textAt } from '../stores/cells'
import { tableOf } from '../stores/fleet-store'
import type { Services } from '../stores/services'
import { debounce } from './clock'

const critical = healths.indexOf('critical')
const quietMs = 700

/** Says politely how many tenants a filter leaves, and who became critical. Returns what ends it. */
export function startAnnouncements({ fleet, order, settings, ui, clock }: Pick<Services, 'fleet' | 'order' | 'settings' | 'ui' | 'clock'>): () => void {
  const say = debounce<string>(clock, quietMs, (announcement) => ui.setState({ announcement }))
  const stops = [
    settings.subscribe((next, previous) => {
      if (next.filter !== previous.filter) say(`${plural(order.getState().rows.length, 'tenant')} ${order.getState().rows.length === 1 ? 'matches' : 'match'}`)
    }),
    fleet.subscribe((next, previous) => {
      const [now, before] = [tableOf(next), tableOf(previous)]
      if (now === undefined || before === undefined || now.columns.health === before.columns.health) return
      const rows = newlyCritical(before, now)
      if (rows.length > 0) say(`Now critical: ${rows.slice(0, 3).map((row) => textAt(now, 'name', row)).join(', ')}${rows.length > 3 ? ` and ${rows.length - 3} more` : ''}`)
    }),
  ]
  return () => stops.forEach((stop) => stop())
}

/** Rows that are critical now and were not before. */
export function newlyCritical(before: FleetTable, now: FleetTable): readonly number[] {
  const rows: number[] = []
  now.columns.health.forEach((health, row) => {
    if (health === critical && before.columns.health[row] !== critical && isPresent(now, row)) rows.push(row)
  })
  return rows
}
