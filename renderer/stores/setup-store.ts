import { createStore, type StoreApi } from 'zustand/vanilla'
import type { SetupPreview } from '#shared/ipc/setup-contract'
import type { OperatorIdentity } from '#shared/session/identity'

export const setupSteps = ['way', 'signIn', 'accounts', 'tenants', 'write'] as const
export type SetupStep = (typeof setupSteps)[number]

/** What was entered in the wizard so far; kept while the operator looks at the fleet in between. */
export interface SetupState {
  readonly step: SetupStep
  readonly way: 'sso' | 'profile'
  readonly name: string
  readonly startUrl: string
  readonly region: string
  /** Training only: where its Identity Center and its AWS are. */
  readonly endpoint: string | undefined
  /** Empty: the default profile. */
  readonly profile: string
  /** Who the profile is. */
  readonly identity: OperatorIdentity | undefined
  readonly accounts: readonly SetupAccount[]
  /** Regions of accounts that name none of their own: `eu-west-1, eu-central-1`. */
  readonly regions: string
  readonly tenantTag: string
  readonly environmentTag: string
  readonly preview: SetupPreview | undefined
  readonly desk: string
  readonly listTenants: boolean
}

export interface SetupAccount {
  readonly id: string
  readonly name: string
  readonly chosen: boolean
  /** Empty: not chosen yet, or (profile) none is assumed. */
  readonly role: string
  /** Empty: as for all. */
  readonly regions: string
  /** Roles assigned to the operator there; undefined until asked. */
  readonly roles?: readonly string[] | undefined
  /** Why roles could not be had. */
  readonly trouble?: string | undefined
}

export type SetupStore = StoreApi<SetupState>

export const emptySetup: SetupState = {
  step: 'way',
  way: 'sso',
  name: 'main',
  startUrl: '',
  region: '',
  endpoint: undefined,
  profile: '',
  identity: undefined,
  accounts: [],
  regions: '',
  tenantTag: 'tenant',
  environmentTag: 'environment',
  preview: undefined,
  desk: 'Night desk',
  listTenants: true,
}

export const createSetupStore = (): SetupStore => createStore<SetupState>(() => emptySetup)
