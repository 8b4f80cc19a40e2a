import { plural } from '../format/number'
import type { Services } from '../stores/services'
import type { DialogName, Route } from '../stores/ui-store'
import type { ActionId } from './keymap'

/** What each action does, wherever it is asked for: key, palette or button. */
export function runAction(action: ActionId, services: Services): void {
  const { ui, settings } = services
  const go = (route: Route): void => ui.setState({ route, dialog: undefined })
  const open = (dialog: DialogName): void => ui.setState({ dialog })
  switch (action) {
    case 'palette':
      return open('palette')
    case 'keys':
      return open('keys')
    case 'columns':
      go('fleet')
      return open('columns')
    case 'saveView':
      go('fleet')
      return open('saveView')
    case 'filter':
      go('fleet')
      return document.getElementById('fleet-filter')?.focus()
    case 'goFleet':
      return go('fleet')
    case 'goSettings':
      return go('settings')
    case 'goTable':
      go('fleet')
      return settings.setState({ view: 'table' })
    case 'goBoard':
      go('fleet')
      return settings.setState({ view: 'board' })
    case 'toggleTheme':
      return settings.setState({ theme: isDark() ? 'light' : 'dark' })
    case 'toggleDensity':
      return settings.setState(({ density }) => ({ density: density === 'compact' ? 'comfortable' : 'compact' }))
    case 'clearFilter':
      return settings.setState({ filter: '' })
    case 'pollNow':
      return void pollNow(services, {})
  }
}

/** Asks for a poll and says what came of the asking. */
export async function pollNow({ client, ui }: Services, what: { readonly tenant?: string; readonly account?: string }): Promise<void> {
  const asked = await client.invoke('watch.refresh', what)
  ui.setState({ announcement: asked.ok ? `Polling ${plural(asked.value.scopes, 'scope')} now` : asked.error.message })
}

const isDark = (): boolean => getComputedStyle(document.documentElement).colorScheme === 'dark' || (document.documentElement.dataset['theme'] === undefined && matchMedia('(prefers-color-scheme: dark)').matches)
