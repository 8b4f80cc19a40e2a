import { emptyGrantForm, formOfExtension } from './grant-form'
import type { GrantView } from '#shared/support/support-view'
import { grantsOf, type SupportQuestion, type SupportStore } from './support-store'
import type { UiStore } from './ui-store'

interface Stores {
  readonly support: SupportStore
  readonly ui: UiStore
}

/** Opens the dialog that says what something means before it is done. */
export function askSupport({ support, ui }: Stores, question: SupportQuestion): void {
  support.setState({ question })
  ui.setState({ dialog: 'support' })
}

/** Begins a grant for a tenant, or goes on with the one that is being written for it. */
export function askForAccess(stores: Stores, tenant: string): void {
  stores.support.setState(({ form }) => ({ form: form !== undefined && form.tenant === tenant && form.extended === undefined ? form : emptyGrantForm(tenant) }))
  askSupport(stores, { kind: 'ask' })
}

/** Longer is a new grant: prefilled from the one that it extends. */
export function extendAccess(stores: Stores, grant: GrantView): void {
  stores.support.setState(({ form }) => ({ form: form?.extended?.id === grant.id ? form : formOfExtension(grant) }))
  askSupport(stores, { kind: 'ask' })
}

/** Goes to one grant, from anywhere; as it was last told, until it is asked for anew. */
export function openGrant({ support, ui }: Stores, id: string): void {
  const state = support.getState()
  const value = grantsOf(state).find((grant) => grant.id === id)
  const isThere = state.page.kind === 'grant' && state.page.id === id
  support.setState({ page: { kind: 'grant', id }, grant: isThere ? state.grant : value === undefined ? { kind: 'loading' } : { kind: 'ready', value } })
  ui.setState({ route: 'support', dialog: undefined })
}

/** Goes to all grants of the desk, narrowed to what matters to a tenant or a person where one is named. */
export function openSupport({ support, ui }: Stores, filter?: string): void {
  support.setState({ page: { kind: 'desk' }, ...(filter === undefined ? {} : { filter }) })
  ui.setState({ route: 'support', dialog: undefined })
}
