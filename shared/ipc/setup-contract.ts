import type { AppError } from '../kernel/app-error'
import type { OperatorIdentity } from '../session/identity'
import type { SignInMethod } from '../session/sso-session'
import type { FleetFileReport } from './fleet-file-report'

/**
 * The first-run wizard: sign in, choose accounts, see whose resources are there, write the fleet file. `source.use` with the written
 * path then watches it; the sign-in goes over without another login.
 */
export interface SetupCommands {
  /** Begins a session that no fleet file names yet; it is `setup` in `SessionsView`, and `session.*` take its name. */
  'setup.signIn': { input: SetupSignIn; output: { readonly session: string; readonly attemptId: string } }
  /** Who a profile of this computer is. */
  'setup.profile': { input: { readonly profile?: string }; output: OperatorIdentity }
  /** Reads databases and app groups once in each place; told by `setup.progress`. Cancelled: error kind `cancelled`. */
  'setup.discover': { input: SetupPlan; output: SetupPreview }
  'setup.cancel': { input: null; output: null }
  /** Asks for the place by the system's dialog, then writes; null when the operator cancelled. */
  'setup.write': { input: NewDesk; output: FleetFileReport | null }
  /** Ends the wizard; a sign-in that no watched fleet file uses is signed out. */
  'setup.leave': { input: null; output: null }
}

export interface SetupEvents {
  'setup.progress': { readonly done: number; readonly total: number }
}

export interface SetupSignIn {
  /** Letters, digits, `-`, `_`: how the fleet file will call it. */
  readonly name: string
  readonly startUrl: string
  readonly region: string
  readonly method: SignInMethod
  /** Training only, loopback: where AWS's services are. */
  readonly endpoint?: string
}

export type SetupAccess = { readonly kind: 'sso'; readonly session: string } | { readonly kind: 'profile'; readonly profile?: string }

export interface SetupChoice {
  readonly account: string
  readonly name: string
  /** Identity Center: the permission set. Profile: a role to assume, if any. */
  readonly role?: string
  readonly regions: readonly string[]
}

export interface SetupPlan {
  readonly access: SetupAccess
  readonly choices: readonly SetupChoice[]
  readonly tags: { readonly tenant: string; readonly environment: string }
}

export interface NewDesk extends SetupPlan {
  readonly desk: string
  /** Ids to list: a listed tenant that has no resources any more is a finding. */
  readonly tenants: readonly string[]
}

export interface SetupPreview {
  /** By id. */
  readonly tenants: readonly SetupTenant[]
  readonly places: readonly SetupPlace[]
  /** Databases and app groups without the tenant tag. */
  readonly unassigned: number
}

export interface SetupTenant {
  readonly id: string
  readonly environments: readonly string[]
  readonly databases: number
  /** Of its own; those shared by a place are in `SetupPlace`. */
  readonly appGroups: number
  readonly places: readonly string[]
}

export interface SetupPlace {
  readonly account: string
  readonly region: string
  readonly databases: number
  readonly appGroups: number
  /** App groups of everybody in the place (tenant tag `*`). */
  readonly shared: number
  /** Why the place could not be read. */
  readonly error?: AppError
}
