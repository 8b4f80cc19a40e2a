import type { Plan, PlanDatabase } from './plan'
import type { Blocker } from './blocker'

/** A version that a version may become, as AWS lists it. */
export interface UpgradeOffer {
  readonly version: string
  readonly isMajor: boolean
}

/** An engine version in a place of which a plan wants an upgrade. */
export interface UpgradeQuestion {
  /** `111122223333/eu-west-1` */
  readonly place: string
  readonly engine: string
  readonly version: string
}

/** By `questionKey`; what is left out could not be asked. */
export type UpgradeOffers = ReadonlyMap<string, readonly UpgradeOffer[]>

export const questionKey = ({ place, engine, version }: UpgradeQuestion): string => `${place} ${engine} ${version}`

interface Leap extends UpgradeQuestion {
  readonly database: PlanDatabase
  readonly toVersion: string
  readonly allowMajor: boolean
}

/** What has to be asked of AWS before the start, each once: a later upgrade begins where the one before it ends. */
export function upgradeQuestions(plan: Pick<Plan, 'databases' | 'steps'>): readonly UpgradeQuestion[] {
  const asked = new Map(leapsOf(plan).map(({ place, engine, version }) => [questionKey({ place, engine, version }), { place, engine, version }]))
  return [...asked.values()]
}

/** Upgrades of a plan that AWS does not offer: the first of each database. */
export function upgradeBlockers(plan: Pick<Plan, 'databases' | 'steps'>, offers: UpgradeOffers): readonly Blocker[] {
  const blocked = new Map<string, Blocker>()
  for (const leap of leapsOf(plan)) {
    const offered = offers.get(questionKey(leap))
    const message = offered === undefined ? undefined : whyNot(leap, offered)
    const { arn, tenant } = leap.database
    if (message !== undefined && !blocked.has(arn)) blocked.set(arn, { kind: 'database', database: arn, tenant, message })
  }
  return [...blocked.values()]
}

function whyNot({ database, version, toVersion, allowMajor }: Leap, offered: readonly UpgradeOffer[]): string | undefined {
  const found = offered.find((each) => each.version === toVersion)
  if (found !== undefined && (allowMajor || !found.isMajor)) return undefined
  if (found !== undefined) return `${database.id}: from ${version} to ${toVersion} is a major upgrade, which the plan does not allow. Allow it in the plan, or name a version of the same line.`
  const usable = offered.filter(({ isMajor }) => allowMajor || !isMajor).map((each) => each.version)
  const choice = usable.length === 0 ? `AWS offers ${offered.length === 0 ? 'no upgrade' : 'only major upgrades'} from there.` : `AWS offers ${usable.join(', ')}.`
  return `${database.id} cannot become ${toVersion} from ${version}. ${choice} Change the plan.`
}

function leapsOf({ databases, steps }: Pick<Plan, 'databases' | 'steps'>): readonly Leap[] {
  return databases.flatMap((database) => {
    const [, , , region = '', account = ''] = database.arn.split(':')
    const leaps: Leap[] = []
    let version = database.engineVersion
    for (const step of steps) {
      if (step.kind !== 'db.engine-upgrade' || step.toVersion === version) continue
      leaps.push({ database, place: `${account}/${region}`, engine: database.engine, version, toVersion: step.toVersion, allowMajor: step.allowMajor })
      version = step.toVersion
    }
    return leaps
  })
}
