import { anchorText, readAnchors, type Anchor } from '#shared/audit/anchor'
import type { FleetConfig } from '#shared/fleet/fleet-config'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import { createAwsOperators } from '#electron/adapters/aws/index'
import type { LockedObjectOperator } from '#electron/ports/operator/objects'
import { commandCredentials, endpointOf } from '../command-credentials'
import { exitCodes } from '../exit-code'
import { loadFleetFile } from '../load-fleet-file'
import { plainLine } from '../plain-text'
import { auditCommand, textOf } from './shell'

/** What lies in the bucket, and what is wrong with it. */
export interface FetchedAnchors {
  readonly anchors: readonly Anchor[]
  readonly wrong: readonly string[]
}

const mostKeys = 100_000

/** The first version of every key: what was laid over an anchor later counts for nothing. */
export async function fetchAnchors(locked: Pick<LockedObjectOperator, 'keys' | 'getLocked'>, { bucket, prefix }: NonNullable<FleetConfig['audit']>, signal: AbortSignal): Promise<Result<FetchedAnchors, AppError>> {
  const call = { signal, onRequest: () => Promise.resolve() }
  const keys = await locked.keys(call, bucket, prefix, mostKeys)
  if (!keys.ok) return err(keys.error.error)
  const anchors: Anchor[] = []
  const wrong: string[] = keys.value.value.length < mostKeys ? [] : [`There are more than ${mostKeys} keys: the others were not read.`]
  for (const key of keys.value.value) {
    const document = await locked.getLocked(call, bucket, key)
    if (!document.ok) return err(document.error.error)
    const read = readAnchors(document.value.value.body)
    if (read.ok) anchors.push(...read.value)
    else wrong.push(`${bucket}/${key}: ${read.error}`)
  }
  return ok({ anchors, wrong })
}

export const auditAnchors = auditCommand({
  verb: 'anchors',
  summary: 'Fetch the anchors of all chains from the bucket, for `audit verify --anchors`',
  options: [{ name: 'fleet', value: 'FILE', required: true, summary: 'The fleet file that names the bucket' }],
  details: ['One anchor a line: the first version of each key, which nobody can have laid over. With the sign-in of the window.', 'Exit codes: 0 done, 1 something in the bucket is no anchor, 2 the command line, the sign-in or the bucket cannot be used.'],
  run: async (input, context) => {
    const loaded = await loadFleetFile(textOf(input, 'fleet')!)
    if (!loaded.ok) return loaded
    const { config } = loaded.value
    const { audit } = config
    if (audit === undefined) return err(appError('notFound', 'The fleet file names no bucket for anchors (`audit`): none were laid.'))
    const keys = await commandCredentials(config, context)
    if (!keys.ok) return keys
    try {
      const { clock, timers, stop } = context
      const operators = createAwsOperators({ ...endpointOf(config), credentials: keys.value.credentials, clock, timers })
      const fetched = await fetchAnchors(operators(audit.account, audit.region).locked, audit, stop)
      if (!fetched.ok) return fetched
      const { anchors, wrong } = fetched.value
      for (const words of wrong) context.err.write(`${plainLine(words)}\n`)
      return ok({ json: { anchors, wrong }, lines: anchors.map((anchor) => anchorText(anchor).trimEnd()), code: wrong.length === 0 ? exitCodes.fine : exitCodes.findings })
    } finally {
      keys.value.close()
    }
  },
})
