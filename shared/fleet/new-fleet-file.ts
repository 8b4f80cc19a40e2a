import { stringify } from 'yaml'
import type { NewDesk } from '../ipc/setup-contract'
import type { SsoSession } from '../session/sso-session'

export type NewSignIn = { readonly kind: 'profile'; readonly profile?: string } | { readonly kind: 'sso'; readonly session: SsoSession }

/** The text of a desk's first fleet file: complete, commented, and the same for the same choices. */
export function newFleetFile({ desk, choices, tags, tenants }: NewDesk, signIn: NewSignIn, endpoint?: string): string {
  const section = (comment: string, value: unknown): string => `# ${comment}\n${stringify(value, { lineWidth: 0 })}`
  const accounts = choices.map(({ account, name, role, regions }) => ({ id: account, name, regions: [...regions], ...(role === undefined ? {} : { role }) }))
  return [
    '# The fleet of one desk. Keep it under version control; Watchfloor changes nothing here without asking.',
    section('The format: version 1.', { version: 1, desk }),
    signInSection(signIn, section),
    ...(endpoint === undefined ? [] : [section('The training fleet on this computer, in place of AWS.', { endpoint })]),
    section('Resources belong to the tenant and environment that these tags name.', { tags: { tenant: tags.tenant, environment: tags.environment } }),
    section(signIn.kind === 'sso' ? 'Where tenants are; `role` is the permission set to sign in with.' : 'Where tenants are; `role`, if any, is the role to assume there.', { accounts }),
    ...(tenants.length === 0 ? [] : [section('Who they are, as their tags say. Each may have a name, contacts and a contract of its own.', { tenants: tenants.map((id) => ({ id })) })]),
  ].join('\n')
}

function signInSection(signIn: NewSignIn, section: (comment: string, value: unknown) => string): string {
  if (signIn.kind === 'sso') {
    const { name, startUrl, region } = signIn.session
    return section('Operators sign in with IAM Identity Center.', { signIn: { kind: 'sso', sessions: [{ name, startUrl, region }] } })
  }
  return section('Operators sign in with a profile of the AWS command line.', { signIn: { kind: 'profile', ...(signIn.profile === undefined ? {} : { profile: signIn.profile }) } })
}
