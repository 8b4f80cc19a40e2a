import { z } from 'zod'
import { statementKinds } from '#shared/desk/statement'
import type { FleetConfig } from '#shared/fleet/fleet-config'
import { appError, type AppError } from '#shared/kernel/app-error'
import { err, ok, type Result } from '#shared/kernel/result'
import type { DeskTables } from '#electron/adapters/sqlite/desk/desk-tables'
import type { Ids } from '#electron/ports/clock'

/** To whom the desk in a file belongs. In a simulated AWS everybody is who they say; there, nobody may speak on a desk of AWS. */
const bindingSchema = z.strictObject({ signIn: z.enum(['aws', 'simulated']), accounts: z.array(z.string()).readonly() })
type DeskBinding = z.infer<typeof bindingSchema>

export interface DeskOpener {
  readonly config: Pick<FleetConfig, 'signIn' | 'accounts' | 'endpoint'>
  readonly desk: Pick<DeskTables, 'record' | 'put' | 'said'>
  readonly file: string
  /** Somebody named it, and it is not the file that this fleet file has by itself. */
  readonly isNamed: boolean
  readonly ids: Pick<Ids, 'next'>
}

const at = { kind: 'desk-binding', id: 'this' } as const

/** Binds a desk's file to the fleet that opens it first, and keeps others out. `forbidden`: it belongs to another. */
export async function bindDesk(opener: DeskOpener): Promise<Result<null, AppError>> {
  const { desk, ids, config } = opener
  const own = bindingOf(config)
  const there = await desk.record(at)
  if (!there.ok) return there
  if (there.value !== undefined) return compare(there.value.body, own, opener)
  const unbound = await refusalOfUnbound(own, opener)
  if (!unbound.ok) return unbound
  const bound = await desk.put({ ...at, expected: 0, body: own, writeId: ids.next() })
  if (bound.ok) return ok(null)
  if (bound.error.kind !== 'conflict') return bound
  const first = await desk.record(at)
  return first.ok ? compare(first.value?.body, own, opener) : first
}

const bindingOf = ({ signIn, accounts, endpoint }: DeskOpener['config']): DeskBinding => ({ signIn: signIn.kind === 'training' || endpoint !== undefined ? 'simulated' : 'aws', accounts: accounts.map(({ id }) => id).toSorted() })

function compare(body: unknown, own: DeskBinding, { file, isNamed }: DeskOpener): Result<null, AppError> {
  const bound = bindingSchema.safeParse(body)
  if (!bound.success) return err(appError('forbidden', `To whom the desk in ${file} belongs cannot be read: another version of this console may have written it. Nothing was done. Use that version.`, { at: file }))
  const { signIn, accounts } = bound.data
  if (signIn !== own.signIn) return err(appError('forbidden', `The desk in ${file} belongs to ${kindWords[signIn]}, and the fleet file is that of ${kindWords[own.signIn]}. Nothing was done. ${wayOut(isNamed)}`, { at: file }))
  // A fleet file of its own may get other accounts; a file that somebody names may be any desk's.
  if (isNamed && !accounts.some((account) => own.accounts.includes(account))) return err(appError('forbidden', `The desk in ${file} belongs to another fleet: that of the accounts ${accounts.slice(0, 3).join(', ')}. Nothing was done. ${wayOut(isNamed)}`, { at: file }))
  return ok(null)
}

const kindWords = { aws: 'a fleet in AWS', simulated: 'a training fleet' } as const
const wayOut = (isNamed: boolean): string => (isNamed ? 'Correct --desk-file or --fleet.' : 'Move the desk’s file away to begin another.')

/** A file from before desks were bound: what people said there may have been said in AWS's name, so that training takes it only where it has always been its own. */
async function refusalOfUnbound(own: DeskBinding, { desk, file, isNamed }: DeskOpener): Promise<Result<null, AppError>> {
  if (own.signIn === 'aws' || !isNamed) return ok(null)
  for (const kind of statementKinds) {
    const said = await desk.said({ kind })
    if (!said.ok) return said
    if (said.value.statements?.length !== 0) return err(appError('forbidden', `The desk in ${file} does not say to which fleet it belongs, and may be one of AWS: a training fleet does not open it. Nothing was done. Name a new file with --desk-file.`, { at: file }))
  }
  return ok(null)
}
