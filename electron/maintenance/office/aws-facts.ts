import type { AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import type { Plan } from '#shared/maintenance/plan'
import type { DatabaseNow } from '#shared/maintenance/preflight'
import type { AwsOperators } from '#electron/ports/aws-operator'

export interface AwsFactsOptions {
  readonly operators: AwsOperators
  readonly tenantTag: string
  readonly signal: AbortSignal
}

/** As many at once as no account notices. */
const atOnce = 8

/** The databases of a plan as AWS has them now; what is not there any more is left out. Fails when one cannot be read: then nothing is known. */
export async function databasesNow({ operators, tenantTag, signal }: AwsFactsOptions, { databases }: Plan): Promise<Result<ReadonlyMap<string, DatabaseNow>, AppError>> {
  const found = new Map<string, DatabaseNow>()
  const left = [...databases]
  let failure: AppError | undefined
  const work = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined && failure === undefined; next = left.shift()) {
      const { arn, id } = next
      const [, , , region = '', account = ''] = arn.split(':')
      const read = await operators(account, region).databases.database({ signal, onRequest: () => Promise.resolve() }, id)
      if (read.ok) {
        const { status, engineVersion, tags } = read.value.value
        const tenant = tags[tenantTag]
        found.set(arn, { status, ...(engineVersion === undefined ? {} : { engineVersion }), ...(tenant === undefined ? {} : { tenant }) })
      } else if (read.error.why !== 'gone') failure ??= read.error.error
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return failure === undefined ? ok(found) : err(failure)
}
