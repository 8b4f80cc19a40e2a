import type { AlarmTenant } from './desk-alarm'
import type { Matter } from './matter'

/** One message of the operating system's to the operator. */
export interface Note {
  readonly title: string
  readonly body: string
  /** Goes through "do not disturb", and sounds even then. */
  readonly critical: boolean
  /** Where pressing it leads. */
  readonly open: NoteTarget
  /** Tells of so many at once that it takes the place of those before it. */
  readonly isSummary: boolean
}

export type NoteTarget =
  | { readonly kind: 'tenant'; readonly tenant: string }
  | { readonly kind: 'alarm'; readonly alarm: string }
  | { readonly kind: 'alarms' }
  /** The fleet, filtered to who is critical. */
  | { readonly kind: 'critical' }
  /** The page of one grant; the desk's access, narrowed to a tenant. */
  | { readonly kind: 'grant'; readonly grant: string }
  | { readonly kind: 'access'; readonly tenant: string }
  | { readonly kind: 'audit' }

const mostAtOnce = 3

/** Notes of these matters, which come worst first: one a tenant, or one for all when they are many. `covered`: names nobody. */
export function notesOf(matters: readonly Matter[], covered: boolean): readonly Note[] {
  if (matters.length === 0) return []
  const groups = byTenant(matters)
  if (covered) return [discreet(matters)]
  return groups.length > mostAtOnce ? [summary(matters)] : groups.map(together)
}

/** Matters of the same tenants are one note. */
function byTenant(matters: readonly Matter[]): readonly (readonly [Matter, ...Matter[]])[] {
  const groups = new Map<string, [Matter, ...Matter[]]>()
  for (const matter of matters) {
    const key = matter.tenants.length === 0 ? matter.key : matter.tenants.map(({ id }) => id).join(' ')
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [matter])
    else group.push(matter)
  }
  return [...groups.values()]
}

function together(group: readonly [Matter, ...Matter[]]): Note {
  const [first, second] = group
  const more = group.length - 2
  return {
    title: `${first.critical ? 'Critical: ' : ''}${whomOf(first)}`,
    body: [first.words, ...(second === undefined ? [] : [second.words]), ...(more > 0 ? [`And ${more} more.`] : [])].join('\n'),
    critical: first.critical,
    open: targetOf(first),
    isSummary: false,
  }
}

function summary(matters: readonly Matter[]): Note {
  const [worst] = matters
  const critical = matters.some((matter) => matter.critical)
  const struck = tenantsOf(critical ? matters.filter((matter) => matter.critical) : matters)
  const mild = matters.filter((matter) => !matter.critical)
  const one = struck.length === 0 && worst !== undefined ? whomOf(worst) : struck.length === 1 ? whom(struck) : `${struck.length} tenants at once`
  const title = worst?.kind === 'zone' ? `Critical: ${firstSentence(worst.words)}` : critical ? `Critical: ${one}` : `${counted(matters)} began`
  return {
    title,
    body: [`${whom(struck)}: ${counted(critical ? matters.filter((matter) => matter.critical) : matters)}.`, ...(critical && mild.length > 0 ? [`Also ${counted(mild)} of ${whom(tenantsOf(mild))}.`] : [])].join('\n'),
    critical,
    open: critical ? { kind: 'critical' } : { kind: 'alarms' },
    isSummary: true,
  }
}

function discreet(matters: readonly Matter[]): Note {
  const critical = matters.some((matter) => matter.critical)
  return {
    title: critical ? 'Critical: look at Watchfloor' : 'Watchfloor',
    body: `${capital(counted(matters))}. Unlock Watchfloor to see whom it concerns.`,
    critical,
    open: matters.length === 1 && matters[0] !== undefined ? targetOf(matters[0]) : critical ? { kind: 'critical' } : { kind: 'alarms' },
    isSummary: true,
  }
}

/** The screen that shows it. */
export function targetOf(matter: Matter): NoteTarget {
  const [tenant] = matter.tenants
  if (matter.kind === 'trail') return { kind: 'audit' }
  if (matter.kind === 'access' && matter.grant !== undefined) return { kind: 'grant', grant: matter.grant }
  if (matter.kind === 'access' && tenant !== undefined) return { kind: 'access', tenant: tenant.id }
  if (matter.kind === 'alarm') return { kind: 'alarm', alarm: matter.key }
  return matter.kind === 'zone' || tenant === undefined ? { kind: 'critical' } : { kind: 'tenant', tenant: tenant.id }
}

const nouns: Record<Matter['kind'], readonly [string, string]> = { zone: ['zone down', 'zones down'], failover: ['failover', 'failovers'], trouble: ['critical finding', 'critical findings'], access: ['matter of support access', 'matters of support access'], trail: ['matter of the audit trail', 'matters of the audit trail'], alarm: ['firing alarm', 'firing alarms'] }

/** "2 failovers, 14 firing alarms". */
const counted = (matters: readonly Matter[]): string =>
  (Object.keys(nouns) as Matter['kind'][]) // keys of a literal: exact
    .flatMap((kind) => {
      const count = matters.filter((matter) => matter.kind === kind).length
      return count === 0 ? [] : [`${count} ${nouns[kind][count === 1 ? 0 : 1]}`]
    })
    .join(', ')

const tenantsOf = (matters: readonly Matter[]): readonly AlarmTenant[] => [...new Map(matters.flatMap(({ tenants }) => tenants).map((tenant) => [tenant.id, tenant])).values()]

/** Whom it concerns: tenants, or what all of them rest on. */
export const whomOf = ({ kind, tenants }: Matter): string => (kind === 'trail' ? 'the audit trail' : whom(tenants))

function whom(tenants: readonly AlarmTenant[]): string {
  const [first, second] = tenants
  if (first === undefined) return 'No tenant'
  if (second === undefined) return first.name
  return tenants.length === 2 ? `${first.name} and ${second.name}` : `${first.name}, ${second.name} and ${tenants.length - 2} more`
}

const firstSentence = (words: string): string => words.split('. ')[0] ?? words

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)
