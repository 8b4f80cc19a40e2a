import type { CommandName } from '#shared/ipc/channels'
import { isAttempt } from '#shared/session/session-state'
import { plural } from '../format/number'
import { isLocked, mayRun, needsSignIn, sessionNamed, sessionsOf, type AccessState } from '../stores/access-store'
import { planWindow } from '../stores/maintenance-visit'
import { askSupport } from '../stores/support-visit'
import type { Services } from '../stores/services'
import type { Route } from '../stores/routes'
import type { DialogName } from '../stores/ui-store'
import type { ActionId } from './keymap'

/** What each action does, wherever it is asked for: key, palette or button. */
export function runAction(action: ActionId, services: Services): void {
  const { ui, settings } = services
  const go = (route: Route): void => ui.setState({ route, dialog: undefined })
  const open = (dialog: DialogName): void => ui.setState({ dialog })
  if (isGo(action)) return go(action.slice(3) as Route) // what its type says stands behind the dot
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
    case 'connect':
      return go('setup')
    case 'lockNow':
      return void lockNow(services)
    case 'signIn':
      return void signIn(services)
    case 'signOut':
      return ui.setState({ dialog: 'signOut', dialogSession: undefined })
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
    case 'planWindow':
      return planWindow(services)
    case 'grantAccess':
      return askSupport(services, { kind: 'begin' })
  }
}

const isGo = (action: ActionId): action is `go.${Route}` => action.startsWith('go.')

const commandOf: Partial<Record<ActionId, CommandName>> = { pollNow: 'watch.refresh', connect: 'setup.signIn', lockNow: 'lock.now', signIn: 'session.signIn', signOut: 'session.signOut', planWindow: 'maintenance.save', grantAccess: 'support.ask' }

/** Whether an action makes sense now and one's role allows it; what is not offered is not shown. */
export function isOffered(action: ActionId, state: AccessState): boolean {
  const command = commandOf[action]
  if (command !== undefined && !mayRun(state, command)) return false
  if (action === 'signIn') return sessionsOf(state).some(needsSignIn)
  if (action === 'signOut') return sessionsOf(state).some((session) => !needsSignIn(session))
  return true
}

/** Signs in by the browser, to the session named or to the first that needs it, and shows how it goes. */
export async function signIn({ client, access, ui }: Services, name?: string): Promise<void> {
  const session = name ?? sessionsOf(access.getState()).find(needsSignIn)?.name
  if (session === undefined) return
  ui.setState({ dialog: 'signIn', dialogSession: session })
  const state = sessionNamed(access.getState(), session)?.state
  // One that is under way is shown, not begun anew.
  if (state !== undefined && isAttempt(state)) return
  access.setState({ error: undefined })
  const begun = await client.invoke('session.signIn', { session, method: 'browser' })
  if (!begun.ok) access.setState({ error: begun.error })
}

/** Covers the window; the cover comes with `lock.changed`, or from the answer when that is first. */
async function lockNow({ client, access, ui }: Services): Promise<void> {
  const covered = await client.invoke('lock.now', null)
  const { view } = access.getState()
  if (covered.ok && view !== undefined && !isLocked({ view })) access.setState({ view: { ...view, lock: covered.value } })
  if (!covered.ok) ui.setState({ announcement: covered.error.message })
}

/** Asks for a poll and says what came of the asking. */
export async function pollNow({ client, ui }: Services, what: { readonly tenant?: string; readonly account?: string }): Promise<void> {
  const asked = await client.invoke('watch.refresh', what)
  ui.setState({ announcement: asked.ok ? `Polling ${plural(asked.value.scopes, 'scope')} now` : asked.error.message })
}

const isDark = (): boolean => getComputedStyle(document.documentElement).colorScheme === 'dark' || (document.documentElement.dataset['theme'] === undefined && matchMedia('(prefers-color-scheme: dark)').matches)
