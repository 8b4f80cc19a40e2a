import type { AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import type { Plan } from '#shared/maintenance/plan'
import type { DatabaseNow, PlaceQuota } from '#shared/maintenance/preflight'
import { questionKey, upgradeQuestions, type UpgradeOffer, type UpgradeOffers } from '#shared/maintenance/upgrade-check'
import type { AwsOperators } from '#electron/ports/aws-operator'

export interface AwsFactsOptions {
  readonly operators: AwsOperators
  readonly tenantTag: string
  readonly signal: AbortSignal
  /** Before each request. */
  readonly onRequest?: () => Promise<void>
}

const nobodyCounts = (): Promise<void> => Promise.resolve()

/** Room for one snapshot of each database and its copy, by place. Fails when a place does not tell. */
export async function quotasNow({ operators, signal, onRequest = nobodyCounts }: AwsFactsOptions, { databases, copyTo }: Plan): Promise<Result<readonly PlaceQuota[], AppError>> {
  const wanted = new Map<string, number>()
  const want = (place: string): void => void wanted.set(place, (wanted.get(place) ?? 0) + 1)
  for (const { arn } of databases) {
    want(placeOf(arn))
    if (copyTo !== undefined) want(`${placeOf(arn).split('/')[0]}/${copyTo.region}`)
  }
  const quotas: PlaceQuota[] = []
  for (const [place, count] of wanted) {
    const [account = '', region = ''] = place.split('/')
    const read = await operators(account, region).databases.snapshotQuota({ signal, onRequest })
    if (!read.ok) return err(read.error.error)
    quotas.push({ place, manualSnapshots: read.value.value.used, most: read.value.value.most, wanted: count })
  }
  return ok(quotas)
}

const placeOf = (arn: string): string => {
  const [, , , region = '', account = ''] = arn.split(':')
  return `${account}/${region}`
}

/** As many at once as no account notices. */
const atOnce = 8

/** The databases of a plan as AWS has them now; what is not there any more is left out. Fails when one cannot be read: then nothing is known. */
export async function databasesNow({ operators, tenantTag, signal, onRequest = nobodyCounts }: AwsFactsOptions, { databases }: Plan): Promise<Result<ReadonlyMap<string, DatabaseNow>, AppError>> {
  const found = new Map<string, DatabaseNow>()
  const left = [...databases]
  let failure: AppError | undefined
  const work = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined && failure === undefined; next = left.shift()) {
      const { arn, id } = next
      const [, , , region = '', account = ''] = arn.split(':')
      const read = await operators(account, region).databases.database({ signal, onRequest }, id)
      if (read.ok) {
        const { status, engineVersion, storageGib, multiAz, tags } = read.value.value
        const tenant = tags[tenantTag]
        found.set(arn, { status, ...(engineVersion === undefined ? {} : { engineVersion }), ...(tenant === undefined ? {} : { tenant }), ...(storageGib === undefined ? {} : { storageGib }), ...(multiAz === undefined ? {} : { multiAz }) })
      } else if (read.error.why !== 'gone') failure ??= read.error.error
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return failure === undefined ? ok(found) : err(failure)
}

/** What AWS offers each engine version that a plan upgrades. Left out: what a simulated AWS cannot be asked. Fails when a place does not tell. */
export async function upgradeOffersNow({ operators, signal, onRequest = nobodyCounts }: Pick<AwsFactsOptions, 'operators' | 'signal' | 'onRequest'>, plan: Plan): Promise<Result<UpgradeOffers, AppError>> {
  const offers = new Map<string, readonly UpgradeOffer[]>()
  for (const question of upgradeQuestions(plan)) {
    const [account = '', region = ''] = question.place.split('/')
    const read = await operators(account, region).databases.upgradeTargets({ signal, onRequest }, question.engine, question.version)
    if (read.ok) offers.set(questionKey(question), read.value.value)
    else if (read.error.error.kind !== 'unsupported') return err(read.error.error)
  }
  return ok(offers)
}
