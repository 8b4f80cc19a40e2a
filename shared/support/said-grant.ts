import { z } from 'zod'
import type { Statement } from '../desk/statement'
import type { Digest } from '../kernel/digest'
import { dayMs } from '../kernel/time'
import { accessKinds, type AskedGrant, type GrantWord } from './grant'
import { grantHash, grantId } from './grant-hash'
import { fromOf } from './grant-state'

/** What people said of grants, as the desk's store has it. Names come from the store, never from a body. */

const atMs = z.number().min(0).max(8.64e15)

const askedBody = z.object({
  word: z.literal('asked'),
  tenant: z.string(),
  environment: z.string(),
  what: z.array(z.enum(accessKinds)).min(1),
  reference: z.string(),
  askedBy: z.string(),
  reason: z.string(),
  fromMs: z.exactOptional(atMs),
  untilMs: atMs,
  atMs,
  cidr: z.exactOptional(z.string()),
  isBreakGlass: z.boolean(),
  isSelfService: z.boolean(),
})

const laterBody = z.discriminatedUnion('word', [
  z.object({ word: z.literal('refused'), atMs, why: z.string() }),
  z.object({ word: z.literal('ended'), atMs, why: z.string() }),
  z.object({ word: z.literal('reviewed'), atMs, words: z.string(), isFine: z.boolean() }),
])

const approvalBody = z.object({ word: z.literal('approved'), grantHash: z.string(), atMs })

export interface SaidGrant {
  readonly asked: AskedGrant
  /** In order of time. */
  readonly words: readonly GrantWord[]
}

/** What is kept of a grant when it is asked for: its id is the statement's subject, who asks is its writer. */
export const bodyOfAsked = ({ id: _id, by: _by, hash: _hash, ...rest }: AskedGrant): unknown => ({ word: 'asked', ...rest })

/**
 * Grants of all that was said, in order of asking.
 *
 * A grant's id follows from what was asked and by whom, so that nobody can ask for something else under an id that is known. What cannot be read,
 * or does not bear its id, is no grant. `known`: what the same caller read before; statements never change.
 */
export async function readGrants(grants: readonly Statement[], approvals: readonly Statement[], digest: Digest, known = createSaidMemory()): Promise<readonly SaidGrant[]> {
  const asked: AskedGrant[] = []
  const words = new Map<string, GrantWord[]>()
  for (const said of [...grants, ...approvals]) {
    const key = keyOf(said)
    if (!known.has(key)) known.set(key, said.kind === 'grant' && said.id === 'asked' ? await readAsked(said, digest) : wordOf(said))
    const read = known.get(key)
    if (read === undefined) continue
    if (!('kind' in read)) asked.push(read)
    else words.set(said.subject, push(words.get(said.subject) ?? [], read))
  }
  return asked.map((grant) => ({ asked: grant, words: (words.get(grant.id) ?? []).toSorted((left, right) => left.atMs - right.atMs) })).toSorted((left, right) => left.asked.atMs - right.asked.atMs)
}

/** Statements that were read, by who said what of which: undefined where it is nothing of a grant. */
export type SaidMemory = Map<string, AskedGrant | GrantWord | undefined>
export const createSaidMemory = (): SaidMemory => new Map()

function push<T>(list: T[], one: T): T[] {
  list.push(one)
  return list
}

const keyOf = ({ kind, subject, by, id }: Statement): string => `${kind} ${subject} ${by} ${id}`

async function readAsked({ subject, by, body }: Statement, digest: Digest): Promise<AskedGrant | undefined> {
  const read = askedBody.safeParse(body)
  if (!read.success) return undefined
  const { word: _word, ...wish } = read.data
  // The longest that a fleet file can allow: whoever writes into the store past the office gets no more than that, on any console.
  if (wish.untilMs - fromOf(wish) > dayMs) return undefined
  const content = { ...wish, by }
  if ((await grantId(content, digest)) !== subject) return undefined
  return { ...content, id: subject, hash: await grantHash({ ...content, id: subject }, digest) }
}

function wordOf({ kind, by, body }: Statement): GrantWord | undefined {
  if (kind === 'approval') {
    const read = approvalBody.safeParse(body)
    return read.success ? { kind: 'approved', by, atMs: read.data.atMs, hash: read.data.grantHash } : undefined
  }
  const read = laterBody.safeParse(body)
  if (!read.success) return undefined
  const { word, ...rest } = read.data
  return { kind: word, by, ...rest } as GrantWord // the schema's words and their fields are those of GrantWord
}
