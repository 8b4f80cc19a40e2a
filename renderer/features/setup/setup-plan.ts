import type { SetupChoice, SetupPlan } from '#shared/ipc/setup-contract'
import type { SetupAccount, SetupState } from '../../stores/setup-store'

/** What is still wrong with a step, by field, in words; empty when one can go on. */
export type Issues = Readonly<Record<string, string>>

const regionForm = /^[a-z]{2}(-[a-z]+)+-\d$/
const nameForm = /^[\w-]{1,60}$/
const accountForm = /^\d{12}$/
const loopback = /^http:\/\/(127\.|localhost|\[::1\])/

export const issuesOfWay = ({ way, name, startUrl, region }: SetupState): Issues =>
  way === 'profile'
    ? {}
    : {
        ...(startUrl.trim() === '' ? { startUrl: 'Enter the address of your access portal.' } : !startUrl.trim().startsWith('https://') && !loopback.test(startUrl.trim()) ? { startUrl: 'It begins with https://. Copy it from the access portal.' } : {}),
        ...(regionForm.test(region.trim()) ? {} : { region: 'Enter a Region such as eu-west-1: the one Identity Center itself lives in.' }),
        ...(nameForm.test(name.trim()) ? {} : { name: 'Only letters, digits, - and _; at most 60.' }),
      }

export function issuesOfAccounts(state: SetupState): Issues {
  const chosen = state.accounts.filter((account) => account.chosen)
  const issues: Record<string, string> = {}
  if (chosen.length === 0) issues['accounts'] = 'Choose at least one account.'
  const common = splitRegions(state.regions)
  const wrong = common.find((region) => !regionForm.test(region))
  if (wrong !== undefined) issues['regions'] = `“${wrong}” is no Region. Write them like eu-west-1, eu-central-1.`
  else if (common.length === 0 && chosen.some(({ regions }) => splitRegions(regions).length === 0)) issues['regions'] = 'Enter at least one Region: only the Regions named are read.'
  for (const account of chosen) {
    const own = splitRegions(account.regions).find((region) => !regionForm.test(region))
    if (own !== undefined) issues[account.id] = `“${own}” is no Region.`
    else if (!accountForm.test(account.id)) issues[account.id] = 'An account has 12 digits.'
    else if (state.way === 'sso' && account.role === '') issues[account.id] = account.roles?.length === 0 ? `${account.trouble ?? 'No role is assigned to you here'}: leave the account out, or choose it again.` : 'Choose a role.'
  }
  return issues
}

export const issuesOfTags = ({ tenantTag, environmentTag }: SetupState): Issues => ({
  ...(tenantTag.trim() === '' ? { tenantTag: 'Enter the key of the tag that names the tenant.' } : {}),
  ...(environmentTag.trim() === '' ? { environmentTag: 'Enter the key of the tag that names the environment.' } : {}),
})

export const splitRegions = (text: string): readonly string[] => [...new Set(text.split(/[\s,;]+/).filter((part) => part !== ''))]

/** What main is asked to look through, and later to write. */
export function planOf(state: SetupState): SetupPlan {
  const common = splitRegions(state.regions)
  const access = state.way === 'sso' ? ({ kind: 'sso', session: state.name.trim() } as const) : ({ kind: 'profile', ...(state.profile === '' ? {} : { profile: state.profile }) } as const)
  return { access, choices: state.accounts.filter(({ chosen }) => chosen).map((account) => choiceOf(account, common)), tags: { tenant: state.tenantTag.trim(), environment: state.environmentTag.trim() } }
}

function choiceOf({ id, name, role, regions }: SetupAccount, common: readonly string[]): SetupChoice {
  const own = splitRegions(regions)
  return { account: id, name: name.trim() === '' ? id : name.trim(), ...(role === '' ? {} : { role }), regions: own.length === 0 ? common : own }
}

export const matches = ({ id, name }: SetupAccount, filter: string): boolean => `${name} ${id}`.toLowerCase().includes(filter.trim().toLowerCase())

/** Roles that at least one of these accounts offers, the most common first. */
export function offeredRoles(accounts: readonly SetupAccount[]): readonly string[] {
  const counts = new Map<string, number>()
  for (const role of accounts.flatMap(({ roles }) => roles ?? [])) counts.set(role, (counts.get(role) ?? 0) + 1)
  return [...counts].sort(([a, many], [b, few]) => few - many || a.localeCompare(b)).map(([role]) => role)
}

/** Takes over what was learnt of an account's roles: the only one is chosen, and the one wanted everywhere where it exists. */
export function withRoles(account: SetupAccount, roles: readonly string[], trouble: string | undefined, wanted: string): SetupAccount {
  const { id, name, chosen, regions } = account
  const role = roles.includes(account.role) ? account.role : roles.includes(wanted) ? wanted : roles.length === 1 ? roles[0]! : ''
  return { id, name, chosen, regions, roles, role, ...(trouble === undefined ? {} : { trouble }) }
}
