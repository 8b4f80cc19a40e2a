import { routeIds, routeSpec, type Route } from '../stores/routes'

/** Every key of the product, for dispatch and for the list behind `?`. Keys of the grid: features/fleet/grid-keys. */
export type ActionId =
  | 'palette'
  | 'filter'
  | 'keys'
  | `go.${Route}`
  | 'connect'
  | 'lockNow'
  | 'signIn'
  | 'signOut'
  | 'goTable'
  | 'goBoard'
  | 'columns'
  | 'saveView'
  | 'pollNow'
  | 'toggleTheme'
  | 'toggleDensity'
  | 'clearFilter'
  | 'planWindow'
  | 'grantAccess'

export interface KeyBinding {
  readonly action: ActionId
  /** One press, or two one after the other (`g f`). `mod` is Ctrl, or Cmd on a Mac. */
  readonly keys: string
  readonly words: string
}

export const keymap: readonly KeyBinding[] = [
  { action: 'palette', keys: 'mod+k', words: 'Command palette: tenants, screens, views, actions' },
  { action: 'filter', keys: '/', words: 'Filter tenants' },
  ...routeIds.flatMap((route): readonly KeyBinding[] => {
    const { keys, words } = routeSpec(route)
    return keys === undefined ? [] : [{ action: `go.${route}`, keys, words }]
  }),
  { action: 'goTable', keys: 'g t', words: 'Fleet as a table' },
  { action: 'goBoard', keys: 'g b', words: 'Fleet as a board' },
  { action: 'pollNow', keys: 'g p', words: 'Poll every account now' },
  { action: 'lockNow', keys: 'g l', words: 'Lock now: cover the window' },
  { action: 'columns', keys: 'g c', words: 'Choose columns' },
  { action: 'keys', keys: '?', words: 'List of keys' },
]

export interface Press {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}

export interface KeyStep {
  readonly action?: ActionId
  /** The first key of a pair, while the second is awaited. */
  readonly awaiting: string
}

/** The action of a press, given the key before it. While `typing`, only keys with a modifier count. */
export function keyStep(awaiting: string, press: Press, typing: boolean): KeyStep {
  const mod = press.ctrlKey || press.metaKey
  if (press.altKey || (typing && !mod)) return { awaiting: '' }
  const name = mod ? `mod+${press.key.toLowerCase()}` : press.key
  const pair = keymap.find(({ keys }) => awaiting !== '' && keys === `${awaiting} ${name}`)
  const found = pair ?? keymap.find(({ keys }) => keys === name)
  if (found !== undefined) return { action: found.action, awaiting: '' }
  return { awaiting: keymap.some(({ keys }) => keys.startsWith(`${name} `)) ? name : '' }
}

/** The keys as shown: `Ctrl K`, `g f`. */
export function keyWords(keys: string, mac: boolean): string {
  return keys.replace('mod+k', mac ? '⌘ K' : 'Ctrl K')
}
