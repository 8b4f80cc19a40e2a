import type { BrokenRule } from './broken-rule'
import { probeKey } from '../probes/probe-config'
import { nearestWord } from '../kernel/nearest-word'
import { shown } from './fleet-file-issues'
import type { FleetFile } from './fleet-schema'
import { supportRules } from './fleet-support-rules'
import { isLoopbackAddress, isLoopbackOrigin } from './loopback'

/** What the schema cannot see: references, repeats, addresses, time zones. */
export function brokenRules(file: FleetFile): readonly BrokenRule[] {
  return [...accountRules(file), ...endpointRules(file), ...sessionRules(file), ...tenantRules(file), ...offsiteRules(file), ...storeRules(file), ...noticeRules(file), ...calendarRules(file), ...supportRules(file)]
}

function accountRules({ accounts, signIn }: FleetFile): readonly BrokenRule[] {
  if ((accounts ?? []).length === 0 && signIn?.kind !== 'training') return [{ path: ['accounts'], message: 'At least one account is needed. Only with signIn: { kind: training } none is.' }]
  const regions = (accounts ?? []).flatMap((account, i) => repeats(account.regions, (n) => ['accounts', i, 'regions', n], 'Region'))
  return [...repeats((accounts ?? []).map(({ id }) => id), (i) => ['accounts', i, 'id'], 'account'), ...regions]
}

function repeats(values: readonly string[], pathOf: (i: number) => readonly PropertyKey[], what: string): readonly BrokenRule[] {
  const first = new Map<string, number>()
  return values.flatMap((value, i) => {
    const before = first.get(value)
    if (before === undefined) first.set(value, i)
    return before === undefined ? [] : [{ path: pathOf(i), message: `The ${what} '${value}' is already listed (number ${before + 1}).` }]
  })
}

/** An override of AWS's addresses anywhere else would hand the desk's credentials to whoever answers there. */
function endpointRules({ endpoint }: FleetFile): readonly BrokenRule[] {
  if (endpoint === undefined || isLoopbackOrigin(endpoint)) return []
  return [{ path: ['endpoint'], message: `Expected a loopback address such as http://127.0.0.1:5555, found ${shown(endpoint)}. Leave it out to talk to AWS.` }]
}

function sessionRules({ signIn, accounts, endpoint }: FleetFile): readonly BrokenRule[] {
  const sessions = signIn?.kind === 'sso' ? signIn.sessions.map(({ name }) => name) : []
  const rules = repeats(sessions, (i) => ['signIn', 'sessions', i, 'name'], 'session')
  const references = (accounts ?? []).flatMap(({ session }, i): readonly BrokenRule[] => {
    const path = ['accounts', i, 'session']
    if (session === undefined) return sessions.length > 1 ? [{ path, message: `There are ${sessions.length} sign-in sessions: say which one this account uses.` }] : []
    if (signIn?.kind !== 'sso') return [{ path, message: `There is no session '${session}': signIn is not sso.` }]
    if (sessions.includes(session)) return []
    const suggestion = nearestWord(session, sessions)
    return [{ path, message: `There is no session '${session}' in signIn.sessions: ${sessions.join(', ')}.${suggestion === undefined ? '' : ` Did you mean '${suggestion}'?`}`, ...(suggestion === undefined ? {} : { suggestion }) }]
  })
  return [...rules, ...references, ...throughRules({ signIn, accounts }), ...startUrlRules({ signIn, endpoint })]
}

/** A role is assumed only where the file says with whose keys; an external id that nobody is told is a mistake. */
function throughRules({ signIn, accounts }: Pick<FleetFile, 'signIn' | 'accounts'>): readonly BrokenRule[] {
  const isSso = signIn?.kind === 'sso'
  return (accounts ?? []).flatMap(({ through, role, externalId }, i): readonly BrokenRule[] => {
    if (through !== undefined && !isSso) return [{ path: ['accounts', i, 'through'], message: 'Only signIn: { kind: sso } goes through another account; a profile assumes the role itself.' }]
    if (through !== undefined && role === undefined) return [{ path: ['accounts', i, 'through'], message: 'With through, role is the role to assume here: name it.' }]
    if (through === undefined && isSso && externalId !== undefined) return [{ path: ['accounts', i, 'externalId'], message: 'An external id is told only when a role is assumed: add through, the permission set that may assume it.' }]
    return []
  })
}

/** Tokens are asked for in clear text only on this computer, and those of a training Identity Center open nothing at AWS. */
function startUrlRules({ signIn, endpoint }: Pick<FleetFile, 'signIn' | 'endpoint'>): readonly BrokenRule[] {
  if (signIn?.kind !== 'sso') return []
  return signIn.sessions.flatMap(({ startUrl }, i): readonly BrokenRule[] => {
    const path = ['signIn', 'sessions', i, 'startUrl']
    const onLoopback = isLoopbackAddress(startUrl)
    if (!onLoopback && !startUrl.startsWith('https://')) return [{ path, message: `Expected the start page of IAM Identity Center, https://..., found ${shown(startUrl)}.` }]
    if (onLoopback && endpoint === undefined) return [{ path, message: `${shown(startUrl)} is a training Identity Center: its sign-in opens nothing at AWS. Add the training fleet's endpoint, or name the real start page.` }]
    return []
  })
}

