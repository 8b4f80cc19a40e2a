import type { FleetTable } from '#shared/fleet/table'
import type { Settings } from '#shared/ipc/settings'
import { healths, type Health } from '#shared/health/finding'
import { keymap, keyWords, type ActionId } from '../../app/keymap'
import { isPresent, textAt } from '../../stores/cells'
import { fuzzyScore } from './fuzzy'

export type PaletteItem =
  | { readonly kind: 'action'; readonly title: string; readonly action: ActionId; readonly keys: string }
  | { readonly kind: 'view'; readonly title: string; readonly name: string }
  /** `screen`: its own screen is meant, not the panel beside the fleet. */
  | { readonly kind: 'tenant'; readonly title: string; readonly row: number; readonly health: Health; readonly screen?: true }

const extraActions: readonly { readonly action: ActionId; readonly words: string }[] = [
  { action: 'toggleTheme', words: 'Switch between light and dark' },
  { action: 'toggleDensity', words: 'Switch between comfortable and compact rows' },
  { action: 'clearFilter', words: 'Clear the filter' },
  { action: 'saveView', words: 'Save the current view' },
  { action: 'planWindow', words: 'Plan a maintenance window' },
  { action: 'grantAccess', words: 'Grant support access to a tenant' },
  { action: 'connect', words: 'Connect your AWS: set up a fleet' },
  { action: 'signIn', words: 'Sign in again' },
  { action: 'signOut', words: 'Sign out' },
]

/** Everything but tenants: screens and those actions that are offered, with their keys; saved views. */
export function fixedItems({ savedViews }: Pick<Settings, 'savedViews'>, mac: boolean, isOffered: (action: ActionId) => boolean = () => true): readonly PaletteItem[] {
  return [
    ...keymap.filter(({ action }) => action !== 'palette' && isOffered(action)).map(({ action, keys, words }): PaletteItem => ({ kind: 'action', title: words, action, keys: keyWords(keys, mac) })),
    ...extraActions.filter(({ action }) => isOffered(action)).map(({ action, words }): PaletteItem => ({ kind: 'action', title: words, action, keys: '' })),
    ...savedViews.map(({ name }): PaletteItem => ({ kind: 'view', title: `View: ${name}`, name })),
  ]
}

const most = 50

/** `tenant acme` means the screen of the tenant that is called so. */
const screenPrefix = /^tenant\s+(?=\S)/

/** The best matches, best first; without a query the fixed items, then tenants in the order they stand. */
export function findItems(query: string, fixed: readonly PaletteItem[], table: FleetTable | undefined): readonly PaletteItem[] {
  const needle = query.trim().toLowerCase()
  if (table !== undefined && screenPrefix.test(needle)) return scoreTenants(needle.replace(screenPrefix, ''), table).map(({ item }): PaletteItem => (item.kind === 'tenant' ? { ...item, screen: true } : item))
  const scored: { readonly score: number; readonly item: PaletteItem }[] = []
  for (const item of fixed) {
    const score = fuzzyScore(needle, item.title.toLowerCase())
    if (score !== undefined) scored.push({ score, item })
  }
  if (table !== undefined && needle !== '') scored.push(...scoreTenants(needle, table))
  if (needle !== '') scored.sort((a, b) => b.score - a.score)
  return scored.slice(0, most).map(({ item }) => item)
}

function scoreTenants(needle: string, table: FleetTable): { score: number; item: PaletteItem }[] {
  const found: { score: number; row: number }[] = []
  for (let row = 0; row < table.rowCount; row++) {
    if (!isPresent(table, row)) continue
    const score = fuzzyScore(needle, textAt(table, 'name', row).toLowerCase()) ?? fuzzyScore(needle, textAt(table, 'id', row))
    if (score !== undefined) found.push({ score, row })
  }
  found.sort((a, b) => b.score - a.score || a.row - b.row)
  return found.slice(0, most).map(({ score, row }) => ({
    score,
    item: { kind: 'tenant', title: textAt(table, 'name', row) || textAt(table, 'id', row), row, health: healths[table.columns.health[row] ?? 0] ?? 'unknown' },
  }))
}
