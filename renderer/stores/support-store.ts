import { createStore, type StoreApi } from 'zustand/vanilla'
import type { DriftView, GrantView, SupportDeskView } from '#shared/support/support-view'
import type { GrantForm } from './grant-form'
import type { Loaded } from './maintenance-store'

/** What the support screen shows: everything of the desk, or one grant. */
export type SupportPage = { readonly kind: 'desk' } | { readonly kind: 'grant'; readonly id: string }

/** What the support dialog asks. A grant is the one that was looked at: an approval is bound to it. */
export type SupportQuestion =
  | { readonly kind: 'begin' | 'ask' }
  | { readonly kind: 'approve' | 'refuse' | 'end' | 'review'; readonly grant: GrantView }
  | { readonly kind: 'repair'; readonly drift: DriftView }
  | { readonly kind: 'statement'; readonly tenant?: string }

export interface SupportState {
  readonly desk: Loaded<SupportDeskView>
  readonly page: SupportPage
  /** The page's grant. */
  readonly grant: Loaded<GrantView>
  /** What the list is narrowed to: a part of a tenant's or a person's name. */
  readonly filter: string
  readonly question: SupportQuestion | undefined
  /** What is being written: it outlives closing the dialog and the cover. */
  readonly form: GrantForm | undefined
}

export type SupportStore = StoreApi<SupportState>

export const nothingKnownOfSupport = { desk: { kind: 'loading' }, page: { kind: 'desk' }, grant: { kind: 'loading' } } as const satisfies Partial<SupportState>

export const createSupportStore = (): SupportStore => createStore<SupportState>(() => ({ ...nothingKnownOfSupport, filter: '', question: undefined, form: undefined }))

const none: readonly GrantView[] = []

/** Every grant that is known; nothing while nothing is. */
export const grantsOf = ({ desk }: Pick<SupportState, 'desk'>): readonly GrantView[] => (desk.kind === 'ready' ? desk.value.grants : none)

/** Why nothing can be said now; undefined: something can. */
export const offlineOf = ({ desk }: Pick<SupportState, 'desk'>): string | undefined => (desk.kind === 'ready' ? desk.value.offline : undefined)

/** A grant as the core has just told it: in the list, and on its page where that is open. */
export function takeGrant(store: SupportStore, value: GrantView): void {
  store.setState(({ desk, page }) => ({
    ...(desk.kind === 'ready' ? { desk: { ...desk, value: { ...desk.value, grants: withGrant(desk.value.grants, value) } } } : {}),
    ...(page.kind === 'grant' && page.id === value.id ? { grant: { kind: 'ready', value } } : {}),
  }))
}

const withGrant = (grants: readonly GrantView[], value: GrantView): readonly GrantView[] =>
  grants.some(({ id }) => id === value.id) ? grants.map((grant) => (grant.id === value.id ? value : grant)) : [value, ...grants]