function tenantRules({ tenants }: FleetFile): readonly BrokenRule[] {
  const list = tenants ?? []
  const zones = list.flatMap(({ timeZone }, i) => (timeZone === undefined || isTimeZone(timeZone) ? [] : [timeZoneRule(timeZone, ['tenants', i, 'timeZone'])]))
  return [...repeats(list.map(({ id }) => id), (i) => ['tenants', i, 'id'], 'tenant'), ...zones, ...list.flatMap(probeRules)]
}

/** A probe that is still waiting when it should be asked again would never be known. */
function probeRules({ probes }: NonNullable<FleetFile['tenants']>[number], i: number): readonly BrokenRule[] {
  const list = probes ?? []
  const slow = list.flatMap(({ intervalSeconds, timeoutSeconds }, n) => (timeoutSeconds < intervalSeconds ? [] : [{ path: ['tenants', i, 'probes', n, 'timeoutSeconds'], message: `Expected less than the ${intervalSeconds} seconds between two questions, found ${timeoutSeconds}.` }]))
  return [...repeats(list.map(probeKey), (n) => ['tenants', i, 'probes', n], 'probe'), ...slow]
}

/** Copies in an account that the desk does not watch could not be looked for. */
function offsiteRules({ contract, tenants, accounts }: FleetFile): readonly BrokenRule[] {
  const known = new Set((accounts ?? []).map(({ id }) => id))
  const places = [{ offsite: contract?.offsite, path: ['contract'] as readonly PropertyKey[] }, ...(tenants ?? []).map((tenant, i) => ({ offsite: tenant.contract?.offsite, path: ['tenants', i, 'contract'] }))]
  return places.flatMap(({ offsite, path }) => {
    if (offsite === undefined || offsite === false || offsite.account === undefined || known.has(offsite.account)) return []
    return [{ path: [...path, 'offsite', 'account'], message: `The account ${offsite.account} of the off-site copies is not among the accounts: the desk could not look there.` }]
  })
}

function timeZoneRule(timeZone: string, path: readonly PropertyKey[]): BrokenRule {
  const suggestion = nearestWord(timeZone, Intl.supportedValuesOf('timeZone'))
  return { path, message: `Expected an IANA time zone such as Europe/Berlin, found '${timeZone}'.${suggestion === undefined ? '' : ` Did you mean '${suggestion}'?`}`, ...(suggestion === undefined ? {} : { suggestion }) }
}

const knownZones = new Map<string, boolean>()
function isTimeZone(name: string): boolean {
  const known = knownZones.get(name)
  if (known !== undefined) return known
  const answer = constructs(name)
  knownZones.set(name, answer)
  return answer
}

// The platform offers no question for "is this a zone" but making a formatter of it.
function constructs(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone })
    return /^[A-Za-z]/.test(timeZone)
  } catch {
    return false
  }
}

function storeRules({ deskStore, accounts }: FleetFile): readonly BrokenRule[] {
  if (deskStore?.kind !== 'dynamodb' || (accounts ?? []).some(({ id }) => id === deskStore.account)) return []
  return [{ path: ['deskStore', 'account'], message: `The account ${deskStore.account} of the desk's store is not among the accounts.` }]
}

/** Mail and notices are written with an account's own keys: one that the desk does not know cannot be written to. */
function noticeRules({ mail, tenants, accounts }: FleetFile): readonly BrokenRule[] {
  const known = new Set((accounts ?? []).map(({ id }) => id))
  const named = [{ account: mail?.account, path: ['mail', 'account'] as readonly PropertyKey[], whose: 'that sends mail' }, ...(tenants ?? []).map(({ notice }, i) => ({ account: notice?.account, path: ['tenants', i, 'notice', 'account'], whose: "of the notice's bucket" }))]
  return named.flatMap(({ account, path, whose }) => (account === undefined || known.has(account) ? [] : [{ path, message: `The account ${account} ${whose} is not among the accounts.` }]))
}

function calendarRules({ calendars }: FleetFile): readonly BrokenRule[] {
  const sources = (calendars ?? []).flatMap(({ path, url }, i) => ((path === undefined) === (url === undefined) ? [{ path: ['calendars', i], message: 'A calendar has a path or a url, one of the two.' }] : []))
  const unsafe = (calendars ?? []).flatMap(({ url }, i) => (url === undefined || url.startsWith('https://') || isLoopbackAddress(url) ? [] : [{ path: ['calendars', i, 'url'], message: `Expected https://..., or a page of this computer, found ${shown(url)}: on the way anybody could change when nobody is to be touched.` }]))
  return [...repeats((calendars ?? []).map(({ name }) => name), (i) => ['calendars', i, 'name'], 'calendar'), ...sources, ...unsafe]
}
