import type { InputIssue } from '../kernel/app-error'

/** What is in a fleet file, and what is wrong with it. */
export interface FleetFileReport {
  readonly path: string
  readonly accounts: number
  readonly tenants: number
  readonly issues: readonly InputIssue[]
  readonly notYet: readonly { readonly path: string; readonly message: string }[]
}
